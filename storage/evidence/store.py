"""Where do big bytes live? In a store that names them by their SHA-256, holds them whole or not at all, and never changes them.

Two stores keep this promise: files (files.py) and S3-compatible objects (s3.py); url.py opens the one that a URL names.
Every fault of a store is an OSError: the door answers 451, a job tries again.
"""

from collections.abc import Iterator
from typing import Protocol, Self


class EvidenceAway(Exception):
    """The store does not give what it has: whoever asks is told to come again."""


PIECE = 1 << 16  # bytes read at a time


class Spool(Protocol):
    """Bytes on their way into the store. `keep` makes them durable and names them; `drop` forgets them. Ends with its `with` block."""

    size: int

    def write(self, chunk: bytes) -> None:
        """Appends bytes. Raises OSError."""

    def keep(self) -> str:
        """Makes the bytes durable under their SHA-256 and returns it (hex). Raises OSError; nothing of them is visible then."""

    def drop(self) -> None:
        """Forgets bytes that were not kept; harmless afterwards."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


class Evidence(Protocol):
    """A store of evidence. name: for an operator, without any secret. A SHA-256 is 64 hex digits."""

    name: str

    def spool(self) -> Spool:
        """A new place for bytes on their way in. Raises OSError."""

    def put(self, content: bytes) -> str:
        """Keeps bytes that are in memory; durable when this returns their SHA-256. Raises OSError."""

    def read(self, sha256: str) -> bytes:
        """The bytes kept under a SHA-256. Raises FileNotFoundError when there are none, OSError."""

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """The same in pieces, for bytes that need not be in memory whole; raises as `read` does, with the first piece or a later one."""

    def has(self, sha256: str) -> bool:
        """Whether bytes are kept under a SHA-256. Raises OSError when that cannot be told."""

    def forget(self, sha256: str) -> None:
        """Removes what is kept under a SHA-256, if anything is: after a trial, or where the law asks for it. Raises OSError."""

    def sweep(self, before: float) -> int:
        """Removes what a crash left half written and nobody has touched since `before` (seconds since 1970). Returns how many."""

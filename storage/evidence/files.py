"""How does evidence lie on a disk? Content-addressed files, written once: tmp, fsync, rename, fsync of the folders."""

import hashlib
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

from storage.evidence.store import PIECE


class FileSpool:
    """Bytes on their way into the store, in a file of `root`/tmp. The only writer to disk besides the database."""

    def __init__(self, root: Path) -> None:
        self._root = root
        # Until something was kept: whoever made the folder may have been killed before its name was synced.
        new = not (root / "blobs").exists()
        (root / "tmp").mkdir(parents=True, exist_ok=True)
        if new:
            sync_folder(root.parent)
        self._handle, self._path = tempfile.mkstemp(dir=root / "tmp")
        self._hash = hashlib.sha256()
        self._busy = threading.Lock()  # whoever drops it waits for whoever writes: a handle's number is soon another file's
        self.size = 0

    def write(self, chunk: bytes) -> None:
        """Appends bytes. Raises OSError, also once they were dropped."""
        with self._busy:
            view = memoryview(chunk)
            while view:
                view = view[os.write(self._handle, view) :]
            self._hash.update(chunk)
            self.size += len(chunk)

    def keep(self) -> str:
        """Makes the bytes durable under their SHA-256 and returns it (hex)."""
        sha256 = self._hash.hexdigest()
        target = place(self._root, sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        with self._busy:
            os.fchmod(self._handle, 0o440)
            os.fsync(self._handle)
            self._close()
        Path(self._path).rename(target)
        # Every level each time: a folder that is already there may be one that another process made and has not synced yet.
        for folder in (target.parent, target.parent.parent, self._root):
            sync_folder(folder)
        return sha256

    def drop(self) -> None:
        """Forgets bytes that were not kept; harmless afterwards."""
        with self._busy:
            try:
                self._close()
            finally:
                Path(self._path).unlink(missing_ok=True)

    def _close(self) -> None:
        # The system has let go of the handle even when it reports an error: it is never closed twice.
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.drop()


class Files:
    """The store under one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.name = str(root)

    def spool(self) -> FileSpool:
        """A new place for bytes on their way in."""
        return FileSpool(self.root)

    def put(self, content: bytes) -> str:
        """Keeps bytes that are in memory."""
        with self.spool() as spool:
            spool.write(content)
            return spool.keep()

    def read(self, sha256: str) -> bytes:
        """The bytes kept under a SHA-256 (hex). Raises FileNotFoundError."""
        return place(self.root, sha256).read_bytes()

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """The same in pieces. Raises FileNotFoundError with the first one."""
        with place(self.root, sha256).open("rb", buffering=0) as file:
            while piece := file.read(PIECE):
                yield piece

    def has(self, sha256: str) -> bool:
        """Whether bytes are kept under a SHA-256."""
        return place(self.root, sha256).exists()

    def forget(self, sha256: str) -> None:
        """Removes a file, and its folder when no other lies there."""
        path = place(self.root, sha256)
        path.unlink(missing_ok=True)
        with suppress(OSError):  # others lie there too
            path.parent.rmdir()

    def sweep(self, before: float) -> int:
        """Removes what a crash left half written and nobody has touched since `before` (seconds since 1970). Returns how many."""
        return sweep_spools(self.root, before)


def sweep_spools(root: Path, before: float) -> int:
    """Removes spool files under `root` that nobody has touched since `before` (seconds since 1970). Returns how many."""
    swept = 0
    for path in (root / "tmp").glob("*"):
        with suppress(FileNotFoundError):  # another process has just kept or dropped it
            if path.stat().st_mtime < before:
                path.unlink()
                swept += 1
    return swept


def place(root: Path, sha256: str) -> Path:
    """The file of a blob: two levels, so that no folder grows without bound."""
    return root / "blobs" / sha256[:2] / sha256


def sync_folder(folder: Path) -> None:
    """Makes a rename or a new name in the folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

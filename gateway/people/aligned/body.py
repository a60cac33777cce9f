"""Is this the body that was signed? Its SHA-256 in the canonical forms of RFC 6376 section 3.4, each made once for a mail.

dkimpy's own forms take quadratic time on long runs of blanks, and a gigabyte for a body of empty lines.
"""

import base64
import hashlib

from parsers.mime import blanks


class Body:
    """The body of one mail."""

    def __init__(self, raw: bytes) -> None:
        """raw: what follows the empty line; lines may end in LF alone."""
        self._raw = raw
        self._known: dict[bool, str] = {}

    def opens_with(self, line: bytes) -> bool:
        """Whether this is the first line that is not empty."""
        return self._raw[:2_000].lstrip(b"\r\n").partition(b"\n")[0].rstrip(b"\r \t") == line

    def digest(self, relaxed: bool) -> str:
        """What `bh=` must say, in base64."""
        if relaxed not in self._known:
            self._known[relaxed] = base64.b64encode(hashlib.sha256(canonical(self._raw, relaxed)).digest()).decode()
        return self._known[relaxed]


def canonical(raw: bytes, relaxed: bool) -> bytes:
    """The body as it is hashed, in the simple or the relaxed form."""
    body = raw.replace(b"\r\n", b"\n")  # a lone CR stays what it is
    body = blanks.relaxed(body) if relaxed else body.rstrip(b"\n")
    if not body:
        return b"" if relaxed else b"\r\n"
    return body.replace(b"\n", b"\r\n") + b"\r\n"

"""What do these quoted-printable bytes say (RFC 2045, 6.7)? As clients read what careless programs wrote."""

import binascii
import re

# What binascii would read otherwise: blanks after a soft break, a soft break of an old Mac (it drops the rest of the line),
# `==` (it drops one); or an attribute of a page that nobody encoded.
_UNUSUAL = re.compile(rb"=(?:[ \t\"]|\r(?!\n)|=)")
_SOFT = re.compile(rb"(?<!=)=[ \t]++(?=\r?\n|\Z)|(?<!=)=[ \t]*+\r(?!\n)")
_BARE = re.compile(rb"==+(?:(?![0-9A-Fa-f]{2})|(?=\r?\n|\Z))|=(?==)")
_TAG = re.compile(rb"=\"[^\"<>]{0,200}\"")
_SOFT_BREAK = re.compile(rb"=\r?\n")
_PAIRS = re.compile(rb"=[C-F][0-9A-F]=[89AB][0-9A-F]")
_NO_PAIR = re.compile(rb"=(?![0-9A-F]{2}|\r?\n|\Z)")


def decode(raw: bytes, *, header: bool = False) -> bytes:
    """The decoded bytes; what is no escape stays as it stands. `header`: the Q encoding of RFC 2047, where `_` is a space."""
    return binascii.a2b_qp(_usual(raw) if _UNUSUAL.search(raw) else raw, header=header)


def decode_text(raw: bytes) -> tuple[bytes, bool]:
    """The decoded text, and whether it was encoded only once; a second time is undone where all of it shows that it was."""
    if _UNUSUAL.search(raw):
        if _TAG.search(raw) and b"=3D" not in raw and not _SOFT_BREAK.search(raw):
            return raw, False  # a page as it stands, whose `width=20` is no blank
        raw = _usual(raw)
    once = binascii.a2b_qp(raw)
    if not is_encoded(once):
        return once, True
    return decode(once), False


def _usual(raw: bytes) -> bytes:
    """The same, written as it should be."""
    return _BARE.sub(lambda found: b"=3D" * len(found[0]), _SOFT.sub(_line_end, raw))


def is_encoded(raw: bytes, at_least: int = 1) -> bool:
    """Whether this can only be quoted-printable: so many letters of UTF-8 in it, and no `=` that would be no escape."""
    return raw.count(b"=") > at_least and raw.isascii() and not _NO_PAIR.search(raw) and len(_PAIRS.findall(raw)) >= at_least


def _line_end(found: re.Match[bytes]) -> bytes:
    return b"=\n" if found[0].endswith(b"\r") else b"="

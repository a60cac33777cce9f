"""What stands in this S/MIME message (RFC 8551)? The signed content, or the word for what only a key would open; linear, never raises.

Only the frame of a SignedData (RFC 5652, 5.1) is walked, in DER or BER. Nothing is verified: a signature proves no sender here.
"""

from dataclasses import dataclass

_SIGNED = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
_ENCRYPTED = frozenset({b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03", b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17"})
_COMPRESSED = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x09"
_SEQUENCE, _SET, _OID, _INTEGER, _OCTETS, _EXPLICIT = 0x30, 0x31, 0x06, 0x02, 0x04, 0xA0
_OCTETS_BUILT = 0x24
_INDEFINITE = 0x80
_LONGEST_LENGTH = 6
_MOST_PIECES = 100_000


class _BrokenError(Exception):
    """The bytes are no such structure."""


@dataclass(frozen=True, slots=True)
class _Value:
    """One value: its tag, where its content stands; end is the end of what holds it when its length is not given."""

    tag: int
    start: int
    end: int
    open: bool


def read(content: bytes) -> tuple[bytes, str]:
    """(signed content, defect word): `encrypted`, `compressed`, `smime` when it cannot be read, '' with the content when it can."""
    try:
        return _read(content)
    except (_BrokenError, IndexError):
        return b"", "smime"


def _read(content: bytes) -> tuple[bytes, str]:
    info = _value(content, 0, len(content), _SEQUENCE)
    kind = _value(content, info.start, info.end, _OID)
    name = content[kind.start : kind.end]
    if name in _ENCRYPTED:
        return b"", "encrypted"
    if name == _COMPRESSED:
        return b"", "compressed"
    if name != _SIGNED:
        return b"", "smime"
    holder = _value(content, kind.end, info.end, _EXPLICIT)
    signed = _value(content, holder.start, holder.end, _SEQUENCE)
    version = _value(content, signed.start, signed.end, _INTEGER)
    digests = _value(content, version.end, signed.end, _SET)
    inside = _value(content, _after(content, digests), signed.end, _SEQUENCE)
    kind = _value(content, inside.start, inside.end, _OID)
    if inside.end - kind.end < 2 or content[kind.end] != _EXPLICIT:  # noqa: PLR2004 - no value is shorter
        return b"", ""  # a signature alone, or certificates
    holder = _value(content, kind.end, inside.end, _EXPLICIT)
    return _octets(content, holder), ""


def _value(content: bytes, at: int, limit: int, wanted: int) -> _Value:
    found = _next(content, at, limit)
    if found.tag != wanted:
        raise _BrokenError
    return found


def _next(content: bytes, at: int, limit: int) -> _Value:
    """The value that begins here (X.690, 8.1)."""
    if at + 2 > limit:
        raise _BrokenError
    tag, length = content[at], content[at + 1]
    start = at + 2
    if length == _INDEFINITE:
        return _Value(tag, start, limit, open=True)
    if length > _INDEFINITE:
        size = length - _INDEFINITE
        if size > _LONGEST_LENGTH:
            raise _BrokenError
        length = int.from_bytes(content[start : start + size])
        start += size
    if start + length > limit:
        raise _BrokenError
    return _Value(tag, start, start + length, open=False)


def _after(content: bytes, value: _Value) -> int:
    """Behind a value whose length may not be given; what it holds is walked, nested ones too."""
    if not value.open:
        return value.end
    at, depth = value.start, 1
    for _ in range(_MOST_PIECES):
        if content[at : at + 2] == b"\0\0":
            at, depth = at + 2, depth - 1
            if not depth:
                return at
            continue
        inner = _next(content, at, value.end)
        at, depth = (inner.start, depth + 1) if inner.open else (inner.end, depth)
    raise _BrokenError


def _octets(content: bytes, holder: _Value) -> bytes:
    """An octet string in one piece, or built of several (X.690, 8.7)."""
    whole = _next(content, holder.start, holder.end)
    if whole.tag == _OCTETS:
        return content[whole.start : whole.end]
    if whole.tag != _OCTETS_BUILT:
        raise _BrokenError
    pieces: list[bytes] = []
    at, depth = whole.start, 1
    for _ in range(_MOST_PIECES):
        if at >= whole.end:
            return b"".join(pieces)
        if content[at : at + 2] == b"\0\0":
            at, depth = at + 2, depth - 1
            if not depth:
                return b"".join(pieces)
            continue
        piece = _next(content, at, whole.end)
        if piece.tag == _OCTETS:
            pieces.append(content[piece.start : piece.end])
            at = piece.end
        elif piece.tag == _OCTETS_BUILT:
            at, depth = piece.start, depth + piece.open
        else:
            raise _BrokenError
    raise _BrokenError

"""Which MAPI properties stand in this value ([MS-OXTNEF], 2.1.3.4)? The ones without a name of their own, by number."""

from dataclasses import dataclass

from parsers.mime.charset import decode

_NAMED = 0x8000
_MANY = 0x1000
_STRING, _UNICODE, _OBJECT, _BINARY = 0x1E, 0x1F, 0x0D, 0x102
_VARIABLE = frozenset({_STRING, _UNICODE, _OBJECT, _BINARY})
_SIZES = {0x02: 2, 0x0B: 2, 0x03: 4, 0x04: 4, 0x0A: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x14: 8, 0x40: 8, 0x48: 16, 0x01: 0}
_INTERFACE = 16  # an object's value begins with the identifier of its interface
_MOST = 5000


@dataclass(frozen=True, slots=True)
class Value:
    """One value as it stands, its padding taken off; charset: of a string that is not Unicode."""

    type: int
    data: bytes
    charset: str

    @property
    def is_text(self) -> bool:
        """Whether the value is a string."""
        return self.type in {_STRING, _UNICODE}

    @property
    def is_object(self) -> bool:
        """Whether the value is an object, such as a message within the message."""
        return self.type == _OBJECT

    def text(self) -> str:
        """The value as text."""
        return self.data.decode("utf-16-le", "replace") if self.type == _UNICODE else decode(self.data, self.charset)[0]

    def number(self) -> int:
        """The value as a number."""
        return int.from_bytes(self.data[:4], "little")


Properties = dict[int, Value]


def properties(value: bytes, charset: str) -> Properties:
    """The properties by number, the first of each; what cannot be read ends them."""
    found: Properties = {}
    at = 4
    for _ in range(min(_number(value, 0), _MOST)):
        if at + 4 > len(value):
            break
        kind, name = int.from_bytes(value[at : at + 2], "little"), int.from_bytes(value[at + 2 : at + 4], "little")
        at += 4
        if name >= _NAMED:
            at = _after_name(value, at)
        first, at = _value(value, at, kind)
        if at < 0:
            break
        if first is not None and name < _NAMED:
            found.setdefault(name, Value(kind, first, charset))
    return found


def _number(value: bytes, at: int) -> int:
    return int.from_bytes(value[at : at + 4], "little")


def _padded(size: int) -> int:
    return size + -size % 4


def _after_name(value: bytes, at: int) -> int:
    """Behind a set's identifier and a name in it: a number, or a string."""
    by_string = _number(value, at + 16) == 1
    return at + 24 + (_padded(_number(value, at + 20)) if by_string else 0)


def _value(value: bytes, at: int, kind: int) -> tuple[bytes | None, int]:
    """(the value, or the first of several, where the next property begins: -1 when that is unknown)."""
    many, plain = bool(kind & _MANY), kind & ~_MANY
    if plain in _VARIABLE:
        return _variable(value, at, plain)
    size = _SIZES.get(plain)
    if size is None:
        return None, -1
    if many:
        count = _number(value, at)
        return None, at + 4 + _padded(size * count)
    return value[at : at + size], at + _padded(size)


def _variable(value: bytes, at: int, kind: int) -> tuple[bytes | None, int]:
    first = None
    count = _number(value, at)
    at += 4
    if count > _MOST:
        return None, -1
    for _ in range(count):
        if at + 4 > len(value):
            return first, -1 if first is None else len(value)
        size = _number(value, at)
        at += 4
        if first is None:
            first = value[at + _INTERFACE : at + size] if kind == _OBJECT else value[at : at + size]
        at += _padded(size)
    return first, at

"""What does one header field say? Unfolded, decoded (RFC 2047, raw 8-bit), one line, no control characters."""

import re
from collections.abc import Mapping
from functools import lru_cache

from parsers.mime import encoded_word, labels, mojibake
from parsers.mime.charset import decode as decode_bytes
from parsers.mime.parameters import read as read_parameters

# Tab and every kind of line end read as a space, the other controls and what PostgreSQL or a terminal chokes on vanish.
_CONTROLS: dict[int, str | None] = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)]) | dict.fromkeys(
    (9, 10, 11, 12, 13, 0x85, 0x2028, 0x2029), " "
)
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*\Z")
_WRITTEN_TYPE = re.compile(r"[\s\"'<]*+([^\s;,\"'<>()=]++)")
_COMMENT = re.compile(r"\([^()\"]*+\)")
_BINARY = frozenset({"application", "audio", "font", "image", "message", "model", "video"})
_SHORT = 200  # bytes
_SHORT_NAMES = {"html": "text/html", "htm": "text/html", "plain": "text/plain", "text": "text/plain", "multipart": "multipart/mixed"}


def unfold(raw: bytes, charset: str = "") -> str:
    """The field's value as one line: 8-bit bytes as UTF-8, else the mail's own charset, else Windows-1252; encoded words left."""
    raw = raw.strip()
    value = raw.decode("ascii") if raw.isascii() and b"\x1b" not in raw else _eight_bit(raw, charset)
    if "\n" in value:
        value = value.replace("\r\n", "").replace("\n", "")
    return printable(value).strip()


def _eight_bit(raw: bytes, charset: str) -> str:
    return decode_bytes(raw, "" if labels.codec(charset) in {"", "ascii", "utf_7"} else charset)[0]


def printable(value: str) -> str:
    """Without control characters."""
    return value if value.isprintable() else value.translate(_CONTROLS)


def decode(raw: bytes, charset: str = "") -> str:
    """The field's value as a person reads it: one line, encoded words decoded, no control characters, encoded only once."""
    return _decoded_once(raw, charset) if len(raw) <= _SHORT else _decoded(raw, charset)


def _decoded(raw: bytes, charset: str) -> str:
    return mojibake.repair(words(unfold(raw, charset)))


_decoded_once = lru_cache(maxsize=64)(_decoded)  # each reader of a mail asks for its subject anew


def words(value: str) -> str:
    """Encoded words (RFC 2047) replaced by what they say."""
    return printable(encoded_word.decode(value)).strip() if "=?" in value else value


def content_type(value: str, default: str) -> str:
    """The media type in lower case; `default` when there is none, `text/plain` when it is malformed (RFC 2045, 5.2)."""
    found = _WRITTEN_TYPE.match(_COMMENT.sub("", value) if "(" in value else value)
    if not found:
        return default
    name = found[1].lower()
    if _TYPE.match(name):
        return name
    kind, _, rest = name.partition("/")
    whole = f"{kind}/{rest.partition('/')[0]}"
    if _TYPE.match(whole):  # text/html/x
        return whole
    return _SHORT_NAMES.get(kind, "application/octet-stream" if kind in _BINARY else "text/plain")


def parameters(value: str) -> dict[str, str]:
    """The parameters of the field, one line each."""
    return {name: printable(text) for name, text in read_parameters(value).items()} if "=" in value else {}


def typed(raw: bytes) -> tuple[str, Mapping[str, str]]:
    """(media type, '' for none; parameters) of a Content-Type. Most parts of most mails say one of few things: these are remembered."""
    return _remembered(raw) if len(raw) <= _SHORT else _typed(raw)


def _typed(raw: bytes) -> tuple[str, Mapping[str, str]]:
    value = unfold(raw)
    return content_type(value, ""), parameters(value)


_remembered = lru_cache(maxsize=256)(_typed)

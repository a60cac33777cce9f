"""What does one header field say? Unfolded, decoded (RFC 2047, raw 8-bit), one line, no control characters; parameters too."""

import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from parsers.mime.charset import decode as decode_bytes

# Tab and every kind of line end read as a space, the other controls and what PostgreSQL or a terminal chokes on vanish.
_CONTROLS: dict[int, str | None] = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)]) | dict.fromkeys(
    (9, 10, 11, 12, 13, 0x85, 0x2028, 0x2029), " "
)
_WORD = re.compile(r"=\?([^?\s*]{1,60}+)(?:\*[^?\s]{0,40}+)?\?([bBqQ])\?([^?]*+)\?=")
_PARAMETER = re.compile(r';\s*+([^\s=;"]++)\s*+=\s*+("(?:[^"\\]|\\.)*+(?:"|\Z)|[^;]*+)')
_SEGMENT = re.compile(r"([^*]+)(?:\*([0-9]{1,4}))?(\*)?\Z")
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*\Z")


def unfold(raw: bytes) -> str:
    """The field's value as one line: 8-bit bytes as UTF-8 else Windows-1252, encoded words left as they are."""
    return _printable(decode_bytes(raw, "")[0].replace("\r\n", "").replace("\n", "")).strip()


def _printable(value: str) -> str:
    return value if value.isprintable() else value.translate(_CONTROLS)


def decode(raw: bytes) -> str:
    """The field's value as a person reads it: one line, encoded words decoded, no control characters."""
    return words(unfold(raw))


def words(value: str) -> str:
    """Encoded words (RFC 2047) replaced by what they say; neighbours of one charset are joined first, as clients cut characters."""
    if "=?" not in value:
        return value
    return (
        "".join(text if isinstance(text, str) else decode_bytes(text[1], text[0])[0] for text in _runs(value)).translate(_CONTROLS).strip()
    )


def _runs(value: str) -> Iterator[str | tuple[str, bytes]]:
    """Plain text, and runs of encoded words as (charset, bytes)."""
    charset, held, at = "", b"", 0
    for word in _WORD.finditer(value):
        between = value[at : word.start()]
        apart = not at or bool(between.strip())  # blanks between two encoded words are not text (RFC 2047, 6.2)
        if held and (apart or charset != word[1].lower()):
            yield charset, held
            held = b""
        if apart:
            yield between
        charset, held, at = word[1].lower(), held + _word_bytes(word[2], word[3]), word.end()
    if held:
        yield charset, held
    yield value[at:]


def _word_bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(raw, header=True)
    try:
        return binascii.a2b_base64(raw + b"==")
    except binascii.Error:
        return raw


def content_type(value: str, default: str) -> str:
    """The media type in lower case; `default` when there is none, `text/plain` when a text type is malformed (RFC 2045, 5.2)."""
    name = value.partition(";")[0].strip().lower()
    if not name:
        return default
    if _TYPE.match(name):
        return name
    return "text/plain" if name.startswith("text") else "application/octet-stream"


def parameters(value: str) -> dict[str, str]:
    """The parameters after the first `;`, names in lower case; continuations and charsets of RFC 2231 joined and decoded."""
    found: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in _PARAMETER.finditer(value):
        name, text = match[1].lower(), _unquote(match[2])
        segment = _SEGMENT.match(name)
        if "*" not in name or segment is None:
            found.setdefault(name, text)
        else:
            pieces.setdefault(segment[1], {}).setdefault(int(segment[2] or 0), (text, segment[3] is not None))
    found.update({name: _extended([segments[number] for number in sorted(segments)]) for name, segments in pieces.items()})
    return found


def _unquote(text: str) -> str:
    """Without the quotes. Only a quote and a backslash are escaped: old clients write Windows paths between quotes."""
    if not text.startswith('"'):
        return text.strip()
    return text[1:].removesuffix('"').replace('\\"', '"').replace("\\\\", "\\")


def _extended(segments: list[tuple[str, bool]]) -> str:
    """RFC 2231, section 4: `charset'language'percent-encoded`, the charset named in the first segment only."""
    charset = ""
    first, encoded = segments[0]
    if encoded and first.count("'") > 1:
        charset, _, rest = first.split("'", 2)
        segments = [(rest, True), *segments[1:]]
    raw = b"".join(unquote_to_bytes(text) if escaped else text.encode() for text, escaped in segments)
    return _printable(decode_bytes(raw, charset)[0])

"""Which parameters follow the `;` of a header field (RFC 2045, 5.1; RFC 2231)? As programs write them, not only as they should."""

import re
from urllib.parse import unquote_to_bytes

from parsers.mime import labels
from parsers.mime.charset import decode as decode_bytes

# A quote ends where `;` or nothing follows, so that quotes within a name belong to it.
_QUOTED = r'"(?:[^"\\]|\\.|"(?!\s*+(?:;|\Z|[\w*-]+=)))*+(?:"|\Z)'
# A name without quotes may hold blanks and `;`, as long as what follows is no parameter.
_LONG = r"[^;]*+(?:;(?!\s*+[^\s=;\"]++\s*+=)[^;]*+)*+"
_PARAMETER = re.compile(
    rf"[;\s]\s*+(?:((?:file)?name(?:\*[0-9]{{1,4}})?\*?)\s*+=\s*+({_QUOTED}|{_LONG})|([^\s=;\"()]++)\s*+=\s*+({_QUOTED}|[^;\s]*+))",
    re.IGNORECASE,
)
_NEXT = re.compile(r";\s*+[\w*-]++\s*+=")
_SEGMENT = re.compile(r"([^*]+)(?:\*([0-9]{1,4}))?(\*)?\Z")
_MOST = 1000


def read(value: str) -> dict[str, str]:
    """The parameters after the media type or disposition, names in lower case; continuations and charsets joined and decoded.

    The first of two equal ones counts, and the extended form before the plain one (RFC 2231, 4; RFC 6266, 4.3).
    """
    found: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in _PARAMETER.finditer(value):
        name, text = (match[1] or match[3]).lower(), _unquote(match[2] if match[1] else match[4])
        segment = _SEGMENT.match(name) if "*" in name else None
        if segment is None:
            found.setdefault(name, text)
        elif len(of_name := pieces.setdefault(segment[1], {})) < _MOST:
            of_name.setdefault(int(segment[2] or 0), (text, segment[3] is not None))
    for name, segments in pieces.items():
        found[name] = _extended([segments[number] for number in sorted(segments)])
    return found


def _unquote(text: str) -> str:
    """Without the quotes. Only a quote and a backslash are escaped: old clients write Windows paths between quotes."""
    if not text.startswith('"'):
        return text.strip().rstrip(";").rstrip()
    if not text.endswith('"') or text == '"':  # never closed: to the next parameter
        end = _NEXT.search(text)
        return text[1 : end.start() if end else None].rstrip("; ")
    inner = text[1:-1]
    return inner.replace('\\"', '"').replace("\\\\", "\\") if "\\" in inner else inner


def _extended(segments: list[tuple[str, bool]]) -> str:
    """RFC 2231, section 4: `charset'language'percent-encoded`, the charset named in the first segment (some name it in each)."""
    charset = ""
    first, encoded = segments[0]
    if encoded and "'" in first:
        name, _, rest = first.partition("'")
        before, quote, after = rest.partition("'")
        if quote or labels.codec(name):
            charset, start = name, f"{name}'{before}'" if quote else ""
            segments = [(after if quote else rest, True), *((text.removeprefix(start), coded) for text, coded in segments[1:])]
    raw = b"".join(unquote_to_bytes(text) if escaped else text.encode("utf-8", "replace") for text, escaped in segments)
    return decode_bytes(raw, charset)[0]

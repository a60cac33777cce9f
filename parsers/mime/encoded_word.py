"""What do the encoded words of a header say (RFC 2047)? As programs write them, not only as they should."""

import binascii
import re
from collections.abc import Iterator

from parsers.mime import quoted
from parsers.mime.charset import decode as decode_bytes

# The text ends at `?=`, or where that is missing at a blank; a `?` may stand in it, and blanks may, but never the next `=?`.
_START = r"=\?\s?([^?\s*]{0,60}+)(?:\*[^?\s]{0,40}+)?\s?\?\s?([bBqQ])\s?\?"
_WORD = re.compile(rf"{_START}(?:((?:[^?=]|=(?!\?(?!=))|\?(?!=))*+)\?=|((?:[^?=\s]|=(?!\?)){{2,}}+)\??(?=\s|\Z))")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=\s]")
_ESCAPE = re.compile(r"=[0-9A-Fa-f]{2}")


def decode(value: str) -> str:
    """The value with its encoded words replaced by what they say; neighbours of one charset are joined, as clients cut characters."""
    if "=?" not in value:
        return value
    return "".join(text if isinstance(text, str) else decode_bytes(text[1], text[0])[0] for text in _runs(value))


def _runs(value: str) -> Iterator[str | tuple[str, bytes]]:
    """Plain text, and runs of encoded words as (charset, bytes)."""
    charset, held, at = "", b"", 0
    cut = ""  # base64 that ends amid a group of four: the next word goes on there
    for word in _WORD.finditer(value):
        between = value[at : word.start()]
        apart = not at or bool(between.strip())  # blanks between two encoded words are not text (RFC 2047, 6.2)
        name, text = word[1].lower(), word[3] if word[3] is not None else word[4]
        is_base64 = word[2] in "bB" and not (_NOT_BASE64.search(text) and _ESCAPE.search(text))
        if cut and (apart or charset != name or not is_base64):
            held, cut = held + _base64(cut), ""
        if held and (apart or charset != name):
            yield charset, held
            held = b""
        if apart:
            yield between
        charset, at = name, word.end()
        if is_base64:
            text = cut + text.strip()
            cut = text if len(text) % 4 and not text.endswith("=") else ""
            held += b"" if cut else _base64(text)
        else:
            held += quoted.decode(text.encode("utf-8", "replace"), header=True)
    if held or cut:
        yield charset, held + _base64(cut)
    yield value[at:]


def _base64(text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    try:
        return binascii.a2b_base64(raw + b"==") or raw
    except binascii.Error:
        return raw

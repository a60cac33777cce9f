"""How is the content of a part written, so that it goes through every relay? As RFC 2045 sections 2.7, 6.7 and 6.8 have it.

None of the three can write `=_`, with which the boundaries of our letters begin: no content can hold one.
"""

import binascii
import re
import struct

import pybase64

LINE_LIMIT = 998  # octets, RFC 5322 section 2.1.1
BASE64_LINE = 76  # signs
AT_ONCE = 57 * 1024  # octets of a file, a whole number of lines
_C1 = re.compile("[\x80-\x9f]")
_SEVEN_BIT = bytes([9, 10, *range(32, 127)])  # tab, LF and what can be printed


def page(html: str) -> tuple[str, bytes]:
    """HTML as 7bit if it can be: a letter beyond ASCII as its character reference, which says the same to every reader.

    But for C1 controls: `&#133;` is read as another letter (HTML, 13.2.5.80).
    """
    if _C1.search(html):
        return text(html)
    content = _ended(html).encode("ascii", "xmlcharrefreplace")
    lines = content.split(b"\n")
    if content.translate(None, _SEVEN_BIT) or b"=_" in content or max(map(len, lines)) > LINE_LIMIT:
        return text(html)
    return "7bit", b"\r\n".join(lines)


def text(text: str) -> tuple[str, bytes]:
    """Any text as quoted-printable."""
    return "quoted-printable", binascii.b2a_qp(_ended(text).encode().replace(b"\n", b"\r\n"), istext=True)


def file(octets: bytes) -> tuple[str, list[bytes]]:
    """A file as base64, in pieces that the caller joins: big ones are in memory once too often already."""
    view = memoryview(octets)
    return "base64", [_base64(view[i : i + AT_ONCE]) for i in range(0, len(view), AT_ONCE)]


def _base64(octets: memoryview) -> bytes:
    signs = pybase64.b64encode(octets)
    whole, rest = divmod(len(signs), BASE64_LINE)
    written = b"\r\n".join(struct.unpack(f"{f'{BASE64_LINE}s' * whole}{rest}s", signs))
    return written + b"\r\n" if rest else written


def _ended(text: str) -> str:
    """Its lines end in LF, the last one too."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.rstrip("\n") + "\n"

"""Which bytes stand behind a transfer encoding (RFC 2045, section 6)? Lies are read as kindly as clients do, and named."""

import binascii
import re

_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BLANKS = b" \t\r\n"
_UUENCODED = re.compile(rb"(?:\A|\n)begin [0-7]{3,4} [^\n]*\n")
_IDENTITY = frozenset({"", "7bit", "8bit", "binary"})


def decode(content: bytes, encoding: str, *, is_text: bool) -> tuple[bytes, str]:
    """The decoded bytes, and a defect word ('' when all was well). Never raises.

    Text that only claims to be base64 is left as it is: its words are worth more than the noise they would decode to.
    """
    if encoding in _IDENTITY:
        return content, ""
    if encoding == "base64":
        return _base64(content, is_text=is_text)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(content), ""
    if encoding in {"x-uuencode", "uuencode", "x-uue"}:
        return _uuencode(content)
    return content, "encoding"


def _base64(content: bytes, *, is_text: bool) -> tuple[bytes, str]:
    try:
        decoded = binascii.a2b_base64(content)
    except binascii.Error:
        decoded = b""
    foreign = content.translate(None, _BASE64 + _BLANKS)
    if decoded and not foreign.strip(b"="):
        return decoded, ""
    if not content.strip():
        return b"", ""
    if foreign.strip(b"=") and is_text:
        return content, "base64"
    # RFC 2045, 6.8: characters outside the alphabet are ignored; a cut last group keeps the bytes it holds.
    letters = content.translate(None, bytes(set(range(256)) - set(_BASE64)))
    whole = len(letters) - (1 if len(letters) % 4 == 1 else 0)
    return binascii.a2b_base64(letters[:whole] + b"=" * (-whole % 4)), "base64"


def _uuencode(content: bytes) -> tuple[bytes, str]:
    begin = _UUENCODED.search(content)
    if begin is None:
        return content, "encoding"
    decoded = []
    for line in content[begin.end() :].split(b"\n"):
        if line.strip() in {b"end", b"", b"`"}:
            break
        try:
            decoded.append(binascii.a2b_uu(line.rstrip(b"\r")))
        except binascii.Error:
            return b"".join(decoded), "encoding"
    return b"".join(decoded), ""

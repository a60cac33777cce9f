"""Which bytes stand behind a transfer encoding (RFC 2045, section 6)? Lies are read as kindly as clients do, and named."""

import re

from parsers.mime import quoted, sixtyfour, uuencode

_COMMENT = re.compile(r"\([^()]*+\)")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
# Encodings by the letters of their names: `Base-64`, `"quoted_printable"`, `8-bit`.
_MEANT = {
    **dict.fromkeys(
        ("", "7bit", "7bits", "8bit", "8bits", "binary", "none", "identity", "7", "8", "7bitascii", "8bitascii", "plain"), "7bit"
    ),
    **dict.fromkeys(("base64", "xbase64", "b64", "base", "64", "base64encoded"), "base64"),
    **dict.fromkeys(("quotedprintable", "quotedprintible", "quoteprintable", "quotedprint", "qp", "quoted"), "quoted-printable"),
    **dict.fromkeys(("xuuencode", "uuencode", "xuue", "uue", "xuu", "uu"), "uuencode"),
}


def name(value: str) -> str:
    """The encoding a Content-Transfer-Encoding field means: `7bit` for all that changes nothing, '' for an unknown one."""
    if value in {"7bit", "8bit", "base64", "quoted-printable"}:
        return "7bit" if value == "8bit" else value
    words = _COMMENT.sub("", value.lower()).replace(",", ";").partition(";")[0]
    return _MEANT.get(_NO_LETTER.sub("", words)) or _MEANT.get(_NO_LETTER.sub("", words.partition(" ")[0]) or " ", "")


def decode(content: bytes, encoding: str, *, is_text: bool) -> tuple[bytes, str]:
    """The decoded bytes, and a defect word ('' when all was well). Never raises. `encoding`: see `name`."""
    if encoding == "base64":
        return sixtyfour.decode(content, is_text=is_text)
    if encoding == "quoted-printable":
        decoded, once = quoted.decode_text(content) if is_text else (quoted.decode(content), True)
        return decoded, "" if once else "encoding"
    if encoding == "uuencode" and (found := uuencode.decode(content)):
        return found[1], ""
    if encoding == "7bit":
        return _undeclared(content, is_text=is_text)
    return content, "encoding"


def _undeclared(content: bytes, *, is_text: bool) -> tuple[bytes, str]:
    """What claims to be as it is, unless it can only be encoded: a program on the way lost the field."""
    if (sixtyfour.is_text if is_text else sixtyfour.is_file)(content):
        return sixtyfour.decode(content, is_text=is_text)[0], "encoding"
    if is_text and quoted.is_encoded(content, at_least=3):
        return quoted.decode(content), "encoding"
    return content, ""

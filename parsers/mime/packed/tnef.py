"""What did Outlook pack into this winmail.dat? Its text and its files, byte for byte ([MS-OXTNEF]); linear, never raises.

Read by hand: tnefparse 1.4.0 copies the rest of the stream for every attribute, strips zero bytes from files kept as properties,
and gives up the whole where one name cannot be decoded.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from parsers.mime.charset import decode
from parsers.mime.packed.mapi import Properties, properties

SIGNATURE = b"\x78\x9f\x3e\x22"
_HEADER = 6
_ATTRIBUTE = 9  # level, id and length before the value; a checksum of two bytes after it
_BODY, _FILE_DATA, _FILE_TITLE, _TRANSPORT_NAME = 0x800C, 0x800F, 0x8010, 0x9001
_FILE_BEGINS, _MESSAGE_PROPERTIES, _FILE_PROPERTIES, _CODE_PAGE = 0x9002, 0x9003, 0x9005, 0x9007
_TEXT, _RTF, _PAGE, _INTERNET_CODE_PAGE = 0x1000, 0x1009, 0x1013, 0x3FDE
_LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _DATA, _TYPE, _CONTENT_ID = 0x3707, 0x3704, 0x3001, 0x3701, 0x370E, 0x3712
_CHARSETS = {1200: "utf-16-le", 20127: "us-ascii", 28591: "iso-8859-1", 28605: "iso-8859-15", 50220: "iso-2022-jp", 65001: "utf-8"}
_LONGEST_NAME = 10_000
_MOST_FILES = 500


@dataclass(slots=True)
class File:
    """One file: `embedded` is a message in Outlook's own form, kept as the TNEF stream it is."""

    name: str = ""
    type: str = ""
    content_id: str = ""
    content: bytes = b""
    embedded: bool = False


@dataclass(slots=True)
class Packed:
    """text: the plain text; page and page_charset: the HTML; rtf: compressed as it stands; whole: False when the stream is broken."""

    text: str = ""
    page: bytes = b""
    page_charset: str = ""
    rtf: bytes = b""
    files: list[File] = field(default_factory=list)
    whole: bool = False


def read(content: bytes) -> Packed:
    """What the stream holds as far as it can be read."""
    found = Packed()
    if not content.startswith(SIGNATURE):
        return found
    charset = "cp1252"
    for name, value in _attributes(content, found):
        if name == _CODE_PAGE and len(value) >= 4:  # noqa: PLR2004 - a number of four bytes
            charset = code_page(int.from_bytes(value[:4], "little"))
        elif name == _BODY:
            found.text = found.text or decode(value.rstrip(b"\0"), charset)[0]
        elif name == _MESSAGE_PROPERTIES:
            _message(found, properties(value, charset))
        elif name == _FILE_BEGINS:
            if len(found.files) == _MOST_FILES:
                found.whole = False
                break
            found.files.append(File())
        elif found.files:
            _file(found.files[-1], name, value, charset)
    return found


def _attributes(content: bytes, found: Packed) -> Iterator[tuple[int, bytes]]:
    """(attribute, value) in order; `whole` is set when the last one ends where the stream ends, padding aside."""
    at, end = _HEADER, len(content)
    while at + _ATTRIBUTE <= end and content[at] in {1, 2}:
        size = int.from_bytes(content[at + 5 : at + 9], "little")
        begin = at + _ATTRIBUTE
        yield int.from_bytes(content[at + 1 : at + 3], "little"), content[begin : begin + size]
        at = begin + size + 2
    found.whole = at <= end and not content[at : at + 64].strip(b"\0\r\n")


def code_page(number: int) -> str:
    """The charset of a Windows code page."""
    return _CHARSETS.get(number, f"cp{number}")


def _message(found: Packed, said: Properties) -> None:
    number = said.get(_INTERNET_CODE_PAGE)
    if text := said.get(_TEXT):
        found.text = text.text().rstrip("\0")
    if page := said.get(_PAGE):
        if page.is_text:
            found.page, found.page_charset = page.text().rstrip("\0").encode("utf-8", "replace"), "utf-8"
        else:
            found.page, found.page_charset = page.data.rstrip(b"\0"), code_page(number.number()) if number else ""
    if rtf := said.get(_RTF):
        found.rtf = rtf.data


def _file(file: File, name: int, value: bytes, charset: str) -> None:
    if name == _FILE_DATA:
        file.content = value
    elif name in {_FILE_TITLE, _TRANSPORT_NAME}:
        file.name = file.name or decode(value[:_LONGEST_NAME].rstrip(b"\0"), charset)[0]
    elif name == _FILE_PROPERTIES:
        said = properties(value, charset)
        named = next((said[i] for i in (_LONG_NAME, _SHORT_NAME) if i in said), None if file.name else said.get(_SHOWN_NAME))
        if named:
            file.name = named.text()[:_LONGEST_NAME].rstrip("\0") or file.name
        if kind := said.get(_TYPE):
            file.type = kind.text()[:_LONGEST_NAME].rstrip("\0").strip().lower()
        if identity := said.get(_CONTENT_ID):
            file.content_id = identity.text()[:_LONGEST_NAME].rstrip("\0").strip("<> ")
        if data := said.get(_DATA):
            file.content = data.data
            file.embedded = data.is_object and data.data.startswith(SIGNATURE)

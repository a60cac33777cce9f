"""How does Outlook write a winmail.dat ([MS-OXTNEF])? Text, HTML or RTF, files with names and Content-IDs, a message within."""

import struct
from dataclasses import dataclass

from compressed_rtf import compress

_UNICODE, _BINARY, _OBJECT, _LONG, _STRING = 0x1F, 0x102, 0x0D, 0x03, 0x1E
_MESSAGE = bytes.fromhex("0703020000000000c000000000000046")  # IID_IMessage
RENDERING = struct.pack("<HIHHI", 1, 0xFFFFFFFF, 0x20, 0x20, 0)


@dataclass(frozen=True)
class Packed:
    """A file in a winmail.dat: `short` is its name of eight and three; kept: the bytes stand among the properties."""

    name: str
    content: bytes
    short: str = "ANEXO.BIN"
    type: str = ""
    content_id: str = ""
    kept: bool = False
    message: bool = False


def attribute(level: int, name: int, value: bytes) -> bytes:
    """One attribute with its checksum."""
    return struct.pack("<BII", level, name, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def _property(kind: int, name: int, value: bytes | int) -> bytes:
    if isinstance(value, int):
        return struct.pack("<HHI", kind, name, value)
    return struct.pack("<HHII", kind, name, 1, len(value)) + value + b"\0" * (-len(value) % 4)


def _named(number: int, value: bytes) -> bytes:
    """A property with a set and a number of its own, as calendars and forms have."""
    head = struct.pack("<HH", _UNICODE, 0x8001) + bytes.fromhex("0820060000000000c000000000000046") + struct.pack("<II", 0, number)
    return head + struct.pack("<II", 1, len(value)) + value + b"\0" * (-len(value) % 4)


def _properties(*each: bytes) -> bytes:
    return struct.pack("<I", len(each)) + b"".join(each)


def _wide(text: str) -> bytes:
    return (text + "\0").encode("utf-16-le")


def winmail(*files: Packed, text: str = "", page: str = "", rtf: bytes = b"", body: str = "", code_page: int = 1252) -> bytes:
    """The stream: `text` and `page` as properties, `rtf` compressed, `body` as the attribute of old Exchange clients."""
    said = [_property(_LONG, 0x3FDE, 28591), _named(0x8554, _wide("16.0")), _property(_UNICODE, 0x0037, _wide("Assunto"))]
    if text:
        said.append(_property(_UNICODE, 0x1000, _wide(text)))
    if page:
        said.append(_property(_BINARY, 0x1013, page.encode("latin-1")))
    if rtf:
        said.append(_property(_BINARY, 0x1009, compress(rtf)))
    found = struct.pack("<IH", 0x223E9F78, 0x0102)
    found += attribute(1, 0x00089006, struct.pack("<I", 0x10000)) + attribute(1, 0x00069007, struct.pack("<II", code_page, 0))
    found += attribute(1, 0x00078008, b"IPM.Microsoft Mail.Note\0")
    if body:
        found += attribute(1, 0x0002800C, body.encode("cp1252") + b"\0")
    return found + attribute(1, 0x00069003, _properties(*said)) + b"".join(map(_file, files))


def _file(file: Packed) -> bytes:
    said = [_property(_LONG, 0x3705, 5 if file.message else 1)]
    if file.name:
        said.append(_property(_UNICODE, 0x3707, _wide(file.name)))
    if file.type:
        said.append(_property(_STRING, 0x370E, file.type.encode() + b"\0"))
    if file.content_id:
        said.append(_property(_UNICODE, 0x3712, _wide(file.content_id)))
    if file.message:
        said.append(_property(_OBJECT, 0x3701, _MESSAGE + file.content))
    elif file.kept:
        said.append(_property(_BINARY, 0x3701, file.content))
    found = attribute(2, 0x00069002, RENDERING) + attribute(2, 0x00018010, file.short.encode() + b"\0")
    if not file.kept and not file.message:
        found += attribute(2, 0x0006800F, file.content)
    return found + attribute(2, 0x00069005, _properties(*said))

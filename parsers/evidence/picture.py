"""How large is this picture? Read from the header of a PNG, GIF, JPEG, BMP or WebP alone: nothing is ever unpacked."""

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_GIFS = (b"GIF87a", b"GIF89a")
_BMP_HEADER = 26
# Frames of every JPEG process (ITU T.81, table B.1); C4, C8 and CC are tables.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_SEGMENTS = 200


def size(content: bytes) -> tuple[int, int] | None:
    """(width, height) in pixels, or None when the bytes are no such picture."""
    if content.startswith(_PNG) and content[12:16] == b"IHDR" and len(content) >= len(_PNG) + 16:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content.startswith(_GIFS) and len(content) >= len(_GIFS[0]) + 4:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    if content.startswith(b"\xff\xd8"):
        return _jpeg(content)
    if content.startswith(b"BM") and len(content) >= _BMP_HEADER:
        width, height = struct.unpack("<ii", content[18:26])
        return abs(width), abs(height)  # a negative height: rows from the top
    return _webp(content) if content.startswith(b"RIFF") and content[8:12] == b"WEBP" else None


def _jpeg(content: bytes) -> tuple[int, int] | None:
    at = 2
    for _ in range(_JPEG_SEGMENTS):
        if len(content) < at + 9 or content[at] != 0xFF:  # noqa: PLR2004 - every marker begins with this byte
            return None
        if content[at + 1] in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 1 if content[at + 1] == 0xFF else 2 + int.from_bytes(content[at + 2 : at + 4])  # noqa: PLR2004 - fill bytes
    return None


def _webp(content: bytes) -> tuple[int, int] | None:
    """The three kinds of first chunk: lossy, lossless, extended (RFC 9649, 2.5-2.7)."""
    kind, data = content[12:16], content[20:30]
    if len(data) < 10:  # noqa: PLR2004 - the longest of the three headers
        return None
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", data[6:10])
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        return int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1
    return None

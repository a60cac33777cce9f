"""What does a screenshot look like in the demo? A window with a blue bar, as PNG (ISO/IEC 15948)."""

import struct
import zlib

WIDTH, HEIGHT, TITLE_BAR = 320, 120, 20
BLUE, GREY = b"\x13\x51\xb4", b"\xf8\xf8\xf8"


def picture() -> bytes:
    """A small PNG, 320 x 120, that stands for a screenshot."""
    rows = b"".join(b"\x00" + (BLUE if y < TITLE_BAR else GREY) * WIDTH for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

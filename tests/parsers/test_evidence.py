"""Is every file listed, with its SHA-256, and is a logo no evidence?"""

import base64
import hashlib
import struct
from collections.abc import Callable

import pytest

from parsers.evidence import evidence, picture
from parsers.mime.message import parse


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + b"\x08\x06\x00\x00\x00"


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x80"


def jpeg(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 10 + b"\xff\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03"


def mail_with(head: bytes, content: bytes, page: bytes = b"") -> bytes:
    return (
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html\n\n" + page + b"\n--x\n"
        b"Content-Transfer-Encoding: base64\n" + head + b"\n\n" + base64.encodebytes(content) + b"--x--\n"
    )


@pytest.mark.parametrize("make", [png, gif, jpeg])
def test_a_picture_is_measured_from_its_header(make: Callable[[int, int], bytes]) -> None:
    content = make(640, 480)
    assert picture.size(content) == (640, 480)
    assert {picture.size(content[:length]) for length in range(len(content))} <= {None, (640, 480)}


PICTURE, INLINE, ATTACHED = b"Content-Type: image/png", b"\nContent-Disposition: inline", b"\nContent-Disposition: attachment"


@pytest.mark.parametrize(
    ("head", "content", "inline", "counts"),
    [
        (PICTURE + INLINE, png(640, 480), True, True),
        (PICTURE + INLINE, png(120, 60), True, False),
        (PICTURE + INLINE, png(400, 120), True, True),
        (PICTURE + INLINE, png(600, 10), True, False),
        (PICTURE + ATTACHED, png(120, 60), False, True),
        (PICTURE + ATTACHED, png(1, 1), False, False),
        (PICTURE + b"\nContent-ID: <l1>", jpeg(120, 60), True, False),
        (PICTURE + ATTACHED + b"\nContent-ID: <l1>", png(120, 60), True, False),
        (PICTURE + ATTACHED + b"\nContent-ID: <l2>", png(120, 60), False, True),
        (PICTURE + INLINE, b"?" * 100, True, False),
        (PICTURE + INLINE, b"?" * 4000, True, True),
        (b"Content-Type: application/pdf" + INLINE, b"%PDF", True, True),
        (b"Content-Type: application/pdf" + ATTACHED, b"", False, False),
        (b"Content-Type: application/pkcs7-signature" + ATTACHED, b"x", False, False),
        (b"Content-Type: text/plain" + ATTACHED, b"log", False, True),
        (b"Content-Type: message/rfc822\nContent-Transfer-Encoding: 7bit", b"x", False, True),
    ],
)
def test_a_screen_counts_and_a_logo_does_not(head: bytes, content: bytes, inline: bool, counts: bool) -> None:
    (found,) = evidence.attachments(parse(mail_with(head, content, b'<img src="cid:l1">')))
    assert (found.inline, found.evidence) == (inline, counts)


def test_two_files_of_one_name_come_back_byte_for_byte() -> None:
    contents = [bytes(range(256)), b"\r\n\x00" * 50]
    parts = (
        b'--x\nContent-Disposition: attachment; filename="a.bin"\nContent-Transfer-Encoding: base64\n\n' + base64.encodebytes(c)
        for c in contents
    )
    raw = b"Content-Type: multipart/mixed; boundary=x\n\n" + b"".join(parts) + b"--x--\n"
    found = evidence.attachments(parse(raw))
    assert [file.name for file in found] == ["a.bin", "a.bin"]
    assert [evidence.content(raw, file.part) for file in found] == contents
    assert [file.sha256 for file in found] == [hashlib.sha256(content).hexdigest() for content in contents]


def test_a_file_without_a_name_gets_one() -> None:
    (found,) = evidence.attachments(parse(mail_with(PICTURE + INLINE, png(640, 480))))
    assert (found.name, found.original_name) == ("anexo-1.png", "")

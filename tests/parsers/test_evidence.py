"""Is every file listed, with its SHA-256, and is a logo no evidence?"""

import base64
import hashlib
import struct
from collections.abc import Callable

import pytest

from parsers.evidence import evidence, picture
from parsers.mime.message import parse
from tests.yardstick import within


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
        (b"Content-Type: application/pdf" + ATTACHED, b"MZ" + b"\0" * 99, False, False),
        (b"Content-Type: application/x-bat" + ATTACHED, b"echo off", False, False),
        (PICTURE + ATTACHED, b"<html><script>x()</script></html>", False, False),
        (b"Content-Type: application/pdf" + ATTACHED, b"PK\3\4", False, False),
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


def pasted(page: bytes, *pictures: bytes, subject: bytes = b"RES: tela") -> list[str]:
    """Why each picture counts or not, that the page shows as `cid:l0`, `cid:l1`, ..."""
    parts = b"".join(
        b"--x\nContent-Type: image/png\nContent-ID: <l%d>\nContent-Transfer-Encoding: base64\n\n" % at + base64.encodebytes(content)
        for at, content in enumerate(pictures)
    )
    head = b"Subject: " + subject + b"\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n"
    return [file.why for file in evidence.attachments(parse(head + page + b"\n" + parts + b"--x--\n"))]


STRIP, SCREEN, CUT = png(600, 200), png(640, 480), png(300, 90)


@pytest.mark.parametrize(
    ("page", "picture_", "why"),
    [
        (b'<p>Veja:</p><img src="cid:l0">', STRIP, "screenshot"),
        (b'<p>Atenciosamente,</p><img src="cid:l0">', STRIP, "logo"),
        (b'<p>Att.</p><img src="cid:l0">', STRIP, "logo"),
        (b'<p>Foi atualizado att por mim.</p><img src="cid:l0">', STRIP, "screenshot"),
        (b'<p>Atenciosamente,</p><p>Segue o print:</p><img src="cid:l0">', STRIP, "screenshot"),
        (b'<p>Atenciosamente,</p><img src="cid:l0">', SCREEN, "screenshot"),
        (b'<div class="gmail_signature"><img src="cid:l0"></div>', STRIP, "logo"),
        (b'<a href="https://x.example"><b><img src=cid:l0></b></a>', STRIP, "logo"),
        (b'<a href="https://x.example">portal</a><img src=cid:l0>', STRIP, "screenshot"),
        (b'<img src="cid:l0" width="150" height="50">', STRIP, "logo"),
        (b'<img src="cid:l0" style="width:1.2in;height:50%">', STRIP, "screenshot"),
        (b'<img src="cid:l0"><p>Atenciosamente,</p>', CUT, "screenshot"),
        (b'<p>Atenciosamente,</p><img src="cid:l0">', CUT, "logo"),
        (b'<img src="cid:l0"><div id="divRplyFwdMsg"></div><p>Atenciosamente,</p>', CUT, "logo"),
        (b'<blockquote type="cite"><blockquote>x</blockquote><img src="cid:l0"></blockquote>', SCREEN, "quoted"),
        (b'<blockquote type="cite">x</blockquote><img src="cid:l0">', SCREEN, "screenshot"),
        (b'<blockquote style="margin-left:40px"><img src="cid:l0"></blockquote>', SCREEN, "screenshot"),
        (b'<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">De: x</div><img src="cid:l0">', SCREEN, "quoted"),
        (b'<img src="CID:L0">', SCREEN, "screenshot"),
    ],
)
def test_where_a_picture_stands_tells_what_it_is(page: bytes, picture_: bytes, why: str) -> None:
    assert pasted(page, picture_) == [why]


def test_what_is_forwarded_is_what_the_mail_is_about() -> None:
    page = b'<div id="divRplyFwdMsg">De: x</div><img src="cid:l0">'
    assert [pasted(page, SCREEN, subject=subject) for subject in (b"ENC: tela", b"FW: tela", b"RES: ENC: tela")] == [
        ["screenshot"],
        ["screenshot"],
        ["quoted"],
    ]


def test_what_was_shown_before_is_a_logo_only_in_the_text() -> None:
    shown, kept = (evidence.attachments(parse(mail_with(PICTURE + head, SCREEN))) for head in (INLINE, ATTACHED))
    seen = {shown[0].sha256}
    assert [(a.why, a.evidence) for a in evidence.repeated((*shown, *kept), seen)] == [("repeated", False), ("picture", True)]
    assert evidence.repeated(shown, set()) == shown


@pytest.mark.parametrize(
    "page",
    [b"<a href='", b"<", b"cid:l0 ", b"<blockquote type=cite>", b"</blockquote>", b">att<", b"<img src=cid:l1 width=9", b"gmail_signature"],
)
def test_a_page_of_one_thing_costs_little(page: bytes) -> None:
    with within(20):
        pasted(page * (1_000_000 // len(page)) + b"<img src=cid:l0>" * 40, *[png(700 + at, 200) for at in range(400)])

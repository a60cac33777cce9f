"""How is each part of a letter encoded?"""

import base64
from dataclasses import replace
from html import unescape

import pytest

from gateway.post.encoding import AT_ONCE
from gateway.post.mime import File, build
from tests.letters.test_mime import CONTENT, LETTER, read, text_of


def with_page(html: str) -> bytes:
    return build(replace(LETTER, content=replace(CONTENT, html=html)))


def encoding(mail: bytes) -> str:
    part = read(mail).get_body(("html",))
    assert part is not None
    return str(part["Content-Transfer-Encoding"])


def test_a_page_leaves_in_ascii_and_says_the_same() -> None:
    html = "<p>Ação: “sim” &amp; 😀</p>\n" + f"<p>{'é' * 165}</p>\n"
    mail = with_page(html)
    assert encoding(mail) == "7bit"
    assert unescape(text_of(mail, "html")) == unescape(html)


@pytest.mark.parametrize("html", ["<p>é\x07</p>\n", "<p>é\x7f</p>\n", f"<p>{'é' * 166}</p>\n"])
def test_a_page_with_a_control_or_a_long_line_is_encoded(html: str) -> None:
    mail = with_page(html)
    assert encoding(mail) == "quoted-printable"
    assert text_of(mail, "html") == html


def test_a_page_cannot_hold_the_boundary() -> None:
    boundaries = [line for line in build(LETTER).decode().split("\r\n") if line.startswith("--=_")]
    html = "<p>" + "<br>\n".join(["", *boundaries, ""]) + "fim</p>\n"
    assert text_of(with_page(html), "html") == html


@pytest.mark.parametrize("size", [*range(118), AT_ONCE - 1, AT_ONCE, AT_ONCE + 1])
def test_a_file_is_written_as_python_writes_base64(size: int) -> None:
    content = (bytes(range(256)) * (size // 256 + 1))[:size]
    mail = build(replace(LETTER, attachments=(File("a.png", "image/png", content),)))
    _, _, part = mail.partition(b"attachment;")
    written = part.partition(b"\r\n\r\n")[2].rpartition(b"\r\n--")[0]
    assert written == base64.encodebytes(content).replace(b"\n", b"\r\n")

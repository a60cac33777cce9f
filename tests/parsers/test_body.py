"""Is the sender's own text found, all that is visible and nothing else?"""

import time

import pytest

from parsers.mime.message import parse
from parsers.text import body, markup


def text_of(raw: bytes) -> str:
    return body.best_text(parse(raw))[0]


def html_mail(page: str) -> bytes:
    return b"Content-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()


@pytest.mark.parametrize(
    ("declared", "raw", "text", "defects"),
    [
        (b"", "não".encode(), "não", ()),
        (b"utf-8", "não".encode(), "não", ()),
        (b"iso-8859-1", "“não”".encode("cp1252"), "“não”", ()),
        (b"us-ascii", "não".encode(), "não", ("charset",)),
        (b"utf-8", "não".encode("cp1252"), "não", ("charset",)),
        (b"x-nunca-visto", "não".encode(), "não", ("charset",)),
        (b"x-nunca-visto", b"nada", "nada", ()),
        (b"utf-16", "não".encode("utf-16"), "não", ()),
        (b"utf-7", b"+AGE-", "+AGE-", ()),
        (b"idna", b"abc", "abc", ()),
        (b"a\x00b", b"abc", "abc", ()),
        (b"", b"a\x00b\x0bc\xef\xbb\xbf", "ab\nc", ()),
    ],
)
def test_the_charset_is_the_declared_one_else_utf8_else_windows(declared: bytes, raw: bytes, text: str, defects: tuple[str, ...]) -> None:
    mail = parse(b'Content-Type: text/plain; charset="' + declared + b'"\r\n\r\n' + raw)
    assert body.best_text(mail) == (text, defects)


def alternative(plain: str, page: str) -> bytes:
    parts = (f"--x\nContent-Type: {kind}; charset=utf-8\n\n{text}\n" for kind, text in (("text/plain", plain), ("text/html", page)))
    return b"Content-Type: multipart/alternative; boundary=x\n\n" + "".join(parts).encode() + b"--x--\n"


@pytest.mark.parametrize(
    ("plain", "page", "best", "other"),
    [
        ("um", "<p>dois</p>", "um", "dois"),
        (" \n", "<p>dois</p>", "dois", ""),
        ("um", "", "um", ""),
        ("", "", "", ""),
    ],
)
def test_the_plain_face_is_preferred_while_it_says_something(plain: str, page: str, best: str, other: str) -> None:
    mail = parse(alternative(plain, page))
    assert (body.best_text(mail)[0], body.other_text(mail)) == (best, other)


def test_texts_beside_each_other_are_all_read_but_files_are_not() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\num\n--x\nContent-Type: text/html\n\n<p>dois</p>\n"
        b"--x\nContent-Disposition: attachment\n\nAPROVAR\n--x\nContent-Type: text/plain; name=a.txt\n\nAPROVAR\n"
        b"--x\nContent-Type: message/rfc822\n\nSubject: x\n\nAPROVAR\n--x--\n"
    )
    assert text_of(raw) == "um\n\ndois"


def test_flowed_paragraphs_are_put_together() -> None:
    head = b"Content-Type: text/plain; format=flowed\n\n"
    assert (
        text_of(head + b"uma frase \nem duas\n> citada \n> aqui\n>> mais \n fim\n-- \nAna")
        == "uma frase em duas\n> citada aqui\n>> mais \nfim\n-- \nAna"
    )
    assert text_of(head.replace(b"flowed", b"flowed; delsp=yes") + b"inter \nnet") == "internet"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>um</p><p>dois<br>três</p>", "um\n\ndois\ntrês"),
        ("<div>um</div><div><br></div><div>dois</div>", "um\n\ndois"),
        ("<p class=MsoNormal>um</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>dois</p>", "um\n\ndois"),
        ("<head><title>t</title><style>p{}</style></head><script>x</script><!-- c -->visto", "visto"),
        ('a<span style="display:none">APROVAR</span><i hidden>APROVAR</i><b style="font-size:0px">APROVAR</b>b', "ab"),
        ('<div style="font-size:0"><span style="font-size:14px">visto</span></div>', "visto"),
        ('<img alt="APROVAR" src="x">', ""),
        ("<table><tr><td><p>Nome</p></td><td>CPF</td></tr><tr><td>Ana</td><td>1</td></tr></table>", "Nome | CPF\nAna | 1"),
        ("<ol start=12><li><p>um</p></li><li>dois</li></ol><ul><li>x</li></ul>", "12. um\n\n13. dois\n- x"),
        ("<pre>a\n  b</pre>c", "a\n  b\nc"),
        ("novo<blockquote type=cite>velho<br>mais</blockquote>fim", "novo\n> velho\n> mais\nfim"),
        ("<blockquote>recuo</blockquote>", "recuo"),
        ('novo<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">De: x</div><p>velho</p>', "novo\n> De: x\n>\n> velho"),
        (
            '<p>ok</p><div class="gmail_quote"><p class="gmail_attr">Em 1:</p><blockquote type=cite>a</blockquote>x</div>',
            "ok\n\n> Em 1:\n> a\nx",
        ),
        (
            '<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message</div>APROVAR</div>',
            "> ---------- Forwarded message\n> APROVAR",
        ),
        ("", ""),
        ("<!-- -->", ""),
        ('<?xml version="1.0" encoding="latin-1"?><p>não</p>', "não"),
        ('<img src="data:image/png;base64,' + "A" * 2_000_000 + '">depois', "depois"),
    ],
)
def test_html_shows_what_a_reader_sees_and_marks_quotes(page: str, text: str) -> None:
    assert body.best_text(parse(html_mail(page))) == (text, ())


@pytest.mark.parametrize(
    "piece", ["<div>", "<b>", "<table><tr><td>", "<blockquote type=cite>", "<div class=gmail_quote>", "<", "<!--", "&"]
)
def test_hostile_html_costs_little_and_is_said_to_be_cut(piece: str) -> None:
    began = time.process_time()
    _, whole = markup.text(piece * (600_000 // len(piece)), 500_000)
    assert not whole
    assert time.process_time() - began < 5


def test_a_very_long_text_is_cut_and_said_to_be() -> None:
    text, defects = body.best_text(parse(b"\n" + b"a\n" * 400_000))
    assert (len(text), defects) == (499_999, ("long",))

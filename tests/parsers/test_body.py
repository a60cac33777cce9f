"""Is the sender's own text found, all that is visible and nothing else?"""

import time

import pytest

from parsers.mime.message import Mail, parse
from parsers.page import markup
from parsers.text import body


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
        (b"", "a\u2028b\x85c\r\nd\re\x9f".encode(), "a\nb\nc\nd\ne", ()),
        (b"iso-8859-1", "não é só".encode(), "não é só", ("charset",)),
        (b"windows-1252", "não é só".encode(), "não é só", ("charset",)),
        (b"us-ascii", "não".encode("cp1252"), "não", ("charset",)),
        (b"iso-8859-1", b"\x81n\xe3o \x93sim\x94", "não “sim”", ()),
        (b"iso-8859-15", "não custa 5 €".encode("iso8859-15"), "não custa 5 €", ()),
        (b"utf-8", "ção\nnão\n".encode() + "atenção\n".encode("cp1252") + "é".encode(), "ção\nnão\natenção\né", ("charset",)),
        (b"utf-8", "conexão \xe3 e só".encode().replace("\xe3".encode(), b"\xe3"), "conexão ã e só", ("charset",)),
        (b"utf-8", b"est\xc3\xa1,\xc2  bem \xc3  toa IRM\xc3 s", "está,  bem à toa IRMÃ s", ("charset",)),
        (b"utf-8", "é ".encode() + b"\xed\xa0\xbd\xed\xb8\x80", "é 😀", ("charset",)),
        (b"iso-8859-1", "não\n".encode("cp1252") + "lista de discussão".encode(), "não\nlista de discussão", ("charset",)),
        (b"iso-8859-1", "“AMANHÃ”".encode("cp1252"), "“AMANHÃ”", ()),
        (b"utf-8", "solicitaÃ§Ã£o â€“ nÂº 3".encode(), "solicitação – nº 3", ("charset",)),
        (b"utf-8", "aparece Ã§Ã£o em vez de ção".encode(), "aparece Ã§Ã£o em vez de ção", ()),
        (b"utf-8", "Ã cinco".encode(), "Ã cinco", ()),
        (b"utf-7", b"n+AOM-o +AEE-PROVAR 1+-1", "não +AEE-PROVAR 1+1", ("charset",)),
        (b"unicode-1-1-utf-7", b"Solicita+AOcA4w-o", "Solicitação", ("charset",)),
        (b"utf-16", "não".encode("utf-16-le"), "não", ()),
        (b"utf-16le", "não".encode("utf-16-le"), "não", ()),
        (b"utf-16", "não, obrigado".encode(), "não, obrigado", ("charset",)),
        (b"", "olá".encode("utf-16"), "olá", ("charset",)),
        (b"", "ola a todos".encode("utf-16-le"), "ola a todos", ("charset",)),
        (b"x-unknown", "não".encode("cp1252"), "não", ("charset",)),
        (b"3Dutf-8", "não".encode(), "não", ()),
        (b"'utf-8'", "não".encode(), "não", ()),
        (b"utf-8; format", "não".encode(), "não", ()),
        (b"UTF8", "não".encode(), "não", ()),
        (b"gb2312", "你好，朋友們镕".encode("gb18030"), "你好，朋友們镕", ()),
        (b"gb18030", "不可以".encode("gb18030"), "不可以", ()),
        (b"gb2312", "você não está só".encode(), "você não está só", ("charset",)),
        (b"big5", "你好嗎".encode("big5"), "你好嗎", ()),
        (b"iso-2022-jp", "日本語①".encode("iso2022_jp_3"), "日本語①", ()),
        (b"", "日本語".encode("iso2022_jp"), "日本語", ("charset",)),
        (b"shift_jis", "日本①".encode("cp932"), "日本①", ()),
        (b"ks_c_5601-1987", "안녕 똠".encode("cp949"), "안녕 똠", ()),
        (b"koi8-r", "привет".encode("koi8-r"), "привет", ()),
        (b"windows-1251", "привет".encode("cp1251"), "привет", ()),
        (b"windows-1250", "žluťoučký".encode("cp1250"), "žluťoučký", ()),
        (b"macintosh", "não".encode("mac_roman"), "não", ()),
        (b"base64", b"YWJj", "YWJj", ()),
    ],
)
def test_the_charset_is_the_declared_one_else_utf8_else_windows(declared: bytes, raw: bytes, text: str, defects: tuple[str, ...]) -> None:
    mail = parse(b'Content-Type: text/plain; charset="' + declared + b'"\r\n\r\n' + raw)
    assert body.best_text(mail) == (text, defects)


@pytest.mark.parametrize(
    ("declared", "page", "text", "defects"),
    [
        ("", "<meta charset=koi8-r><p>привет</p>".encode("koi8-r"), "привет", ()),
        (
            "; charset=x-unknown",
            '<meta http-equiv=Content-Type content="text/html; charset=gb2312"><p>你好</p>'.encode("gb18030"),
            "你好",
            (),
        ),
        ("; charset=utf-8", "<meta charset=koi8-r><p>não</p>".encode(), "não", ()),
        ("", "<meta charset=utf-16><p>não</p>".encode(), "não", ()),
        ("", "<meta charset=iso-8859-1><p>não</p>".encode(), "não", ("charset",)),
    ],
)
def test_a_page_may_name_its_charset_where_the_mail_does_not(declared: str, page: bytes, text: str, defects: tuple[str, ...]) -> None:
    raw = f"Content-Type: text/html{declared}\n\n".encode() + page
    assert body.best_text(parse(raw)) == (text, defects)


@pytest.mark.parametrize(
    ("head", "content", "text"),
    [
        ("text/plain\nContent-Disposition: attachment", "um", "um"),
        ("text/plain\nContent-Disposition: attachment; filename=a.txt", "um", ""),
        ("text/plain; name=a.txt\nContent-Disposition: inline; filename=a.txt", "um", "um"),
        ("text/markdown", "# um", "# um"),
        ("text/x-nunca-visto", "um", "um"),
        ("text/calendar", "BEGIN:VCALENDAR", ""),
        ("text/vcard", "BEGIN:VCARD", ""),
        ("application/octet-stream; name=a.txt", "um", ""),
        ("text/enriched", "<bold>Olá</bold> <<b>\nmundo\n\nfim <color><param>red</param>x</color> 1 < 2", "Olá <b> mundo\nfim x 1 < 2"),
        ("text/richtext", "<bold>Olá</bold><nl>mundo<comment>não</comment> 1 <lt> 2", "Olá\nmundo 1 < 2"),
    ],
)
def test_a_text_alone_in_a_mail_is_its_text(head: str, content: str, text: str) -> None:
    assert text_of(f"Content-Type: {head}\n\n{content}".encode()) == text


def test_texts_between_pictures_are_all_the_letter_and_named_ones_are_files() -> None:
    def part(head: str, content: str) -> str:
        return f"--x\nContent-Type: {head}\n\n{content}\n"

    top = "Content-Type: multipart/mixed; boundary=x\n\n"
    picture = part("image/png; name=a.png\nContent-Disposition: inline; filename=a.png", "PNG")
    named = part("text/plain; name=b.txt\nContent-Disposition: inline; filename=b.txt", "arquivo")
    assert text_of(f"{top}{part('text/plain', 'um')}{picture}{part('text/plain', 'dois')}{picture}--x--".encode()) == "um\n\ndois"
    assert text_of(f"{top}{part('text/plain', 'um')}{picture}{named}--x--".encode()) == "um"
    assert text_of(f"{top}{named}{picture}--x--".encode()) == "arquivo"
    faces = top.replace("mixed", "alternative")
    assert text_of(f"{faces}{named}{part('text/html', '<p>um</p>')}--x--".encode()) == "arquivo"
    assert text_of(f"{faces}{part('text/plain', 'um')}{named}--x--".encode()) == "um"
    assert text_of(f"{top}{picture}{named}{named}--x--".encode()) == "arquivo"


def test_words_that_were_sent_as_text_and_as_page_are_shown_once() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\num dois\n"
        b"--x\nContent-Type: text/html\n\n<p>um</p> <p>dois</p>\n--x--"
    )
    assert text_of(raw) == "um dois"


def test_an_old_mac_file_in_the_text_is_named() -> None:
    assert body.best_text(parse(b"\n(This file must be converted with BinHex 4.0)\n:x:"))[1] == ("binhex",)


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
    assert (body.best_text(mail)[0], body.other(mail).words) == (best, other)


def test_an_enriched_face_is_another_face() -> None:
    def mail(*faces: tuple[str, str]) -> Mail:
        parts = "".join(f"--x\nContent-Type: text/{kind}\n\n{text}\n" for kind, text in faces)
        return parse(f"Content-Type: multipart/alternative; boundary=x\n\n{parts}--x--".encode())

    plain, page = ("plain", "um"), ("html", "<p>um</p>")
    assert body.best_text(mail(("enriched", "<bold>dois</bold>"), plain))[0] == "um"
    assert body.other(mail(plain, ("enriched", "<bold>dois</bold>"))).words == "dois"
    assert body.other(mail(plain, ("enriched", "<bold>dois</bold>"), page)).words == "dois"
    assert body.other(mail(plain, ("enriched", "<bold>um</bold>"), page)).words == "um"


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
    assert text_of(head + b"uma frase \nem duas\n  recuo \n\n-- \nAna \nLima") == "uma frase em duas\n recuo \n-- \nAna Lima"
    assert text_of(head + b"> citada \nminha\n> outra \n>> mais") == "> citada \nminha\n> outra \n>> mais"


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

"""Is every mail taken apart, whatever its bytes, and nothing beyond the budget?"""

import base64
import binascii
import pathlib
import pickle
import quopri
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.letterhead import origin, thread
from parsers.mime.message import Mail, parse
from parsers.text import body
from tests.yardstick import within

TEXT = "Não consigo acessar o portal de requerimentos desde ontem.".encode()
TEXT_64 = base64.b64encode(TEXT)
TEXT_IN_64 = b"Content-Transfer-Encoding: base64\r\nContent-Type: text/plain; charset=utf-8"
QP = b"Content-Transfer-Encoding: quoted-printable"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(128, 192))
PNG_64 = base64.b64encode(PNG)
MAILS = sorted(pathlib.Path("tests/mails").glob("*.eml"))
TYPE = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"


def one_part(head: bytes, body: bytes = b"x") -> bytes:
    return b"From: a@b.example\r\n" + TYPE + b"--b\r\n" + head + b"\r\n\r\n" + body + b"\r\n--b--\r\n"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"=?utf-8?Q?Senha_n=C3=A3o?= chega", "Senha não chega"),
        (b"=?utf-8?B?U2VuaGEgbsOj?=\r\n =?utf-8?B?byBjaGVnYQ==?=", "Senha não chega"),
        (b"=?utf-8?Q?n=C3?= =?utf-8?Q?=A3o?=", "não"),
        ("Senha não chega".encode(), "Senha não chega"),
        ("Senha não – chega".encode("cp1252"), "Senha não – chega"),
        (b"=?utf-8?Q?a=0D=0ABcc:_x?=", "a  Bcc: x"),
        (b"a\x00b\x07c", "abc"),
        ("a\u2028b\x85c".encode(), "a b c"),
        (b"dobrado\r\n\tem dois", "dobrado em dois"),
        (b"=?x-nunca-visto?Q?n=C3=A3o?=", "não"),
        (b"=?unicode_escape?Q?=5Cn?=", "\\n"),
        (b"=?iso-8859-1*pt-br?Q?=E1?=", "á"),
        (b"=?utf-8?B??=", ""),
        (b"=?utf-8?B?a?=", "a"),
        (b"2 =? 3", "2 =? 3"),
        (b"=?utf-8?Q?Tudo bem??=", "Tudo bem?"),
        (b"=?utf-8?Q?Senha n=C3=A3o?= chega", "Senha não chega"),
        (b"=?utf-8?Q?Ol=C3=A1_mundo", "Olá mundo"),
        (b"=?utf-8?Q?Ol=c3=a1?==?utf-8?Q?_mundo?=!", "Olá mundo!"),
        (b'"=?utf-8?Q?Ol=C3=A1?="', '"Olá"'),
        (b"=?utf-8?B?U2VuaGEgb?= =?utf-8?B?sOjbw==?=", "Senha não"),
        (b"=?utf-8?B?Senha_n=C3=A3o?=", "Senha não"),
        (b"=?iso-8859-1?Q?n=C3=A3o?=", "não"),
        (b"=?utf-8?Q?ser=E1?=", "será"),
        (b'=?"utf-8"?Q?n=C3=A3o?=', "não"),
        (b"=?unknown-8bit?Q?n=E3o?=", "não"),
        (b"=?utf-8?Q?Solicita=C3=83=C2=A7=C3=83=C2=A3o?=", "Solicitação"),
        (b"Senha " + "não é".encode() + " já".encode("cp1252"), "Senha não é já"),
        (b"a\rb", "a b"),
        (b"=??Q?n=E3o?=", "não"),
        (b"=?utf-8?B?!!!?=", "!!!"),
        (b"=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
    ],
)
def test_a_header_is_one_clean_line(raw: bytes, said: str) -> None:
    assert parse(b"Subject: " + raw + b"\r\n\r\n").header("subject") == said


def test_the_first_of_two_fields_counts_and_the_second_is_told() -> None:
    mail = parse(b"Subject: um\nSubject : dois\n\n")
    assert (mail.header("Subject"), mail.headers("subject"), mail.defects) == ("um", ("um", "dois"), ("duplicate",))


@pytest.mark.parametrize("name", ["From", "To", "Date", "Message-ID", "Content-Type"])
def test_a_field_that_stands_once_is_told_when_it_stands_twice(name: str) -> None:
    mail = parse(f"{name}: um@a.example\n{name}: dois@a.example\n\n".encode())
    assert (mail.header(name), mail.defects) == ("um@a.example", ("duplicate",))


def test_a_mail_without_header_is_all_body() -> None:
    mail = parse(b"Bom dia,\n\no portal caiu\n")
    assert (mail.parts[0].content, mail.defects) == (b"Bom dia,\n\no portal caiu\n", ("separator",))


def test_the_envelope_line_of_an_mbox_is_no_header() -> None:
    assert parse(b"From : a@b\n\n").header("from") == "a@b"
    assert parse(b"From a@b Mon Jan  1 2026\nSubject: x\n\n").header("subject") == "x"


@pytest.mark.parametrize(
    ("head", "original", "shown"),
    [
        (b'Content-Disposition: attachment; filename="tela.png"', "tela.png", "tela.png"),
        (b"Content-Disposition: attachment; filename*=UTF-8''declara%C3%A7%C3%A3o.pdf", "declaração.pdf", "declaração.pdf"),
        (b"Content-Disposition: attachment; filename*1=o.pdf; filename*0*=iso-8859-1'pt'n%E3", "não.pdf", "não.pdf"),
        (b'Content-Disposition: attachment; filename="=?utf-8?Q?n=C3=A3o.pdf?="', "não.pdf", "não.pdf"),
        (b"Content-Type: image/png; name=tela.png", "tela.png", "tela.png"),
        (b'Content-Disposition: attachment; filename="../../etc/passwd"', "../../etc/passwd", "passwd"),
        (b'Content-Disposition: attachment; filename="C:\\dados\\nova.png"', "C:\\dados\\nova.png", "nova.png"),
        ('Content-Disposition: attachment; filename="foto\u202egnp.exe"'.encode(), "foto\u202egnp.exe", "fotognp.exe"),
        ('Content-Disposition: attachment; filename="\u200b.htaccess"'.encode(), "\u200b.htaccess", "htaccess"),
        (b'Content-Disposition: attachment; filename="CON.txt"', "CON.txt", "_CON.txt"),
        (b'Content-Disposition: attachment; filename="a<b>:c?.txt"', "a<b>:c?.txt", "a_b__c_.txt"),
        (b'Content-Type: image/png\r\nContent-Disposition: attachment; filename="."', ".", "anexo-0.png"),
        (b"Content-Disposition: attachment; filename=" + b"a" * 5000 + b".pdf", "a" * 5000 + ".pdf", "a" * 116 + ".pdf"),
        (b"Content-Disposition: attachment", "", ""),
        (
            "Content-Disposition: attachment; filename=relatório; parte 2.pdf; size=3".encode(),
            "relatório; parte 2.pdf",
            "relatório; parte 2.pdf",
        ),
        (b'Content-Disposition: attachment; filename="tela.png; size=12', "tela.png", "tela.png"),
        (b'Content-Disposition: attachment; filename="a "b" c.pdf"; size=1', 'a "b" c.pdf', "a _b_ c.pdf"),
        (b"Content-Disposition: attachment filename=a (1).pdf", "a (1).pdf", "a (1).pdf"),
        (b"Content-Disposition: attachment; filename==?utf-8?Q?n=C3=A3o_.pdf?=", "não .pdf", "não .pdf"),
        (b'Content-Disposition: attachment; filename*0="=?utf-8?Q?n=C3=A3"; filename*1="o.pdf?="', "não.pdf", "não.pdf"),
        (b"Content-Disposition: attachment; filename*1*=%A7a.pdf; filename*0*=UTF-8''%C3; filename=x.pdf", "ça.pdf", "ça.pdf"),
        (b"Content-Disposition: attachment; filename*0*=utf-8''a%20; filename*1=b; filename*3=.pdf", "a b.pdf", "a b.pdf"),
        (b"Content-Disposition: attachment; filename*0*=utf-8''%C3; filename*1*=utf-8''%A3.pdf", "ã.pdf", "ã.pdf"),
        (b"Content-Disposition: attachment; filename*=a%20b.pdf", "a b.pdf", "a b.pdf"),
        (b"Content-Disposition: attachment; filename*=UTF-8'%C3%A3.pdf", "ã.pdf", "ã.pdf"),
        (b"Content-Disposition: attachment; filename*=iso-8859-1''joana%27s.pdf", "joana's.pdf", "joana's.pdf"),
        (b'Content-Disposition: attachment;\r\n filename="muito\r\n longo.pdf"', "muito longo.pdf", "muito longo.pdf"),
        (b'Content-Disposition: attachment;\r\nfilename="sem recuo.pdf"', "sem recuo.pdf", "sem recuo.pdf"),
        ("Content-Disposition: attachment; filename=não.pdf".encode("cp1252"), "não.pdf", "não.pdf"),
    ],
)
def test_a_file_name_is_kept_as_said_and_shown_clean(head: bytes, original: str, shown: str) -> None:
    part = parse(one_part(head)).parts[0]
    assert (part.original_filename, part.filename) == (original, shown)


@pytest.mark.parametrize(
    ("head", "body", "content", "defects"),
    [
        (b"Content-Transfer-Encoding: base64\r\nContent-Type: image/png", b"AAEC", b"\x00\x01\x02", ()),
        (b"Content-Transfer-Encoding: BASE64\r\nContent-Type: image/png", b"AAE\r\n CAw", b"\x00\x01\x02\x03", ("base64",)),
        (b"Content-Transfer-Encoding: base64\r\nContent-Type: image/png", b"A!A.E-C", b"\x00\x01\x02", ("base64",)),
        (b"Content-Transfer-Encoding: base64\r\nContent-Type: text/plain", "não é base64!".encode(), "não é base64!".encode(), ("base64",)),
        (b"Content-Transfer-Encoding: base64\r\nContent-Type: image/png", b"", b"", ()),
        (b"Content-Transfer-Encoding: quoted-printable", b"n=E3o=\r\n", b"n\xe3o", ()),
        (b"Content-Transfer-Encoding: 8bit", b"a\r\n\xff\x00\r\n", b"a\r\n\xff\x00\r\n", ()),
        (b"Content-Transfer-Encoding: x-uuencode", b"begin 644 a\r\n#86)C\r\n`\r\nend", b"abc", ()),
        (b"Content-Transfer-Encoding: x-zip", b"abc", b"abc", ("encoding",)),
        (b"Content-Transfer-Encoding: x-yencode", b"=ybegin", b"=ybegin", ("encoding",)),
        *(
            (b"Content-Transfer-Encoding: " + said, TEXT_64, TEXT, ())
            for said in (b"base-64", b'"base64"', b"base64;", b"Base64 (RFC 2045)")
        ),
        *(
            (b"Content-Transfer-Encoding: " + said, b"n=E3o", b"n\xe3o", ())
            for said in (b"quoted_printable", b"Quoted-Printable charset=x")
        ),
        *((b"Content-Transfer-Encoding: " + said, b"n=E3o", b"n=E3o", ()) for said in (b"8-bit", b"8BIT", b"none", b"(vazio)")),
        (QP, b"a = \r\nb= \r\nc", b"a bc", ()),
        (QP, b"a=\t\r\nb=e3=zz =", b"ab\xe3=zz ", ()),
        (QP, b"um=\rdois=\rtres\r\nfim", b"umdoistres\r\nfim", ()),
        (QP, b"====\r\n1 == 1", b"====\r\n1 == 1", ()),
        (QP, b"solicita=3DC3=3DA7=3DC3=3DA3o=3D20", b"solicita\xc3\xa7\xc3\xa3o ", ("encoding",)),
        (QP, b'<td width=20 class="a">n\xe3o</td>', b'<td width=20 class="a">n\xe3o</td>', ("encoding",)),
        (QP, b'<td width=3D20 class=3D"a">=E3</td>', b'<td width=20 class="a">\xe3</td>', ()),
        (QP, b'nome="x" =E3=\n', b'nome="x" \xe3', ()),
        (QP, b"x?id=3DC3&ok=3DA3", b"x?id=C3&ok=A3", ()),
        (TEXT_IN_64, TEXT_64.rstrip(b"="), TEXT, ("base64",)),
        (TEXT_IN_64, TEXT_64 + b"\r\n_____\r\nlista\r\n", TEXT + b"\n\n_____\r\nlista", ("base64",)),
        (TEXT_IN_64, TEXT_64 + b"\r\nLista aqui\r\n", TEXT + b"\n\nLista aqui", ("base64",)),
        (TEXT_IN_64, b"Aviso: externo!\r\n" + TEXT_64, b"Aviso: externo!\n\n" + TEXT, ("base64",)),
        (TEXT_IN_64, TEXT_64 + b"\r\n" + TEXT_64, TEXT + TEXT, ("base64",)),
        (TEXT_IN_64, b"APROVAR", b"APROVAR", ("base64",)),
        (TEXT_IN_64, b"Bom dia pessoal do suporte", b"Bom dia pessoal do suporte", ("base64",)),
        (TEXT_IN_64, b"N=C3=A3o consigo=\r\n ver", b"N\xc3\xa3o consigo ver", ("base64",)),
        (b"Content-Transfer-Encoding: base64\r\nContent-Type: image/png", b"_-8A\r\nAAEC", b"\xff\xef\x00\x00\x01\x02", ("base64",)),
        (b"Content-Transfer-Encoding: base64\r\nContent-Type: image/png", PNG, PNG, ("base64",)),
        (b"Content-Transfer-Encoding: base64\r\nContent-Type: image/png", PNG_64 + b"\r\n-- \r\nlista", PNG, ("base64",)),
        (b"Content-Type: image/png", PNG_64, PNG, ("encoding",)),
        (b"Content-Type: text/plain", base64.encodebytes(TEXT * 2), TEXT * 2, ("encoding",)),
        (b"Content-Type: text/plain", b"A" * 80, b"A" * 80, ()),
        (b"Content-Type: text/plain", b"A declara=C3=A7=C3=A3o j=C3=A1=\r\n foi", "A declaração já foi".encode(), ("encoding",)),
        (b"Content-Type: text/plain", b"o assunto veio =C3=A7=C3=A3o", b"o assunto veio =C3=A7=C3=A3o", ()),
        (b"Content-Type: application/octet-stream", b"iVBORw0KGgo na lista", b"iVBORw0KGgo na lista", ()),
    ],
)
def test_content_is_decoded_and_a_lying_encoding_is_named(head: bytes, body: bytes, content: bytes, defects: tuple[str, ...]) -> None:
    mail = parse(one_part(head, body))
    assert (mail.parts[0].content, mail.defects) == (content, defects)


def test_fifteen_megabytes_come_back_byte_for_byte() -> None:
    content = bytes(range(256)) * 60_000
    raw = one_part(b"Content-Type: application/zip\r\nContent-Transfer-Encoding: base64", base64.encodebytes(content))
    assert parse(raw).parts[0].content == content


RANDOM = random.Random(7).randbytes(300_000)
AS_UU = b"begin 644 a.bin\n" + b"".join(binascii.b2a_uu(RANDOM[at : at + 45]) for at in range(0, len(RANDOM), 45)) + b"`\nend\n"


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        (b"base64", base64.encodebytes(RANDOM)),
        (b"base64", base64.encodebytes(RANDOM).replace(b"\n", b"\r\n")),
        (b"base64", base64.b64encode(RANDOM)),
        (b"quoted-printable", binascii.b2a_qp(RANDOM, istext=False)),
        (b"quoted-printable", quopri.encodestring(RANDOM.replace(b"\r", b"").replace(b"\n", b""))),
        (b"binary", RANDOM),
        (b"x-uuencode", AS_UU),
        (b"x-uuencode", AS_UU.replace(b"\n", b"\r\n")),
        (b"base64", b""),
        (b"x-uuencode", b"begin 644 a.bin\n`\nend\n"),
    ],
)
def test_any_bytes_come_back_from_any_encoding(encoding: bytes, body: bytes) -> None:
    raw = one_part(b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: " + encoding, body)
    expected = b"" if len(body) < 50 else RANDOM
    if encoding == b"quoted-printable" and body.count(b"=0A") == 0:
        expected = RANDOM.replace(b"\r", b"").replace(b"\n", b"")
    assert (parse(raw).parts[0].content, parse(raw).defects) == (expected, ())


def test_a_forwarded_message_is_one_file() -> None:
    inner = b"Subject: dentro\r\n" + TYPE.replace(b"=b", b"=c") + b"--c\r\n\r\nAPROVAR\r\n--c--"
    mail = parse(one_part(b"Content-Type: message/rfc822", inner))
    assert [(part.type, part.content) for part in mail.parts] == [("message/rfc822", inner)]


def test_the_outer_boundary_ends_an_unfinished_inner_one() -> None:
    raw = one_part(b"Content-Type: multipart/alternative; boundary=bc", b"--bc\r\n\r\num\r\n--bc\r\n\r\ndois")
    assert [(part.content, part.alternative) for part in parse(raw).parts] == [(b"um", 1), (b"dois", 1)]


@pytest.mark.parametrize("boundary", [b"", b"; boundary=", b'; boundary=""', b"; boundary=outra"])
def test_a_multipart_without_its_boundary_is_read_as_text(boundary: bytes) -> None:
    mail = parse(b"Content-Type: multipart/mixed" + boundary + b"\r\n\r\nola")
    assert (mail.parts[0].type, mail.defects) == ("text/plain", ("boundary",))


UM, FOTO = b"--b\nContent-Type: text/plain\n\num\n", b"--b\nContent-Type: image/png; name=a.png\n\nPNG\n"
HTML = b"--b\nContent-Type: text/html\n\n<p>um</p>\n"
MIXED, END = b"Content-Type: multipart/mixed; boundary=b\n\n", b"--b--\n"
BOTH = ["text/plain", "image/png"]


def typed(value: bytes, *more: bytes) -> bytes:
    return b"\n".join((b"Content-Type: " + value, *more)) + b"\n\n"


@pytest.mark.parametrize(
    ("raw", "types", "defects"),
    [
        (MIXED + UM + FOTO + END, BOTH, ()),
        (MIXED + UM + FOTO, BOTH, ()),
        (MIXED + UM[4:] + FOTO + END, BOTH, ()),
        (MIXED + b"um\n" + END, ["text/plain"], ()),
        (MIXED + (UM + FOTO + END).replace(b"--b\n", b"--b \t\r\n"), BOTH, ()),
        (MIXED + b"para quem nao le MIME (multi-part)\n" + FOTO + END, ["image/png"], ()),
        (MIXED + b"Segue a tela\n" + FOTO + END, ["image/png", "text/plain"], ()),
        (MIXED + UM + END + b"rodape da lista\n", ["text/plain"], ()),
        (MIXED + UM + END + FOTO + END, BOTH, ("boundary",)),
        (typed(b"multipart/mixed") + UM + FOTO + END, BOTH, ("boundary",)),
        (typed(b"multipart/mixed; boundary=c") + UM + FOTO + END, BOTH, ("boundary",)),
        (typed(b"multipart/mixed; boundary='b'") + UM + FOTO + END, BOTH, ("boundary",)),
        (typed(b'multipart/mixed; boundary=""b""') + UM + FOTO + END, BOTH, ("boundary",)),
        (typed(b'multipart/mixed; boundary="b') + UM + FOTO + END, BOTH, ()),
        (typed(b"multipart/mixed; boundary=b; x") + UM + FOTO + END, BOTH, ()),
        (typed(b"multipart; boundary=b") + UM + FOTO + END, BOTH, ()),
        (typed(b"multipart/mixed;\nboundary=b") + UM + FOTO + END, BOTH, ("stray",)),
        (b"Subject: x\n\n" + UM + FOTO + END, BOTH, ("boundary",)),
        (b"Subject: x\n\n" + UM + FOTO, ["text/plain"], ()),
        (b"Subject: x\n\nThis is a multi-part message in MIME format.\n" + UM + FOTO + END, BOTH, ("boundary",)),
        (b"Subject: failure notice\n\nHi. Your message:\n\nSubject: x\n\n" + UM + FOTO + END, ["text/plain"], ()),
        (b"Subject: x\n\n<html><p>um</p></html>", ["text/html"], ()),
        (b"Subject: x\nContent-Type:\n\num", ["text/plain"], ()),
        (MIXED.replace(b"\n\n", b"\nContent-Transfer-Encoding: base64\n\n") + base64.encodebytes(UM + FOTO + END), BOTH, ("boundary",)),
        (MIXED.replace(b"\n\n", b"\nContent-Transfer-Encoding: base64\n\n") + UM + FOTO + END, BOTH, ()),
        (
            MIXED + b"--b\n" + typed(b"multipart/alternative; boundary=b") + UM + HTML + END + FOTO + END,
            ["text/plain", "text/html", "image/png"],
            ("boundary",),
        ),
        (typed(b"multipart/parallel; boundary=b") + UM + FOTO + END, BOTH, ()),
        (typed(b"multipart/digest; boundary=b") + b"--b\n\nSubject: a\n\nx\n--b\n\nSubject: b\n\ny\n" + END, ["message/rfc822"] * 2, ()),
        *(
            (typed(said) + b"x", ["text/plain"], ())
            for said in (b"text", b"plain", b"text/plain/foo", b"TEXT/PLAIN;", b'"text/plain"', b"x", b"/")
        ),
        *((typed(said) + b"x", ["text/html"], ()) for said in (b"html", b"text/html charset=utf-8", b"(x) text/html", b"text/html, x")),
        *((typed(said) + b"x", ["application/octet-stream"], ()) for said in (b"application", b"image/", b"image")),
    ],
)
def test_the_parts_are_found_however_their_boundary_was_lost(raw: bytes, types: list[str], defects: tuple[str, ...]) -> None:
    mail = parse(raw)
    assert ([part.type for part in mail.parts], mail.defects) == (types, defects)


@pytest.mark.parametrize("boundary", [b"a" * 200, b"=_(a.b*c)+?", b"b=c", b"--b"])
def test_a_boundary_may_look_like_anything(boundary: bytes) -> None:
    raw = typed(b'multipart/mixed; boundary="' + boundary + b'"') + (UM + FOTO + END).replace(b"--b", b"--" + boundary)
    assert [part.content for part in parse(raw).parts] == [b"um", b"PNG"]


def test_two_levels_of_one_boundary_keep_their_alternative() -> None:
    inner = b"--b\n" + typed(b"multipart/alternative; boundary=b")
    assert [part.alternative for part in parse(MIXED + inner + UM + HTML + END + FOTO + END).parts] == [1, 1, 0]


def test_a_charset_of_the_multipart_is_that_of_its_texts() -> None:
    raw = typed(b"multipart/mixed; boundary=b; charset=koi8-r") + UM + FOTO + END
    assert [part.charset for part in parse(raw).parts] == ["koi8-r", ""]


def uuencoded(name: bytes, content: bytes, end: bytes = b"`\nend\n") -> bytes:
    lines = (binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45))
    return b"begin 644 " + name + b"\n" + b"".join(lines) + end


@pytest.mark.parametrize(
    ("body", "text", "files"),
    [
        (b"veja\n" + uuencoded(b"minha tela.bin", bytes(range(256))) + b"fim\n", b"veja\nfim\n", [("minha tela.bin", bytes(range(256)))]),
        (uuencoded(b"a", b"abc") + b"meio\n" + uuencoded("não".encode(), b"x"), b"meio\n", [("a", b"abc"), ("não", b"x")]),
        (uuencoded(b"a", bytes(90), end=b"") + b"sem fim aqui", b"sem fim aqui", [("a", bytes(90))]),
        (uuencoded(b"a", bytes(90), end=b"") + b"OBRIGADA\nANA", b"OBRIGADA\nANA", [("a", bytes(90))]),
        (uuencoded(b"a", b"abc").replace(b"\n", b"\r\n"), b"", [("a", b"abc")]),
        (b"begin-base64 644 a.txt\nYWJj\n====\nfim", b"fim", [("a.txt", b"abc")]),
        (b"begin 644 days from now\nWE START\n", b"begin 644 days from now\nWE START\n", []),
        (b"begin 644 x\nand so on\n", b"begin 644 x\nand so on\n", []),
        (b"to begin 644 a\n#86)C\n", b"to begin 644 a\n#86)C\n", []),
    ],
)
def test_uuencoded_files_leave_the_text(body: bytes, text: bytes, files: list[tuple[str, bytes]]) -> None:
    first, *others = parse(b"Subject: x\n\n" + body).parts
    assert (first.content, [(part.original_filename, part.content) for part in others]) == (text, files)
    assert all(part.disposition == "attachment" for part in others)


@pytest.mark.parametrize(
    ("raw", "said", "text", "defects"),
    [
        (b"\xef\xbb\xbfSubject: x\n\num", "x", b"um", ("stray",)),
        (b"\r\n \r\nSubject: x\r\n\r\num", "x", b"um", ("stray",)),
        (b"\num: dois\n\ntres", "", b"um: dois\n\ntres", ()),
        (b"From a@b Mon\n>From c@d Tue\nSubject: x\n\num", "x", b"um", ()),
        (b"Date: x\n>From c@d Tue\nSubject: x\n\num", "x", b"um", ("stray",)),
        (b"Subject: longo\nque continua\nTo: a@b.example\n\num", "longo que continua", b"um", ("stray",)),
        (b"To: a@b.example\nBom dia,\nSegue: x\n\num", "", b"Bom dia,\nSegue: x\n\num", ("separator",)),
        (b"Subject: x\nBom dia,\nSubject: y\n\num", "x", b"Bom dia,\nSubject: y\n\num", ("separator",)),
        ("Subject: x\n\nnão".encode("utf-16"), "x", "não".encode(), ("lines",)),
        (b"To: a@b.example\rSubject: x\r\rum\rdois", "x", b"um\ndois", ("lines",)),
        (b"To: a@b.example\r\r\nSubject: x\r\r\n\r\r\num\r\r\ndois", "x", b"um\r\ndois", ("lines",)),
        (b"Subject:\nTo: a@b.example\n\num", "", b"um", ()),
        (b"Subject: a\x00b\n\num", "ab", b"um", ()),
        (b"Subject: x\nTo: a@b.example", "x", b"", ()),
        (b"", "", b"", ()),
        (b"Subject: a\nContent-Type: text/plain\nContent-Type: text/html\n\num", "a", b"um", ("duplicate",)),
    ],
)
def test_what_stands_around_a_header_is_no_part_of_it(raw: bytes, said: str, text: bytes, defects: tuple[str, ...]) -> None:
    mail = parse(raw)
    assert (mail.header("subject"), mail.parts[0].content, mail.defects) == (said, text, defects)


@pytest.mark.parametrize("said", [b"message/partial; id=a; number=1; total=2", b"message/external-body; access-type=URL; url=x"])
def test_a_message_of_another_place_is_a_file(said: bytes) -> None:
    mail = parse(typed(said) + b"Content-Type: text/plain\n\nAPROVAR")
    assert [part.type for part in mail.parts] == [said.partition(b";")[0].decode()]
    assert body.best_text(mail)[0] == ""


def test_the_words_of_a_part_without_an_empty_line_are_no_fields() -> None:
    part = parse(MIXED + b"--b\nContent-Type: text/plain\nBom dia,\nSubject: x\n\nfim\n" + END).parts[0]
    assert part.content == b"Bom dia,\nSubject: x\n\nfim"


def test_raw_letters_in_a_header_are_in_the_charset_of_the_mail() -> None:
    raw = "Subject: Привет всем\nContent-Type: text/plain; charset=koi8-r\n\nx".encode("koi8-r")
    assert parse(raw).header("subject") == "Привет всем"
    assert parse(b"Subject: " + "日本".encode("iso2022_jp") + b"\n\n").header("subject") == "日本"
    assert parse("Subject: Não\nContent-Type: text/plain; charset=koi8-r\n\nx".encode()).header("subject") == "Não"


def nested(depth: int) -> bytes:
    return b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(depth)) + b"\nfim"


@pytest.mark.parametrize(
    ("raw", "defect"),
    [
        (nested(200), "depth"),
        (nested(2000), "depth"),
        (TYPE + b"--b\n\nx\n" * 100_000, "parts"),
        (TYPE + b"--b--- \n" * 100_000, "parts"),
        (b"X: y\n" * 100_000, "headers"),
        (b"X: " + b"y" * 1_000_000, "headers"),
        (b"To: " + b"a@b.example, " * 32_000, "headers"),
        (one_part(b"X: y\n" * 2000), "headers"),
    ],
)
def test_what_breaks_the_budget_keeps_its_first_headers_and_has_no_parts(raw: bytes, defect: str) -> None:
    mail = parse(b"Subject: assunto\n" + raw)
    assert (mail.header("subject"), mail.parts, mail.defects) == ("assunto", (), (defect,))


M = 1_000_000
LINES = [
    b"Content-Type: text/plain" + b";" * 64_000,
    b"Content-Type: text/plain;" + b'"\\' * 30_000,
    b"Content-Type: text/plain;" + b" a*0*=x;" * 7_000,
    b"Content-Type: text/plain;" + b"".join(b" a*%d*=x;" % number for number in range(5_000)),
    b"Content-Type: " + b"(" * 60_000,
    b"Content-Transfer-Encoding: " + b"(" * 60_000,
    b"Content-Disposition: attachment; filename=" + b";a" * 30_000,
    b'Content-Disposition: attachment; filename="' + b'" ' * 30_000,
    b'Content-Disposition: attachment; filename="' + b'"' * 60_000,
    b"Content-Disposition: attachment;" + b" a =" * 15_000,
    b"To: " + b"(" * 60_000,
    b"To: " + b'"\\"' * 20_000,
    b"To: " + b'"a\\' * 20_000 + b'"',
    b"To: a@" + b"a-" * 30_000,
    b"To: " + b"a   " * 15_000,
    b"To: " + b"a@" * 30_000,
    b"Subject: " + b"=?utf-8?Q?a?= " * 4_500,
    b"Subject: " + b"=?utf-8?B?Q?= " * 4_500,
    b"Subject: " + b"=?a?Q?" * 10_000,
    b"Subject: =?a?Q?" + b"=" * 60_000 + b"?=",
    b"Subject: =?a?Q?" + b"x " * 30_000,
    b"From: " + b"=?" * 30_000 + b">",
    b"From: " + b'"a' * 30_000 + b">",
    b'From: "' + b'\\"' * 30_000 + b">",
    b"From: " + b"(a" * 15_000 + b")" * 15_000 + b" <a@b.example>",
    b"From: " + b"<" * 60_000,
    b"References: " + b"<" * 60_000,
    b"References: " + b"a@b," * 15_000,
]
BODIES = [
    (b"quoted-printable", b"=" * M),
    (b"quoted-printable", b"= " * (M // 2)),
    (b"quoted-printable", b"=\r" * (M // 2)),
    (b"quoted-printable", b"==x" * (M // 3)),
    (b"quoted-printable", b"=3DC3=3DA3" * (M // 10)),
    (b"base64", b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=\n" * (M // 38)),
    (b"base64", b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVpa!\n" * (M // 38)),
    (b"base64", b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldY\n!\n" * (M // 36)),
    (b"base64", b"QQ=" * (M // 3)),
    (b"base64", b" " * M + b"!"),
    (b"7bit", b"begin 644 a\n" * (M // 12)),
    (b"7bit", b"begin 644 a\nM" + b"A" * 60 + b"\n" * M),
    (b"8bit", b"\xff" * M),
    (b"8bit", b"\xc3\xa3\xff" * (M // 3)),
    (b"8bit", "Ã ".encode() * (M // 4)),
    (b"8bit\nContent-Type: text/plain; charset=iso-8859-1", b"\xc3\xa3\n\xff\n" * (M // 5)),
    (b"8bit\nContent-Type: text/plain; charset=utf-7", b"+AOE-" * (M // 5)),
    (b"8bit\nContent-Type: text/plain; charset=utf-7", b"+" * M),
    (b"8bit\nContent-Type: text/plain; charset=iso-2022-jp", b"\x1b$B" * (M // 3)),
    (b"8bit\nContent-Type: text/plain; charset=gb2312", b"\xff" * M),
    (b"8bit\nContent-Type: text/plain; format=flowed", b"> a \n" * (M // 5)),
    (b"8bit\nContent-Type: text/plain; format=flowed", b" \n" * (M // 2)),
    (b"8bit\nContent-Type: text/enriched", b"<param>" * (M // 7)),
    (b"8bit\nContent-Type: text/enriched", b"<" * M),
    (b"base64\nContent-Type: multipart/mixed; boundary=x", b"QUJD" * (M // 4)),
    (b"8bit\nContent-Type: multipart/mixed", b"--a\n" * (M // 4)),
    (b"8bit\nContent-Type: multipart/mixed", b"--" + b"a" * M),
]


def read_all(raw: bytes) -> Mail:
    mail = parse(raw)
    body.best_text(mail)
    body.other(mail)
    mail.addresses("to", "cc")
    origin.read(mail)
    origin.author(mail)
    thread.ids(mail)
    return mail


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_hostile_headers_cost_little(line: bytes) -> None:
    with within(20):
        mail = read_all(line + b"\r\n\r\nx")
        assert isinstance(mail.header("subject"), str)


@pytest.mark.parametrize(("encoding", "content"), BODIES, ids=range(len(BODIES)))
def test_hostile_bodies_cost_little(encoding: bytes, content: bytes) -> None:
    with within(50):
        read_all(b"Content-Transfer-Encoding: " + encoding + b"\n\n" + content)


@pytest.mark.parametrize(
    "raw",
    [
        b"\n" * M,
        b">From x\n" * 100_000,
        b"Date: x\n" + b"From x\n" * 100_000,
        b"Date: x\n" + b"lixo\nX-A: b\n" * 20_000,
        b"Date: x\r" * 100_000,
        b"X: y\r\r\n" * 100_000,
        b"\xff\xfe" + b"ab" * M,
        b"Content-Type: message/rfc822\n\n" * 500,
        MIXED + (b"--b\n" + typed(b"multipart/alternative; boundary=b")) * 2_000,
        b"\n" + b"--" * (M // 2),
    ],
    ids=range(10),
)
def test_a_hostile_whole_costs_little(raw: bytes) -> None:
    with within(50):
        read_all(raw)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (b"a@b.example, <C@D.example>", ("a@b.example", "c@d.example")),
        (b'"x, y@z" <a@b.example>; c@d.example', ("a@b.example", "c@d.example")),
        (b"grupo: a@b.example, c@d.example;", ("a@b.example", "c@d.example")),
        (b"undisclosed-recipients:;", ()),
        (b"a@b.example (c@d.example), a@b.example", ("a@b.example",)),
        (b"Silva, Maria <m@x.example>; Lima, Jo\xe3o <j@x.example>", ("m@x.example", "j@x.example")),
        (b'"Maria <m@x.example>, j@x.example', ("m@x.example", "j@x.example")),
        (b"Maria <m@x.example, Ana <a@x.example>", ("m@x.example", "a@x.example")),
        (b"<m@x.example> <j@x.example>", ("m@x.example", "j@x.example")),
        (b"'m@x.example' <m@x.example>, j @ x.example", ("m@x.example", "j@x.example")),
        (b"a@x.example (b (c@d.example) e), Undisclosed recipients: ;", ("a@x.example",)),
        (b"=?utf-8?Q?Maria_<m=40x.example>,_j=40x.example?=", ("m@x.example", "j@x.example")),
        (b"mailto:m@x.example, <@rota.example:j@x.example>", ("m@x.example", "j@x.example")),
        ("josé@sítio.example".encode(), ("josé@sítio.example",)),
    ],
)
def test_recipients_are_found_in_any_writing(value: bytes, found: tuple[str, ...]) -> None:
    assert parse(b"To: " + value + b"\n\n").addresses("to") == found


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_a_mail_of_the_corpus_is_picklable_and_reads_the_same_with_either_line_end(path: pathlib.Path) -> None:
    raw = path.read_bytes()
    mail = parse(raw)
    assert pickle.loads(pickle.dumps(mail)) == mail  # noqa: S301 - our own bytes
    other = parse(raw.replace(b"\n", b"\r\n"))
    assert [part.type for part in other.parts] == [part.type for part in mail.parts]
    assert mail.defects == other.defects == ()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_are_a_mail(raw: bytes) -> None:
    mail = parse(raw)
    assert "\n" not in "".join(mail.header(name) for name in mail.fields)


SEEDS = [
    MIXED + UM + FOTO + END,
    MIXED + b"--b\n" + typed(b"multipart/alternative; boundary=bc") + (UM + HTML + END).replace(b"--b", b"--bc") + FOTO + END,
    typed(b"text/plain; charset=utf-7", b"Content-Transfer-Encoding: base64") + TEXT_64,
    typed(b"text/html; charset=iso-2022-jp", b"Content-Transfer-Encoding: quoted-printable") + b"<meta charset=3Dbig5>=E3=\r\n",
    b'Subject: =?utf-8?B?w6M=?= =?gb2312?Q?=C3?=\nFrom: "A, B" <a@b.example> (c)\nReferences: <a@b> c@d\n\nbegin 644 a\n#86)C\n`\nend\n',
    b"Content-Disposition: attachment; filename*0*=utf-8''%C3; filename*1=a; filename=b\nContent-Type: text/plain; format=flowed\n\n> a \n",
]
PIECES = [
    b"\n",
    b"\r",
    b"--b",
    b"--",
    b"=",
    b"=?",
    b"?=",
    b'"',
    b";",
    b"(",
    b"<",
    b"@",
    b"\x00",
    b"\xff",
    b"\xc3",
    b"\x1b$B",
    b"Content-Type: ",
    b"''",
    b"*",
]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 6), st.sampled_from(PIECES)), max_size=8))
def test_a_mutilated_mail_is_still_a_mail(raw: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    for at, length, piece in cuts:
        raw = raw[:at] + piece + raw[at + length :]
    mail = read_all(raw)
    assert [part.index for part in mail.parts] == list(range(len(mail.parts)))
    assert "\n" not in "".join(mail.header(name) for name in mail.fields)
    text = body.best_text(mail)[0]
    assert not set(text) & set(map(chr, [*range(9), *range(11, 32), *range(0x7F, 0xA0)]))
    text.encode()


def test_a_long_text_under_a_false_chinese_label_costs_little() -> None:
    raw = b"Content-Type: text/plain; charset=gb18030\n\n" + "é".encode() + b"a" * 400_000
    with within(50):  # it was quadratic: minutes
        assert body.best(parse(raw)).words.endswith("aaa")

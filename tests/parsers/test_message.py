"""Is every mail taken apart, whatever its bytes, and nothing beyond the budget?"""

import base64
import pathlib
import pickle
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.mime.message import parse

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
    ],
)
def test_a_header_is_one_clean_line(raw: bytes, said: str) -> None:
    assert parse(b"Subject: " + raw + b"\r\n\r\n").header("subject") == said


def test_the_first_of_two_fields_counts_and_the_second_is_told() -> None:
    mail = parse(b"Subject: um\nSubject : dois\n\n")
    assert (mail.header("Subject"), mail.headers("subject"), mail.defects) == ("um", ("um", "dois"), ("duplicate",))


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
    ],
)
def test_content_is_decoded_and_a_lying_encoding_is_named(head: bytes, body: bytes, content: bytes, defects: tuple[str, ...]) -> None:
    mail = parse(one_part(head, body))
    assert (mail.parts[0].content, mail.defects) == (content, defects)


def test_fifteen_megabytes_come_back_byte_for_byte() -> None:
    content = bytes(range(256)) * 60_000
    raw = one_part(b"Content-Type: application/zip\r\nContent-Transfer-Encoding: base64", base64.encodebytes(content))
    assert parse(raw).parts[0].content == content


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


def nested(depth: int) -> bytes:
    return b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(depth)) + b"\nfim"


@pytest.mark.parametrize(
    ("raw", "defect"),
    [
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


@pytest.mark.parametrize(
    "line",
    [
        b"Content-Type: text/plain" + b";" * 60_000,
        b"Content-Type: text/plain;" + b'"\\' * 30_000,
        b"Content-Type: text/plain;" + b" a*0*=x;" * 7_000,
        b"To: " + b"(" * 60_000,
        b"To: " + b'"\\"' * 20_000,
        b"To: a@" + b"a-" * 30_000,
        b"Subject: " + b"=?utf-8?Q?a?=" * 4_500,
        b"From: " + b"=?" * 30_000 + b">",
        b"From: " + b'"a' * 30_000 + b">",
    ],
)
def test_hostile_headers_cost_little(line: bytes) -> None:
    began = time.process_time()
    mail = parse(line + b"\r\n\r\nx")
    assert isinstance((mail.header("subject"), mail.addresses("to"), mail.header("from")), tuple)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (b"a@b.example, <C@D.example>", ("a@b.example", "c@d.example")),
        (b'"x, y@z" <a@b.example>; c@d.example', ("a@b.example", "c@d.example")),
        (b"grupo: a@b.example, c@d.example;", ("a@b.example", "c@d.example")),
        (b"undisclosed-recipients:;", ()),
        (b"a@b.example (c@d.example), a@b.example", ("a@b.example",)),
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

"""Does a letter leave as it was meant, with exactly our headers?"""

import email
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from typing import cast

import pytest

from gateway.post.letters import Content
from gateway.post.mime import File, HeaderError, Outgoing, build

CONTENT = Content("[L_61122001] Portal indisponível desde cedo", "Olá, é aqui.\n.\nFrom mim\n", "<p>Olá, é aqui.</p>\n")
LETTER = Outgoing(
    from_name="Suporte aos Acordos",
    from_address="suporte@carteiro.example",
    to_name="Conceição, Maria",
    to_address="maria@aurora.example",
    reply_to="suporte+l61122001.1.abc@carteiro.example",
    message_id="<l61122001.1.abc@carteiro.example>",
    in_reply_to="<pergunta@aurora.example>",
    references=("<primeira@aurora.example>", "<pergunta@aurora.example>"),
    date=datetime(2026, 11, 22, 17, 5, tzinfo=UTC),
    content=CONTENT,
    attachments=(),
    automatic="auto-replied",
)
NAMES = [
    "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
    "Auto-Submitted", "X-Auto-Response-Suppress", "MIME-Version", "Content-Type",
]  # fmt: skip
BREAKS = ["\r\n", "\r", "\n", "\v", "\f", "\x85", "\u2028", "\u2029", "\n\n", "\r\n\r\n"]


def read(mail: bytes) -> EmailMessage:
    return email.message_from_bytes(mail, policy=policy.default)


def text_of(mail: bytes, kind: str) -> str:
    part = read(mail).get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_a_letter_reads_back_as_it_was_written() -> None:
    mail = read(build(LETTER))
    assert mail.keys() == NAMES
    assert mail["Subject"] == CONTENT.subject
    assert mail["To"].addresses[0].display_name == "Conceição, Maria"
    assert mail["To"].addresses[0].addr_spec == "maria@aurora.example"
    assert mail["Date"].datetime == LETTER.date
    assert mail["References"] == "<primeira@aurora.example> <pergunta@aurora.example>"
    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == ("auto-replied", "All")
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert not mail.defects


def test_both_texts_come_through_whole() -> None:
    content = replace(CONTENT, text="Olá\n" + "é" * 3000 + "\nfim de linha \n.\n..\n", html="<p>" + "ação " * 900 + "</p>\n")
    mail = build(replace(LETTER, content=content))
    assert text_of(mail, "plain") == content.text
    assert text_of(mail, "html") == content.html


def test_every_line_ends_in_crlf_is_ascii_and_short() -> None:
    mail = build(replace(LETTER, attachments=(File("ação.bin", "image/png", bytes(range(256)) * 400),)))
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", mail)
    assert mail.isascii()
    assert max(len(line) for line in mail.split(b"\r\n")) <= 200


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert build(LETTER) == build(LETTER)


def test_attachments_come_back_byte_for_byte() -> None:
    content = bytes(range(256)) * 300
    files = (File("relatório de visita.pdf", "application/pdf", content), File("tela.png", "image/png", b""))
    mail = read(build(replace(LETTER, attachments=files)))
    assert mail.get_content_type() == "multipart/mixed"
    found = [(part.get_filename(), part.get_content_type(), part.get_payload(decode=True)) for part in mail.iter_attachments()]
    assert found == [("relatório de visita.pdf", "application/pdf", content), ("tela.png", "image/png", b"")]


@pytest.mark.parametrize("kind", ["message/rfc822", "multipart/mixed", "text/html\r\nBcc: x@y.example", "", "x/y", "text/html; charset=x"])
def test_a_type_that_could_do_harm_becomes_plain_bytes(kind: str) -> None:
    mail = read(build(replace(LETTER, attachments=(File("a.eml", kind, b"abc"),))))
    assert [part.get_content_type() for part in mail.iter_attachments()] == ["application/octet-stream"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ('a"; filename="b.exe', 'a"; filename="b.exe'),
        ("fatura\u202efdp.exe", "faturafdp.exe"),
        ("", "anexo"),
        ("a\r\nBcc: x@y.example", "a Bcc: x@y.example"),
        ("é" * 300 + ".pdf", "é" * 68 + ".pdf"),
        ("😀" * 300, "😀" * 80),
    ],
)
def test_file_names_are_cleaned_and_shortened(name: str, shown: str) -> None:
    raw = build(replace(LETTER, attachments=(File(name, "image/png", b"abc"),)))
    assert len(raw.split(b"filename*=")[-1].split(b"\r\n")[0]) < 998
    [part] = read(raw).iter_attachments()
    assert part.keys() == ["Content-Type", "Content-Transfer-Encoding", "Content-Disposition"]
    assert part.get_filename() == shown


@pytest.mark.parametrize("sign", BREAKS)
def test_no_line_break_of_any_kind_makes_a_header(sign: str) -> None:
    evil = f"oi{sign}Bcc: x@y.example{sign}"
    letter = replace(LETTER, content=replace(CONTENT, subject=evil), from_name=evil, to_name=evil)
    for one in (letter, replace(letter, attachments=(File(evil, evil, b""),))):
        raw = build(one)
        mail = read(raw)
        assert mail.keys() == NAMES
        assert "Bcc" not in [line.partition(":")[0] for line in raw.decode().splitlines()]
        assert mail["Subject"] == "oi Bcc: x@y.example"
        assert [a.addr_spec for a in mail["To"].addresses] == ["maria@aurora.example"]


@pytest.mark.parametrize(
    "subject",
    [
        "=?utf-8?Q?a=0D=0ABcc:_x@y.example?=",
        "Título com =?iso-8859-1?Q?=E9?= dentro",
        "a" * 120,
        "palavra " * 15,
        "ção " * 30,
        "😀" * 60,
        "",
        "a,b;c \t \"d\" <e@f> 'g' (h",
    ],
)
def test_a_subject_is_shown_as_it_was_written(subject: str) -> None:
    raw = build(replace(LETTER, content=replace(CONTENT, subject=subject)))
    assert read(raw)["Subject"] == " ".join(subject.split())
    lines = [line for line in raw.split(b"\r\n") if b"=?utf-8?B?" in line]
    assert all(len(line) <= 76 for line in lines)  # RFC 2047 section 2


@pytest.mark.parametrize(
    "name", ['José "Zé" \\ da Silva', "José, n <x@y.example>", "Silva, J. <x@y.example>", "ç" * 200, "João " * 18, "a@b.example"]
)
def test_a_display_name_never_becomes_an_address(name: str) -> None:
    mail = read(build(replace(LETTER, to_name=name)))
    [address] = mail["To"].addresses
    assert address.addr_spec == "maria@aurora.example"
    assert address.display_name.startswith(name[:12].strip())


def test_long_ids_stay_ids() -> None:
    long = "<" + "A1b2" * 30 + "@outlook.example>"
    mail = build(replace(LETTER, in_reply_to=long, references=(long,) * 3))
    assert f"In-Reply-To: {long}\r\n".encode() in mail
    assert f"References: {long}\r\n {long}\r\n {long}\r\n".encode() in mail


def test_what_a_stranger_wrote_as_id_is_left_out() -> None:
    bad = ("<a b@c>", "<a@c>\r\nBcc: x@y.example", "a@c", "<é@c>", "<" + "a" * 1000 + "@c>", "<[hash=@microsoft.example]>")
    mail = build(replace(LETTER, in_reply_to=bad[1], references=bad))
    assert b"In-Reply-To" not in mail
    assert b"References: <[hash=@microsoft.example]>\r\n" in mail


def test_a_long_thread_keeps_its_first_and_its_newest_ids() -> None:
    ids = tuple(f"<{n}@x.example>" for n in range(50))
    kept = cast("str", email.message_from_bytes(build(replace(LETTER, references=ids)))["References"]).split()
    assert kept == [ids[0], *ids[-19:]]


def test_the_record_s_head_rides_along() -> None:
    mail = read(build(replace(LETTER, registro="42 " + "f" * 64)))
    assert mail["X-Registro"] == "42 " + "f" * 64


def test_international_domains_become_ascii_and_local_parts_stay() -> None:
    raw = build(replace(LETTER, to_address="joão@ação.example"))
    assert "<joão@xn--ao-siap.example>".encode() in raw


@pytest.mark.parametrize(
    "change",
    [
        {"message_id": "sem sinais"},
        {"message_id": "<a@b>\r\nBcc: x@y.example"},
        {"registro": "a\r\nBcc: x@y.example"},
        {"registro": "ação"},
        {"to_address": "maria@aurora.example\r\nBcc: x@y.example"},
        {"to_address": "maria@aurora.example, x@y.example"},
        {"reply_to": ""},
        {"from_address": "a@b@c"},
        {"automatic": "no"},
        {"date": datetime(2026, 11, 22, 17, 5)},  # noqa: DTZ001 -- the fault under test
    ],
)
def test_an_unfit_value_of_ours_stops_the_letter(change: dict[str, object]) -> None:
    with pytest.raises(HeaderError):
        build(replace(LETTER, **change))  # type: ignore[arg-type] # wrong on purpose

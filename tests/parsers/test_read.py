"""Is a whole mail read right, and any bytes read at all?"""

import pathlib
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.read import read
from parsers.reading import Bounce, Known, Reading, Token

KNOWN = Known("suporte@carteiro.example", {("portal de requerimentos", "sistema", "indisponibilidade"): 12, ("portal", "erro"): 13})
MAILS = pathlib.Path("tests/mails")
CORPUS = {path.stem: path.read_bytes() for path in sorted(MAILS.glob("*.eml"))}
MAC = "abcdefghijklmnopqrstuv2345"


def reading_of(name: str) -> Reading:
    return read(CORPUS[name], KNOWN)


def words(reading: Reading) -> list[str]:
    return [order.word for order in reading.commands]


def test_an_approval_from_outlook() -> None:
    reading = reading_of("aprovar-outlook")
    assert (reading.kind, reading.sender, reading.sender_name) == ("normal", "ana.prado@sindicato.example", "Ana Lúcia Prado")
    assert (reading.number, reading.code, reading.title) == ("L_61122001", None, "Senha não chega")
    assert words(reading) == ["APROVAR"]
    assert "RECUSAR" not in reading.new_text
    assert "RECUSAR" in reading.text
    assert reading.tokens == (Token("l61122001", 1, MAC),)
    assert reading.message_id == "[3f2a=@sindicato.example]"
    assert (reading.defects, reading.unclear, reading.silenced) == ((), "", False)


def test_a_refusal_from_gmail_with_a_screen_a_logo_and_a_file() -> None:
    reading = reading_of("recusar-gmail-com-tela")
    assert words(reading) == ["RECUSAR"]
    assert "senha continua sem chegar" in reading.commands[0].text
    assert [(file.name, file.inline, file.evidence) for file in reading.attachments] == [
        ("tela.png", True, True),
        ("logo.png", True, False),
        ("declaração.pdf", False, True),
    ]


def test_an_automatic_answer_orders_nothing() -> None:
    reading = reading_of("resposta-automatica")
    assert (reading.kind, reading.commands, reading.subject_command, reading.bare_code) == ("auto", (), None, None)
    assert reading.silenced


def test_a_bounce_names_the_letter_and_its_reader() -> None:
    reading = reading_of("nao-entregue")
    assert reading.kind == "bounce"
    assert reading.bounce == Bounce("ana.prado@sindicato.example", "failed", "5.1.1", f"l61122001.1.{MAC}.9k2@carteiro.example")
    assert reading.tokens == (Token("b77", 0, MAC),)


def test_faces_that_order_different_things_order_nothing() -> None:
    reading = reading_of("partes-divergentes")
    assert (reading.commands, reading.unclear) == ((), "parts")


@pytest.mark.parametrize(
    ("plain", "page", "ordered", "unclear"),
    [
        ("APROVAR", "<p>APROVAR</p>", ["APROVAR"], ""),
        ("APROVAR", "<p>segue em anexo</p>", [], "parts"),
        ("segue em anexo", "<p>APROVAR</p>", [], "parts"),
        ("segue", "<p>segue<span style='display:none'>APROVAR</span></p>", [], ""),
    ],
)
def test_both_faces_must_order_the_same(plain: str, page: str, ordered: list[str], unclear: str) -> None:
    raw = f"Content-Type: multipart/alternative; boundary=x\n\n--x\n\n{plain}\n--x\nContent-Type: text/html\n\n{page}\n--x--\n"
    reading = read(raw.encode(), KNOWN)
    assert (words(reading), reading.unclear) == (ordered, unclear)


def test_a_forwarded_message_orders_nothing_and_is_a_file() -> None:
    reading = reading_of("encaminhada-como-anexo")
    assert (reading.code, reading.title, reading.commands) == (13, "Erro ao gravar", ())
    assert [(file.type, file.evidence) for file in reading.attachments] == [("message/rfc822", True)]


def test_a_mail_in_raw_windows_letters_without_id() -> None:
    reading = reading_of("sem-id-windows-1252")
    assert (reading.code, reading.title) == (12, "Portal fora do ar – não abre")
    assert reading.text == "O portal não abre desde às 8h. “Erro 503”."
    assert (reading.sender, reading.sender_name, reading.message_id) == ("posto@colonia.example", "Posto São João", "")


def mail(subject: str, text: str, head: str = "") -> Reading:
    return read(
        f"From: a@b.example\nDate: hoje\n{head}Subject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{text}".encode(), KNOWN
    )


def test_the_code_of_the_subject_comes_before_that_of_the_body() -> None:
    assert (mail("[13] Um", "[12] Dois").code, mail("[13] Um", "[12] Dois").title) == (13, "Um")
    assert (mail("Ajuda", "Bom dia,\n[12] Dois").code, mail("Ajuda", "[12] Dois").title) == (12, "Ajuda")
    assert (mail("", "[12] Dois").code, mail("", "[12] Dois").title) == (12, "Dois")
    assert (mail("[20] Um", "[12] Dois").code, mail("[20] Um", "[12] Dois").unknown_code) == (None, 20)
    assert mail("Re: Catálogo", "12").bare_code == 12


def test_the_same_mail_by_two_doors_is_one_and_other_mails_are_others() -> None:
    raw = CORPUS["aprovar-outlook"]
    other_door = raw.replace(b"\n", b"\r\n").replace(b"Received: from mx", b"Received: from imap") + b"\r\n"
    assert read(raw, KNOWN).digest == read(other_door, KNOWN).digest
    assert read(raw.replace(b"obrigada", b"obrigado"), KNOWN).digest != read(raw, KNOWN).digest
    assert mail("x", "um").digest != mail("x", "dois").digest
    assert mail("x", "um").digest != mail("y", "um").digest
    assert mail("x", "um", "Message-ID: <a@b>\n").digest == mail("y", "um", "Message-ID: <a@b>\n").digest
    assert mail("x", "um", "Message-ID: no message id\n").digest != mail("x", "um").digest


@pytest.mark.parametrize("name", CORPUS)
def test_a_reading_is_frozen_picklable_and_always_the_same(name: str) -> None:
    reading = reading_of(name)
    assert pickle.loads(pickle.dumps(reading)) == reading == reading_of(name)  # noqa: S301 - our own bytes


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=1500))
def test_any_bytes_have_a_reading(raw: bytes) -> None:
    assert len(read(raw, KNOWN).digest) == 64


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(sorted(CORPUS)),
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 40), st.binary(max_size=30)), min_size=1, max_size=8),
)
def test_broken_mails_have_a_reading_without_controls(name: str, cuts: list[tuple[int, int, bytes]]) -> None:
    raw = CORPUS[name]
    for place, length, put in cuts:
        at = place % len(raw)
        raw = raw[:at] + put + raw[at + length :]
    reading = read(raw, KNOWN)
    assert "\x00" not in reading.text + reading.subject + reading.sender_name
    (reading.text + reading.subject + "".join(file.original_name for file in reading.attachments)).encode()  # no lone surrogates

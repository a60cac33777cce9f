"""Does what looks like a decision to a hasty eye decide, and what costs much come through in time?"""

import time

import pytest

from parsers.keyword import command
from parsers.read import read
from parsers.reading import Known

KNOWN = Known("suporte@carteiro.example", {})
HEAD = b"From: ana@aabm.example\nSubject: Re: [L_61122001] x\nContent-Type: text/%b; charset=utf-8\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "☐ Aprovado",
        "✗ Aprovado",
        "Aprovado 🙄",
        "Aprovado ☹",
        "Aprovado\nFunciona em partes",
        "Aprovado\nSatisfação nula",
        "Aprovado\nvaleu por piorar",
        "Aprovado\nSQN",
        "RECUSADO pelo sistema: acesso negado",
        "RECUSADO PELO INSS",
        "O acesso foi recusado.\nRecusado por quê",
    ],
)
def test_a_doubt_decides_nothing(text: str) -> None:
    assert command.read(text).commands == ()


@pytest.mark.parametrize("page", ["<p></p>", "<img src='https://a.example/x.png'>", "<p hidden>Aprovado</p>"])
def test_a_page_that_shows_no_word_speaks_against_the_text_beside_it(page: str) -> None:
    mail = (
        "From: ana@aabm.example\nSubject: Re: [L_61122001] x\nContent-Type: multipart/alternative; boundary=b\n\n"
        f"--b\nContent-Type: text/plain\n\nAprovado\n--b\nContent-Type: text/html\n\n{page}\n--b--\n"
    )
    reading = read(mail.encode(), KNOWN)
    assert (reading.commands, reading.unclear) == ((), "parts")


@pytest.mark.parametrize("field", ["X: y\rFrom: bia@b.example", "Subject: y\r from : bia@b.example", "X: y\r\rz"])
def test_a_carriage_return_alone_may_show_others_another_author(field: str) -> None:
    mail = f"{field}\r\nFrom: ana@aabm.example\r\nTo: suporte@carteiro.example\r\n\r\noi\r\n"
    assert read(mail.encode(), KNOWN).sender == ""


@pytest.mark.parametrize(
    "text", ["😢 Recuso, o erro continua", "Recusado pelos motivos abaixo:\no erro continua", "Recuso pelo sistema fora do ar"]
)
def test_a_refusal_may_show_its_face(text: str) -> None:
    assert [order.word for order in command.read(text).commands] == ["RECUSAR"]


def test_an_approval_may_name_where_the_solution_stands() -> None:
    assert [order.word for order in command.read("Aprovo a solução apresentada no chamado L_61122001.").commands] == ["APROVAR"]


@pytest.mark.parametrize(
    ("kind", "text"), [(b"html", b'<a href="http://a.example">b' * 40_000), (b"plain", b"RECUSAR a\n" + b"Ana\n" * 250_000)]
)
def test_a_megabyte_takes_less_than_a_second(kind: bytes, text: bytes) -> None:
    started = time.process_time()
    read(HEAD % kind + text, KNOWN)
    assert time.process_time() - started < 1


@pytest.mark.parametrize("label", ["Hora", "Horário", "Horário do erro"])
def test_a_form_with_an_hour_of_its_own_is_no_header(label: str) -> None:
    form = f"De: Ana\nPara: Suporte\nData: 10/05/2026\n{label}: 10:00\nAssunto: erro\n\nNão entro no sistema"
    assert read((HEAD % b"plain") + form.encode(), KNOWN).new_text == form

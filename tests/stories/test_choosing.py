"""Which subject is it? The list that answers a mail without code: the likeliest three first, then all (rules.md, Subject)."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.world import ANA, MARIA, PNG, Letter, World

FIRST, ALL = "PARECE SER", "TODOS OS ASSUNTOS"


def asked(world: World, subject: str, body: str = "", **more: object) -> Letter:
    """The list that answers such a mail."""
    mail = world.mail_in(MARIA, subject, body, **more)  # type: ignore[arg-type]
    world.work_off()
    assert world.outcome(mail) == "held-code"
    return world.last(MARIA)


def page(letter: Letter) -> str:
    part = letter.mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def likeliest(letter: Letter) -> list[int]:
    """The items above the whole list, the same in text and HTML."""
    above, found, below = letter.text.partition(ALL)
    if not found:
        assert FIRST not in letter.text
        assert "Parece ser" not in page(letter)
        return []
    assert len(re.findall(r"^\d+ - ", below, re.MULTILINE)) == 19
    listed = [int(code) for code in re.findall(r"^(\d+) - ", above, re.MULTILINE)]
    links = [parse_qs(urlsplit(unescape(link)).query)["body"][0] for link in re.findall(r'href="(mailto:[^"]*)"', page(letter))]
    assert [int(code) for code in links] == [*listed, *range(1, 20)]
    return listed


def test_the_three_likeliest_come_first_each_a_button_that_opens_the_ticket(world: World) -> None:
    letter = asked(world, "Portal fora do ar", "Não consigo acessar desde cedo.", files={"tela.png": PNG})
    assert likeliest(letter)[0] == 12
    assert len(likeliest(letter)) == 3
    assert letter.text.index(FIRST) < letter.text.index(ALL)
    world.reply(letter, "12")
    world.work_off()
    assert world.ticket().code == 12


def test_what_tells_of_nothing_gets_the_whole_list_and_no_guess(world: World) -> None:
    letter = asked(world, "Olá", "Segue em anexo conforme combinado.")
    assert likeliest(letter) == []
    assert all(letter.says(f"{code} - ") for code in range(1, 20))


def test_an_unknown_code_beside_a_path_leads_to_the_path(world: World) -> None:
    letter = asked(world, "[20] PORTAL DE REQUERIMENTOS > SISTEMA > LENTIDÃO: travando", "Tudo devagar.")
    assert letter.says("número 20, que não existe")
    assert likeliest(letter)[0] == 14


def test_an_answer_in_words_is_taken_into_account(world: World) -> None:
    letter = asked(world, "Olá", "Preciso de um favor.")
    answer = world.reply(letter, "É sobre a minha senha, que foi bloqueada.")
    world.work_off()
    assert world.outcome(answer) == "asked-again"
    assert likeliest(world.last(MARIA))[0] == 18
    world.reply(world.last(MARIA), "18")
    world.work_off()
    assert (world.ticket().code, world.ticket().title) == (18, "Olá")


def test_what_must_be_checked_before_is_said_for_what_is_likely(world: World) -> None:
    letter = asked(world, "Portal fora do ar", "Não abre desde cedo.")
    assert letter.says(
        "CONFIRA ANTES DE PEDIR", "Assunto 12: Anexe as telas de erro", "o cadastro do representante está ativo no GERID/GID?"
    )
    assert letter.text.index("CONFIRA ANTES") < letter.text.index(ALL)
    assert not asked(world, "Elogio à equipe", "Parabéns a todos.").says("CONFIRA ANTES")


def test_the_catalogue_asked_for_shows_each_check_once(world: World) -> None:
    """rules.md, Evidence: the checklists of 12 and 16, also in the catalogue letter."""
    world.mail_in(MARIA, "CATÁLOGO", "")
    world.work_off()
    letter = world.last(MARIA)
    assert letter.says(
        "Assuntos 12, 16: Cadastradores externos, verifiquem antes", "Assunto 16: Se a pessoa representa mais de uma entidade"
    )
    assert (
        " ".join(letter.text.split()).count("GID Externo estão no prazo") == unescape(page(letter)).count("GID Externo estão no prazo") == 1
    )
    assert not letter.says(FIRST)


@pytest.mark.parametrize("text", ["O benefício foi indeferido.", "Qual o andamento do requerimento da dona Maria?"])
def test_who_asks_for_recognition_of_rights_hears_where_to_go_and_may_still_choose(world: World, text: str) -> None:
    letter = asked(world, "Aposentadoria", text)
    organization = world.tools.rules.catalog.organization
    for told in (" ".join(letter.text.split()), " ".join(unescape(page(letter)).split())):
        assert organization.out_of_scope in told
        assert organization.other_channel in told
    assert all(letter.says(f"{code} - ") for code in range(1, 20))
    world.reply(letter, "11")
    world.work_off()
    assert world.letters(ANA)


def test_who_asks_for_something_else_is_not_sent_away(world: World) -> None:
    assert not asked(world, "Portal fora do ar", "Não abre desde cedo.").says("Não é deste canal", "135")

"""What does a technician hear of a ticket of one's own? What the entity hears, and nothing of what the colleagues say among themselves."""

import pytest

from tests.stories.handed import write
from tests.world import ANA, CARLOS, MARIA, PNG, Letter, World

SECRET = "Acho que foi ela mesma quem errou."


@pytest.fixture
def given(world: World) -> Letter:
    """A ticket of Ana's, who is a representative too, at her own group: Carlos' letter."""
    world.change(ANA, profile=frozenset({"tecnico", "gestor"}), entities=world.person(MARIA).entities)
    world.mail_in(ANA, "[12] Portal fora do ar", "Não abre.", files={"tela.png": PNG})
    world.work_off()
    return world.last(CARLOS)


def test_she_gets_the_receipt_and_her_colleagues_get_the_ticket(world: World, given: Letter) -> None:
    assert given.says("Não abre.")
    assert [letter.says("O número do chamado é") for letter in world.letters(ANA)] == [True]


@pytest.mark.parametrize("order", ["NOTA\n", "ASSUMIR\n", "INCIDENTE\n"])
def test_a_note_is_not_for_her(world: World, given: Letter, order: str) -> None:
    write(world, given, order + SECRET, files={"nota.png": PNG})
    assert len(world.letters(ANA)) == 1


def test_the_history_under_an_answer_holds_no_note(world: World, given: Letter) -> None:
    write(world, given, f"NOTA\n{SECRET}")
    write(world, given, "SOLUCIONAR\nVoltou.")
    assert world.last(ANA).says("Voltou.")
    assert not world.letters(ANA, about="errou")


def test_what_she_adds_reaches_her_colleagues_and_not_herself(world: World, given: Letter) -> None:
    before = len(world.relay.letters)
    world.reply(world.last(ANA), "Continua fora do ar.")
    world.work_off()
    assert given.to in {letter.to for letter in world.relay.letters[before:]}
    assert ANA not in {letter.to for letter in world.relay.letters[before:]}


@pytest.mark.usefixtures("given")
def test_a_merged_ticket_brings_her_no_file_of_her_colleagues(world: World) -> None:
    world.mail_in(MARIA, "[12] Portal caiu", "Não abre aqui.", files={"caiu.png": PNG})
    world.work_off()
    number = world.ticket().number
    own = next(n for n in ("L_61123001", "L_61123002") if n != number)
    assert write(world, world.letters(CARLOS, about=number)[-1], f"MESCLAR {own}\n{SECRET}", files={"nota.png": PNG}) == "merged"
    assert not world.letters(ANA, about="errou")
    assert not any("nota.png" in letter.files for letter in world.letters(ANA))


def test_nobody_is_given_the_own_ticket(world: World, given: Letter) -> None:
    assert write(world, given, f"ATRIBUIR {ANA}") == "not-possible"
    assert world.last(CARLOS).says("Foi Ana Lúcia Barros quem abriu este chamado")
    assert world.ticket().technician == ""

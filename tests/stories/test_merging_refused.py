"""Which two tickets cannot become one, and in which words is it said? MESCLAR that changes nothing."""

import pytest

from tests.stories.handed import MARCOS, write
from tests.stories.merged import A, B, C, leads, moves, opened, two_of_one
from tests.world import ANA, CARLOS, CONCEICAO, JOAO, MARIA, PAULO, Letter, World


@pytest.fixture
def two(world: World) -> tuple[Letter, Letter]:
    """A of Maria, B of João."""
    return two_of_one(world)


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("MESCLAR", "A ordem não diz com qual chamado"),
        ("MESCLAR com o outro", "A ordem não diz com qual chamado"),
        ("MESCLAR L_61123999", "Não encontramos um chamado L_61123999"),
        (f"MESCLAR {A}", "O número é o deste mesmo chamado."),
    ],
)
def test_what_it_does_not_name_is_said(world: World, two: tuple[Letter, Letter], order: str, words: str) -> None:
    assert write(world, two[0], order) == "not-possible"
    assert world.last(ANA).says(words)
    assert world.ticket(A).status == "assigned"


def test_a_closed_one_takes_no_other_and_the_merged_one_says_where_it_went(world: World, two: tuple[Letter, Letter]) -> None:
    third = opened(world)
    write(world, two[0], f"MESCLAR {B}")
    assert write(world, third, f"MESCLAR {A}") == "not-possible"
    assert world.last(ANA).says(f"O chamado {A} já foi juntado ao {B}.", f"MESCLAR {B}")
    write(world, two[0], f"MESCLAR {B}")
    assert world.last(ANA).says("Os dois chamados já estão juntos.")
    write(world, world.letters(JOAO)[0], "CANCELAR")
    assert write(world, third, f"MESCLAR {B}") == "not-possible"
    assert world.last(ANA).says(f"O chamado {B} já está fechado.", "Só dá para juntar este a um chamado aberto.")
    assert write(world, two[0], f"MESCLAR {C}") == "after-closing"


def test_another_entity_stays_apart(world: World, two: tuple[Letter, Letter]) -> None:
    """Even for a technician of both groups."""
    world.change(ANA, groups=("21150.SR-1", "21150.SR-3"))
    opened(world, CONCEICAO, "[11] Também fora do ar", "Segredo da associação.")
    assert write(world, two[0], f"MESCLAR {C}") == "not-possible"
    assert world.last(ANA).says("Os dois chamados são de entidades diferentes")


def test_a_ticket_of_another_group_is_as_good_as_none(world: World, two: tuple[Letter, Letter]) -> None:
    write(world, two[1], "TRANSFERIR 21150.SR-3")
    assert write(world, two[0], f"MESCLAR {B}") == "not-possible"
    assert world.last(ANA).says(f"Não encontramos um chamado {B} em que você possa trabalhar.")
    assert moves(world, B)[-1] == "transfer"


def test_whoever_had_the_old_one_and_may_not_see_the_new_is_told_so(world: World, two: tuple[Letter, Letter]) -> None:
    world.change(ANA, groups=("21150.SR-1", "21150.SR-3"))
    write(world, two[1], "TRANSFERIR 21150.SR-3")
    assert write(world, two[0], f"MESCLAR {B}") == "merged"
    assert world.last(PAULO).says("juntou a este chamado", "O portal não abre.")
    assert write(world, world.last(CARLOS), "SOLUCIONAR\nFeito.") == "not-theirs"
    assert world.last(CARLOS).says("Esse chamado foi juntado a outro, que não está com você.")
    assert world.ticket(B).status == "assigned"


@pytest.mark.parametrize(("first", "second", "outcome"), [(MARIA, MARIA, "merged"), (MARIA, JOAO, "not-possible")])
def test_confidential_ones_are_one_persons(world: World, first: str, second: str, outcome: str) -> None:
    notice = opened(world, first, "[1] Denúncia")
    opened(world, second, "[1] Denúncia")
    assert write(world, notice, f"MESCLAR {B}") == outcome
    if outcome == "not-possible":
        assert world.last(ANA).says("Um chamado sigiloso só pode ser juntado")


@pytest.mark.parametrize("secret_first", [True, False])
def test_a_confidential_one_is_no_part_of_an_open_one(world: World, secret_first: bool) -> None:
    notice = opened(world, MARIA, "[1] Denúncia" if secret_first else "[11] Portal")
    opened(world, MARIA, "[11] Portal" if secret_first else "[1] Denúncia")
    assert write(world, notice, f"MESCLAR {B}") == "not-possible"
    assert world.last(ANA).says("Um chamado sigiloso só pode ser juntado")


def test_one_that_leads_an_incident_takes_and_is_not_taken(world: World, two: tuple[Letter, Letter]) -> None:
    leads(world, A)
    assert write(world, two[0], f"MESCLAR {B}") == "not-possible"
    assert world.last(ANA).says("Este chamado lidera um incidente", f"na conversa do chamado {B}, escreva MESCLAR {A}")
    leads(world, B)
    assert write(world, two[0], f"MESCLAR {B}") == "not-possible"
    assert world.last(ANA).says("Cada um dos dois chamados lidera um incidente")


def test_a_supervisor_and_a_representative_merge_nothing(world: World, two: tuple[Letter, Letter]) -> None:
    assert write(world, two[0], f"MESCLAR {B}", sender=MARCOS) == "not-available"
    assert write(world, world.letters(MARIA)[0], f"MESCLAR {B}") == "commented"
    assert [world.ticket(n).status for n in (A, B)] == ["assigned", "assigned"]

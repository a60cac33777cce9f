"""TRANSFERIR, several orders in one mail, and what supervisors and representatives may order of these."""

import pytest

from tests.stories.handed import MARCOS, SILVIA, TEREZA, heard, opened, write
from tests.world import ANA, CARLOS, MARIA, PAULO, PNG, World


@pytest.mark.parametrize(
    "order",
    ["TRANSFERIR 21150.sr-3", "transferir para o grupo 21150.SR-3", "TRANSFERIR ATENDIMENTO AS ENTIDADES - superintendencia regional sul"],
)
def test_another_group_gets_the_whole_ticket(world: World, order: str) -> None:
    notice = opened(world)
    write(world, notice, "ASSUMIR")
    write(world, notice, "NOTA: parece o cache")
    due = world.ticket().solution_due_at
    before = len(world.relay.letters)
    assert write(world, world.last(CARLOS), f"{order}\nÉ da regional deles.") == "transferred"
    ticket = world.ticket()
    assert (ticket.group, ticket.technician, ticket.status, ticket.solution_due_at) == ("21150.SR-3", "", "assigned", due)
    assert heard(world, before) == sorted([CARLOS, ANA, PAULO, TEREZA]), "the representative is told nothing: groups are internal"
    for member in (PAULO, TEREZA):
        got = world.last(member)
        assert got.says(
            "Carlos Eduardo Pinto transferiu o chamado L_61123001 para o grupo",
            "É da regional deles.",
            "O portal não abre",
            "parece o cache",
        )
        assert got.files == {"tela.png": PNG}
    assert world.last(ANA).says("transferiu o chamado L_61123001 a outro grupo", "Quem responde daqui em diante é o grupo 21150.SR-3")
    assert world.last(CARLOS).says("O chamado foi para o grupo 21150.SR-3", "Quem responde daqui em diante")
    assert write(world, notice, "Ainda posso?") == "not-theirs"
    assert write(world, world.last(PAULO), "ASSUMIR") == "taken"


def test_transferred_and_given_to_a_person_in_one_mail(world: World) -> None:
    notice = opened(world)
    assert write(world, notice, f"TRANSFERIR 21150.SR-3\nNOTA: já vi o cache\nATRIBUIR {PAULO}") == "assigned"
    assert (world.ticket().group, world.ticket().technician) == ("21150.SR-3", world.person(PAULO).id)
    assert world.last(PAULO).says("atribuiu a você", "já vi o cache")
    assert world.last(ANA).says("O chamado foi para o grupo 21150.SR-3", "O chamado agora está com Paulo Roberto Dias")


def test_a_ticket_given_away_is_not_answered_in_the_same_mail(world: World) -> None:
    notice = opened(world)
    before = len(world.letters(MARIA))
    write(world, notice, "TRANSFERIR 21150.SR-3\nSOLUCIONAR\nFeito.")
    assert (world.ticket().group, world.ticket().status) == ("21150.SR-3", "assigned")
    assert world.last(ANA).says("O chamado foi para o grupo", "não foi feito", "O chamado agora é do grupo 21150.SR-3")
    assert len(world.letters(MARIA)) == before


def test_a_note_for_the_next_and_a_word_to_the_entity_share_no_files(world: World) -> None:
    notice = opened(world)
    assert write(world, notice, "ASSUMIR\nfoi o estagiário\nSOLUCIONAR\nFeito.", files={"painel.png": PNG}) == "unclear"
    assert write(world, notice, "ASSUMIR\nSOLUCIONAR\nFeito.", files={"certificado.png": PNG}) == "solved"
    assert "certificado.png" in world.last(MARIA).files


def test_a_supervisor_hands_on_for_the_own_groups(world: World) -> None:
    notice = opened(world)
    assert write(world, notice, f"ATRIBUIR {CARLOS}\nA Ana está de férias.", sender=MARCOS) == "assigned"
    assert world.ticket().technician == world.person(CARLOS).id
    assert world.last(CARLOS).says("Marcos Vinícius Teles atribuiu a você", "A Ana está de férias.")
    assert world.last(MARCOS).says("O chamado agora está com Carlos Eduardo Pinto", "chega só à equipe")
    assert write(world, notice, "TRANSFERIR 21150.SR-3", sender=MARCOS) == "transferred"
    assert world.last(CARLOS).says("transferiu o chamado L_61123001 a outro grupo")
    assert world.last(MARCOS).says("Quem responde daqui em diante é o grupo 21150.SR-3")
    assert write(world, notice, "TRANSFERIR 21150.SR-1", sender=MARCOS) == "not-theirs"
    assert write(world, world.last(PAULO), "TRANSFERIR 21150.SR-1", sender=SILVIA) == "transferred"


@pytest.mark.parametrize("order", ["ASSUMIR", "RECLASSIFICAR 13", "SOLUCIONAR\nFeito."])
def test_a_supervisor_does_not_work_on_tickets(world: World, order: str) -> None:
    notice = opened(world)
    assert write(world, notice, order, sender=MARCOS) == "not-available"
    assert world.last(MARCOS).says("Você pode escrever ATRIBUIR e o e-mail de um técnico do grupo, ou TRANSFERIR")
    assert write(world, notice, f"A Ana saiu.\nATRIBUIR: {CARLOS}", sender=MARCOS) == "unclear"
    assert not world.ticket().technician


def test_a_representative_hands_on_nothing(world: World) -> None:
    opened(world)
    for text in ("ASSUMIR", f"ATRIBUIR {CARLOS}", "TRANSFERIR 21150.SR-3", "RECLASSIFICAR 13"):
        assert write(world, world.last(MARIA), text) == "commented"
    assert (world.ticket().technician, world.ticket().group, world.ticket().code) == ("", "21150.SR-1", 12)


def test_a_refused_solution_of_another_group_goes_to_the_group_that_has_it(world: World) -> None:
    notice = opened(world)
    write(world, notice, "SOLUCIONAR\nFeito.")
    world.clock.at = world.clock.at.replace(minute=5)
    solution = world.last(MARIA)
    write(world, solution, "RECUSAR: ainda há erro")
    assert world.ticket().technician == world.person(ANA).id
    assert write(world, notice, "TRANSFERIR 21150.SR-3") == "transferred"
    assert world.ticket().technician == ""
    assert world.last(PAULO).says("ainda há erro", "Feito.")

"""RECLASSIFICAR: the right item, its group and its targets, and what stays confidential."""

from datetime import timedelta

from tests.stories import writing
from tests.stories.handed import HELENA, MARCOS, SILVIA, TEREZA, heard, opened, write
from tests.world import ANA, CARLOS, JOAO, MARIA, PAULO, World


def test_a_corrected_item_keeps_the_number_and_the_representative_is_told(world: World) -> None:
    notice = opened(world)
    number, before = world.ticket().number, len(world.relay.letters)
    write_ = write(world, notice, "RECLASSIFICAR 18\nÉ só a senha.")
    ticket = world.ticket()
    assert (write_, ticket.number, ticket.code, ticket.group, ticket.confidential) == ("reclassified", number, 18, "21150.SR-1", False)
    targets = world.tools.rules.catalog.item(18).targets
    after = world.tools.rules.calendar.office_hours_after
    assert ticket.solution_due_at == after(ticket.opened_at, targets.solution)
    assert ticket.first_answer_due_at == after(ticket.opened_at, targets.first_answer)
    assert heard(world, before) == sorted([ANA, CARLOS, HELENA, MARIA])
    assert world.last(MARIA).says("A equipe corrigiu o assunto", "Agora é: 18 -", "Antes era: 12 -", "nunca envie senhas")
    assert not world.last(MARIA).says("É só a senha.")
    assert world.last(CARLOS).says("corrigiu o assunto do chamado", "É só a senha.")
    assert world.last(ANA).says("O assunto agora é 18 -", "O representante foi avisado")


def test_an_item_of_another_group_takes_the_ticket_there(world: World) -> None:
    routed(world)
    notice = opened(world)
    write(world, notice, "ASSUMIR")
    before = len(world.relay.letters)
    assert write(world, notice, "RECLASSIFICAR 5") == "reclassified"
    assert (world.ticket().group, world.ticket().technician) == ("21150.SR-3", "")
    assert heard(world, before) == sorted([ANA, MARIA, PAULO, TEREZA])
    assert world.last(PAULO).says(
        "corrigiu o assunto do chamado L_61123001, que passou ao grupo 21150.SR-3", "O portal não abre desde cedo."
    )
    assert world.last(ANA).says("Por causa do novo assunto, o chamado foi para o grupo 21150.SR-3")


def test_what_was_handed_on_stays_where_it_is_if_both_items_have_the_same_group(world: World) -> None:
    write(world, opened(world), "TRANSFERIR 21150.SR-3")
    write(world, world.last(PAULO), "RECLASSIFICAR 13")
    assert (world.ticket().group, world.ticket().code) == ("21150.SR-3", 13)


def routed(world: World) -> None:
    """Item 5 is answered by 21150.SR-3 for everybody."""
    writing.with_route(world, 5, "21150.SR-3")


def test_a_denuncia_stays_confidential_whatever_it_becomes(world: World) -> None:
    write(world, opened(world, "[1] Desvio na entidade"), "RECLASSIFICAR 3")
    assert (world.ticket().code, world.ticket().confidential) == (3, True)
    assert world.last(MARIA).says("Este chamado é sigiloso")
    assert write(world, world.last(ANA), "Ver?", sender=JOAO) == "not-theirs"
    assert write(world, world.last(ANA), "TRANSFERIR 21150.SR-3", sender=MARCOS) == "not-theirs"
    write(world, world.last(ANA), "TRANSFERIR 21150.SR-3")
    assert world.last(PAULO).says("ATENÇÃO: chamado sigiloso")
    assert not world.letters(SILVIA), "the supervisors see the count only"


def test_what_becomes_a_denuncia_is_confidential_from_then_on(world: World) -> None:
    notice = opened(world, "[3] Reclamação")
    write(world, notice, "Vou ver.", sender=MARCOS)
    write(world, notice, "RECLASSIFICAR 1")
    assert world.ticket().confidential
    before = len(world.relay.letters)
    assert write(world, notice, "E agora?", sender=MARCOS) == "not-theirs"
    assert write(world, world.last(MARIA), "E agora?", sender=JOAO) == "not-theirs"
    assert heard(world, before) == sorted([JOAO, MARCOS])


def test_nobody_stands_in_for_an_opener_who_left_once_it_is_confidential(world: World) -> None:
    notice = opened(world, "[3] Reclamação")
    world.change(MARIA, entities=())
    before = len(world.relay.letters)
    assert write(world, notice, "RECLASSIFICAR 1\nSOLUCIONAR\nFoi apurado.") == "reclassified"
    assert world.ticket().status == "assigned", "no days run for a solution that nobody may read"
    assert world.last(ANA).says("não foi feito", "não está mais no cadastro")
    assert JOAO not in heard(world, before)


def test_the_hours_of_a_pause_stay_added(world: World) -> None:
    write(world, opened(world, "[11] Erro"), "PENDENTE\nQual?")
    world.later(hours=3)
    write(world, world.last(MARIA), "Este.", sender=MARIA)
    ticket = world.ticket()
    write(world, world.last(ANA), "RECLASSIFICAR 15")
    hours = world.tools.rules.calendar.office_hours_between(ticket.opened_at, world.ticket().solution_due_at or ticket.opened_at)
    assert hours == timedelta(hours=world.tools.rules.catalog.item(15).targets.solution + 3)
    write(world, world.last(ANA), "RECLASSIFICAR 11")
    assert world.ticket().solution_due_at == ticket.solution_due_at, "back again, as if nothing had been corrected"

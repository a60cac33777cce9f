"""How does an incident end, and what becomes of those that joined? Taken back, refused, handed on, closed; nobody is forgotten."""

from datetime import timedelta

import pytest

from storage.tables import Inbound
from tests.stories.handed import HELENA, MARCOS, TEREZA
from tests.stories.incidents import about, ask, count, gathered, led, order, states
from tests.world import ANA, CARLOS, CONCEICAO, MARIA, PAULO, RITA, World


def test_desfazer_takes_back_every_solution_that_nobody_answered(world: World) -> None:
    lead, other, second = gathered(world)
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    world.later(minutes=5)
    world.reply(about(world, second, MARIA)[-1], "APROVAR")
    world.work_off()
    assert order(world, lead, "DESFAZER") == "undone"
    assert states(world, lead, other, second) == ["assigned", "assigned", "closed"]
    assert world.last(ANA).says("retirada também dos outros chamados", "(1)")
    assert about(world, other, RITA)[-1].says("retirou")
    assert (world.ticket(other).solved_at, world.ticket(other).deadline_at, world.ticket(other).solver) == (None, None, "")
    world.reply(about(world, other, RITA)[1], "APROVAR")
    world.work_off()
    assert world.ticket(other).status == "assigned"
    assert world.last(RITA).says("A equipe retirou essa solução")


def test_desfazer_comes_to_none_who_answered_before(world: World) -> None:
    """Who approved before it was taken back has approved, however late the mail is read."""
    lead, other, _ = gathered(world)
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    world.later(minutes=5)
    mail = world.reply(about(world, other, RITA)[-1], "APROVAR")
    with world.tools.database.writing() as session:
        session.get_one(Inbound, mail).due_at = world.clock.at + timedelta(minutes=10)
    world.clock.at += timedelta(seconds=1)
    assert order(world, lead, "DESFAZER") == "undone"
    assert states(world, lead, other) == ["assigned", "solved"]
    world.later(minutes=11)
    world.later(minutes=2)
    assert (world.outcome(mail), world.ticket(other).outcome) == ("approved", "approved")


def test_after_desfazer_the_next_solution_goes_to_all_again(world: World) -> None:
    lead, other, second = gathered(world)
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    assert order(world, lead, "DESFAZER\n\nSOLUCIONAR\nVoltou de verdade.") == "solved"
    assert [(world.ticket(n).status, world.ticket(n).round) for n in (lead, other, second)] == [("solved", 2)] * 3
    assert about(world, other, RITA)[-1].says("Voltou de verdade.")


def test_a_solution_taken_back_in_the_same_mail_reaches_nobody(world: World) -> None:
    lead, other, _ = gathered(world)
    assert order(world, lead, "SOLUCIONAR\nO portal voltou.\n\nDESFAZER") == "undone"
    assert world.ticket(other).status == "assigned"
    assert not [x for x in world.letters(RITA) if x.says("voltou")]


def test_desfazer_on_one_that_joined_takes_back_only_that(world: World) -> None:
    lead, other, second = gathered(world)
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    assert order(world, other, "DESFAZER") == "undone"
    assert states(world, lead, other, second) == ["solved", "assigned", "solved"]


def test_one_solved_by_hand_is_left_alone(world: World) -> None:
    lead, other, second = gathered(world)
    assert order(world, other, "SOLUCIONAR\nO seu caso era a senha.", sender=CARLOS) == "solved"
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    assert [world.ticket(n).round for n in (lead, other, second)] == [1, 1, 1]
    assert world.ticket(other).solver == world.person(CARLOS).id
    assert not [x for x in world.letters(RITA) if x.says("O portal voltou.")]
    order(world, lead, "DESFAZER")
    assert states(world, lead, other, second) == ["assigned", "solved", "assigned"]


def test_a_colleague_who_has_one_of_them_is_told(world: World) -> None:
    lead, other, _ = gathered(world)
    order(world, other, "ASSUMIR", sender=CARLOS)
    before = len(world.letters(HELENA))
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    assert about(world, other, CARLOS)[-1].says("Ana Lúcia Barros enviou uma solução no chamado", other)
    assert world.ticket(other).technician == world.person(ANA).id
    assert len(world.letters(HELENA)) == before


@pytest.mark.parametrize("text", ["TRANSFERIR 21150.SR-3", "RECLASSIFICAR 13"])
def test_one_that_goes_elsewhere_leaves_the_incident(world: World, text: str) -> None:
    lead, other, second = gathered(world)
    order(world, other, text)
    assert world.ticket(other).incident == ""
    assert world.last(ANA).says("O chamado saiu do incidente de que fazia parte")
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    assert states(world, other, second) == ["assigned", "solved"]


@pytest.mark.parametrize("text", ["TRANSFERIR 21150.SR-3", "RECLASSIFICAR 13"])
def test_a_lead_that_goes_elsewhere_ends_it_and_the_group_gets_the_list(world: World, text: str) -> None:
    lead, other, second = gathered(world)
    order(world, lead, text)
    assert world.last(ANA).says("O incidente que o chamado", "terminou", "2 chamados", other, second)
    assert any(x.says("O incidente que este chamado liderava terminou.") for x in about(world, lead, ANA))
    assert world.last(CARLOS).says(other, second)
    assert world.ticket(ask(world, RITA)).incident == ""
    order(world, lead, "SOLUCIONAR\nO portal voltou.", sender=PAULO if "SR-3" in text else ANA)
    assert states(world, lead, other, second) == ["solved", "assigned", "assigned"]
    assert order(world, other, "INCIDENTE") == "leads", "one of them may lead now"
    assert order(world, second, f"INCIDENTE {other}") == "joined"


def test_a_lead_that_is_withdrawn_ends_it_and_the_group_gets_the_list(world: World) -> None:
    lead, other, second = gathered(world)
    world.mail_in(MARIA, f"Chamado {lead}", "CANCELAR")
    world.work_off()
    assert states(world, lead, other, second) == ["closed", "assigned", "assigned"]
    for member in (ANA, CARLOS, HELENA):
        assert about(world, other, member)[-1].says(f"O incidente que o chamado {lead} liderava terminou", second)
    assert count(world, "left") == 3
    assert not [x for x in world.letters(TEREZA) if x.says(other)]
    assert world.ticket(ask(world, RITA)).incident == ""


def test_what_an_incident_left_behind_is_late_by_itself(world: World) -> None:
    lead, first, second = gathered(world)
    order(world, lead, "CANCELAR", sender=MARIA)
    world.later(days=20)
    assert [about(world, n, MARCOS) != [] for n in (lead, first, second)] == [False, True, True]


def test_what_waits_for_its_lead_is_late_with_it(world: World) -> None:
    lead, first, second = gathered(world)
    world.later(days=20)
    assert [about(world, n, MARCOS) != [] for n in (lead, first, second)] == [True, False, False]


def test_an_approved_lead_ends_it_without_a_word_when_nobody_waits(world: World) -> None:
    lead, other, _ = gathered(world)
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    world.later(minutes=5)
    world.reply(about(world, lead, MARIA)[-1], "APROVAR")
    world.work_off()
    assert states(world, lead, other) == ["closed", "solved"]
    assert count(world, "left") == 0
    assert world.ticket(ask(world, RITA)).incident == ""


def test_a_refused_lead_goes_on_and_the_others_keep_what_they_have(world: World) -> None:
    lead, other, _ = gathered(world)
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    world.later(minutes=5)
    world.reply(about(world, lead, MARIA)[-1], "RECUSAR: ainda não")
    world.work_off()
    assert states(world, lead, other) == ["assigned", "solved"]
    third = ask(world, RITA)
    assert (world.ticket(third).incident, world.ticket(third).status) == (lead, "assigned")
    order(world, lead, "SOLUCIONAR\nAgora sim.")
    assert [world.ticket(n).round for n in (lead, other, third)] == [2, 2, 1]


def test_a_representative_who_left_leaves_the_solution_to_the_others_of_the_entity_or_to_nobody(world: World) -> None:
    lead, other, second = gathered(world)
    world.change(RITA, active=False)
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    assert states(world, lead, second) == ["solved", "solved"]
    # Antônio serves Rita's entity too.
    assert world.ticket(other).status == "solved"
    assert not [x for x in world.letters(RITA) if x.says("O portal voltou.")]


def test_the_solver_left_before_one_was_refused(world: World) -> None:
    lead, other, _ = gathered(world)
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    world.change(ANA, active=False)
    world.later(minutes=5)
    world.reply(about(world, other, RITA)[-1], "RECUSAR: ainda não")
    world.work_off()
    assert (world.ticket(other).status, world.ticket(other).technician) == ("assigned", "")
    assert about(world, other, CARLOS)[-1].says("ainda não")


def test_who_comes_after_the_solver_left_gets_the_solution_all_the_same(world: World) -> None:
    lead = led(world)
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    world.change(ANA, id="outra.pessoa", mail=("outra@sr1.atendimento.example",))
    number = ask(world, RITA)
    assert (world.ticket(number).incident, world.ticket(number).status) == (lead, "solved")
    assert about(world, number, RITA)[-1].says("Ana Lúcia Barros, da equipe, enviou a solução", "O portal voltou.")
    world.later(minutes=5)
    world.reply(about(world, number, RITA)[-1], "RECUSAR: ainda não")
    world.work_off()
    assert (world.ticket(number).status, world.ticket(number).technician) == ("assigned", "")
    assert about(world, number, CARLOS)[-1].says("ainda não")


def test_a_lead_that_leads_in_another_group_does_not_answer_those_it_left(world: World) -> None:
    lead, other, _ = gathered(world)
    order(world, lead, "TRANSFERIR 21150.SR-3")
    assert order(world, lead, "INCIDENTE", sender=PAULO) == "leads"
    order(world, lead, "SOLUCIONAR\nO portal voltou.", sender=PAULO)
    assert states(world, lead, other) == ["solved", "assigned"]


def test_one_pending_is_solved_too_and_its_targets_run(world: World) -> None:
    lead = led(world)
    other = ask(world, RITA)
    order(world, other, "PENDENTE\nQual navegador?")
    world.later(days=1)
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    assert world.ticket(other).status == "solved"
    world.later(days=30)
    assert world.ticket(other).outcome == "expired"


def test_another_group_hears_of_nothing(world: World) -> None:
    lead, _, _ = gathered(world)
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    assert not [x for who in (PAULO, TEREZA, CONCEICAO) for x in world.letters(who)]

"""The targets of an item pass: who has the ticket and who supervises the group are told, once for each; the entity never is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateway.clockwork import gather
from gateway.desk import targets
from gateway.desk.decision import Decision
from gateway.post.relay import Permanent, Temporary
from storage.schedule import timers
from storage.tables import Timer
from tests.stories import writing
from tests.stories.handed import HELENA, MARCOS, SILVIA, TEREZA, write
from tests.world import ANA, ANTONIO, CARLOS, JOAO, MARIA, PAULO, Letter, World

ITEM = "[11] Como protocolar?"
LATE = "está atrasado"


@pytest.fixture
def notice(world: World) -> Letter:
    """A ticket of Maria's: the letter to Ana. Its targets: see `answer_due` and `solution_due`."""
    world.mail_in(MARIA, ITEM, "Bom dia, como faço?")
    world.work_off()
    return world.last(ANA)


def answer_due(world: World) -> datetime:
    found = world.ticket().first_answer_due_at
    assert found
    return found


def solution_due(world: World) -> datetime:
    found = world.ticket().solution_due_at
    assert found
    return found


def at(world: World, instant: datetime, **more: float) -> None:
    """Lets time pass until an instant, and works off what falls due."""
    world.clock.at = instant + timedelta(**more)
    world.work_off()


def late(world: World, to: str = "") -> list[Letter]:
    return [x for x in world.letters(to) if LATE in x.text]


def told(world: World) -> list[str]:
    return sorted(x.to for x in late(world))


def steps(world: World) -> list[str]:
    """The steps on record as missed."""
    return [e.payload.split('"step":"')[1].split('"')[0] for e in writing.events(world) if e.kind == "late"]


def test_the_first_answer_is_late_and_the_group_and_its_supervisor_are_told(world: World, notice: Letter) -> None:
    assert notice
    due = answer_due(world)
    at(world, due)
    assert late(world) == [], "what comes at the very instant is in time"
    at(world, due, minutes=1)
    assert told(world) == sorted([ANA, CARLOS, HELENA, MARCOS])
    for letter in late(world):
        assert letter.says("A primeira resposta ao representante era esperada até", "Ninguém do grupo o assumiu", "Como protocolar?")
        assert letter.says("Ele espera pela equipe desde 23/11/2026", "não vai ao representante")
        assert not letter.says("A solução era esperada")
    assert world.last(ANA).says("ASSUMIR", "SOLUCIONAR", "Atribuir a Carlos Eduardo Pinto", "TRANSFERIR")
    assert world.last(MARCOS).says("Atribuir a Ana Lúcia Barros", "TRANSFERIR", "só a equipe vê")
    assert not world.last(MARCOS).says("SOLUCIONAR")
    assert steps(world) == ["answer"]
    world.check_record()


def test_each_target_is_told_once_and_no_more(world: World, notice: Letter) -> None:
    assert notice
    at(world, answer_due(world), minutes=1)
    at(world, solution_due(world), minutes=1)
    both = late(world, ANA)
    assert len(both) == 2
    assert both[-1].says("A primeira resposta", "A solução era esperada até")
    for _ in range(30):
        world.later(days=1)
    assert steps(world) == ["answer", "solution"]
    assert len(late(world)) == 8


def test_what_was_answered_in_time_is_late_with_its_solution_only(world: World, notice: Letter) -> None:
    write(world, notice, "Qual navegador?")
    at(world, answer_due(world), minutes=5)
    assert late(world) == []
    at(world, solution_due(world), minutes=1)
    assert told(world) == sorted([ANA, MARCOS]), "Ana has it: her colleagues are left alone"
    assert world.last(ANA).says("A solução era esperada até")
    assert not world.last(ANA).says("A primeira resposta")
    assert "ASSUMIR" not in world.last(ANA).text
    assert world.last(MARCOS).says("Está com Ana Lúcia Barros")


def test_an_answer_at_the_very_instant_is_in_time(world: World, notice: Letter) -> None:
    world.clock.at = answer_due(world)
    world.reply(notice, "Qual navegador?")
    at(world, answer_due(world), minutes=5)
    assert (late(world), steps(world)) == ([], [])


def test_an_answer_that_waits_in_a_queue_counts_from_its_arrival(world: World, notice: Letter) -> None:
    due = answer_due(world)
    world.clock.at = due - timedelta(minutes=1)
    world.reply(notice, "Qual navegador?")
    world.clock.at = due + timedelta(hours=3)
    world.jobs.strike()
    assert steps(world) == []
    world.work_off()
    world.later(minutes=5)
    assert (world.ticket().first_answer_at, steps(world)) == (due - timedelta(minutes=1), [])


def test_a_solved_ticket_is_late_no_more(world: World, notice: Letter) -> None:
    write(world, notice, "SOLUCIONAR\nVeja o manual.")
    at(world, solution_due(world), minutes=1)
    assert late(world) == []


def test_a_refusal_after_the_target_is_told_at_once_if_it_was_not_before(world: World, notice: Letter) -> None:
    write(world, notice, "SOLUCIONAR\nVeja o manual.")
    at(world, solution_due(world), minutes=1)
    assert world.ticket().status == "solved"
    write(world, world.last(MARIA), "RECUSAR: não entendi")
    assert told(world) == sorted([ANA, MARCOS])
    assert world.last(MARCOS).says(f"desde {world.tools.rules.calendar.local(world.clock.at):%d/%m/%Y}")
    world.clock.at += timedelta(minutes=1)
    write(world, world.last(ANA), "SOLUCIONAR\nDe novo.")
    world.clock.at += timedelta(minutes=1)
    write(world, world.last(MARIA), "RECUSAR: ainda não")
    world.later(days=5)
    assert steps(world) == ["solution"], "once in a ticket's life"


def test_a_pause_stops_the_targets_and_they_run_on_after_it(world: World, notice: Letter) -> None:
    first = solution_due(world)
    write(world, notice, "PENDENTE\nQual navegador?")
    at(world, first, days=3)
    assert late(world) == []
    write(world, world.last(MARIA), "O Firefox.")
    assert solution_due(world) > world.clock.at
    assert late(world) == []
    at(world, solution_due(world), minutes=1)
    assert steps(world) == ["solution"]
    assert world.last(MARCOS).says("Ele espera pela equipe desde")


def test_what_was_late_before_a_pause_is_not_told_again_after_it(world: World, notice: Letter) -> None:
    at(world, solution_due(world), minutes=1)
    count = len(late(world))
    write(world, notice, "PENDENTE\nQual navegador?")
    world.later(days=2)
    write(world, world.last(MARIA), "O Firefox.")
    world.later(days=2)
    assert len(late(world)) == count


def test_after_a_transfer_the_new_group_is_told(world: World, notice: Letter) -> None:
    write(world, notice, "TRANSFERIR 21150.SR-3")
    at(world, answer_due(world), minutes=1)
    assert told(world) == sorted([PAULO, TEREZA, SILVIA])


def test_another_item_brings_other_targets(world: World, notice: Letter) -> None:
    before = answer_due(world), solution_due(world)
    write(world, notice, "RECLASSIFICAR 6")
    assert before < (answer_due(world), solution_due(world))
    at(world, before[1], minutes=1)
    assert "solution" not in steps(world)
    at(world, solution_due(world), minutes=1)
    assert steps(world) == ["answer", "solution"]


def test_a_solution_taken_back_or_undelivered_is_late_again(world: World, notice: Letter) -> None:
    write(world, notice, "SOLUCIONAR\nVeja o manual.")
    at(world, solution_due(world), minutes=1)
    write(world, world.last(ANA), "DESFAZER")
    assert steps(world) == ["solution"]


def test_an_undelivered_solution_is_late_again(world: World, notice: Letter) -> None:
    at(world, solution_due(world), minutes=-30)
    world.relay.refuses[MARIA] = Temporary("450 later")
    write(world, notice, "SOLUCIONAR\nVeja o manual.")
    world.later(hours=1)
    world.relay.refuses[MARIA] = Permanent(550, "5.1.1 unknown")
    world.later(hours=1)
    assert (world.ticket().status, steps(world)) == ("assigned", ["answer", "solution"])


@pytest.mark.parametrize("end", ["withdrawn", "expired"])
def test_a_closed_ticket_is_never_late(world: World, notice: Letter, end: str) -> None:
    if end == "withdrawn":
        write(world, world.last(MARIA), "CANCELAR")
    else:
        write(world, notice, "SOLUCIONAR\nVeja o manual.")
        world.later(days=9)
    world.later(days=30)
    assert (world.ticket().outcome, late(world)) == (end, [])


def test_the_entity_never_hears_of_it(world: World, notice: Letter) -> None:
    assert notice
    at(world, solution_due(world), minutes=1)
    write(world, world.last(MARIA), f"CONSULTAR {world.ticket().number}")
    assert world.last(MARIA).says("O chamado foi aberto")
    assert not [x for who in (MARIA, JOAO) for x in world.letters(who) if x.says("atrasado") or x.says("prazo da equipe")]
    write(world, world.last(ANA), f"CONSULTAR {world.ticket().number}")
    assert world.last(ANA).says("Um prazo da equipe passou")


def test_of_a_confidential_ticket_no_supervisor_hears(world: World) -> None:
    world.mail_in(MARIA, "[1] Uma denúncia")
    world.work_off()
    at(world, solution_due(world), minutes=1)
    assert set(told(world)) == {ANA, CARLOS, HELENA}


def test_a_supervisor_who_opened_the_ticket_is_told_nothing_of_it(world: World) -> None:
    world.change(MARIA, profile=frozenset({"gestor", "supervisor"}), supervises=("21150.SR-1",))
    world.mail_in(MARIA, ITEM)
    world.work_off()
    at(world, solution_due(world), minutes=1)
    assert MARIA not in told(world)
    assert MARCOS in told(world)


def test_a_technician_who_left_is_replaced_by_the_group(world: World, notice: Letter) -> None:
    write(world, notice, "ASSUMIR")
    world.change(ANA, active=False)
    at(world, answer_due(world), minutes=1)
    assert told(world) == sorted([CARLOS, HELENA, MARCOS])


def test_a_gateway_that_was_down_for_three_days_tells_once(world: World, notice: Letter) -> None:
    assert notice
    world.clock.at = solution_due(world) + timedelta(days=3)
    world.work_off()
    assert steps(world) == ["answer", "solution"]
    assert told(world) == sorted([ANA, CARLOS, HELENA, MARCOS]), "one letter each, of both targets"
    assert world.last(ANA).says("A primeira resposta", "A solução era esperada")
    world.later(days=3)
    assert len(late(world)) == 4


def test_a_held_mail_whose_ticket_is_late_when_it_opens_gives_the_group_an_hour(world: World) -> None:
    world.mail_in(ANTONIO, ITEM)
    world.work_off()
    world.later(days=12)  # a Saturday
    world.reply(world.last(ANTONIO), "1")
    world.work_off()
    assert solution_due(world) < world.clock.at
    at(world, datetime(2026, 12, 7, 11, 59, tzinfo=UTC))
    assert late(world) == []
    at(world, datetime(2026, 12, 7, 12, 0, tzinfo=UTC))  # Monday, 9:00: the first office hour is over
    assert told(world) == sorted([PAULO, TEREZA, SILVIA])
    assert sorted(steps(world)) == ["answer", "solution"]


def test_a_late_letter_that_was_overtaken_does_not_leave(world: World, notice: Letter) -> None:
    for person in (ANA, CARLOS, HELENA, MARCOS):
        world.relay.refuses[person] = Temporary("450 later")
    at(world, solution_due(world), minutes=1)
    write(world, notice, "SOLUCIONAR\nVeja o manual.")
    world.relay.refuses.clear()
    world.later(hours=2)
    assert (steps(world), late(world)) == (["answer", "solution"], [])


def test_a_mailbox_that_was_not_read_since_holds_it_up(tmp_path: object) -> None:
    """Who answered in time, into a mailbox that nobody could read, is not late."""
    world = World(tmp_path, mailboxes="imaps://suporte@imap.example/INBOX?password_file=/dev/null")  # type: ignore[arg-type]  # pytest's folder
    world.mail_in(MARIA, ITEM)
    world.work_off()
    at(world, answer_due(world), minutes=10)
    assert steps(world) == []
    world.close()


def test_a_target_whose_ticket_waits_for_nobody_has_one_timer_each(world: World, notice: Letter) -> None:
    for text in ("ASSUMIR", f"ATRIBUIR {CARLOS}", "NOTA: veja"):
        write(world, notice, text)
    with world.tools.database.reading() as session:
        kinds = [t.kind for t in session.query(Timer).filter(Timer.outcome.is_(None))]
    assert sorted(kinds) == sorted(timers.TARGETS)


def test_the_orders_of_the_letter_do_what_they_say(world: World, notice: Letter) -> None:
    assert notice
    at(world, datetime(2026, 12, 20, 12, 0, tzinfo=UTC))
    assert write(world, late(world, MARCOS)[-1], f"ATRIBUIR {CARLOS}") == "assigned"
    assert write(world, late(world, HELENA)[-1], "ASSUMIR") == "taken"
    assert write(world, late(world, MARCOS)[-1], "TRANSFERIR 21150.SR-3") == "transferred"


@pytest.mark.parametrize(
    ("stands", "outcome", "letters"),
    [
        ({}, "late", 4),
        ({"incident": "L_61123999"}, "late", 0),
        ({"incident": "L_61123999", "round": 1}, "late", 4),
        ({"group": ""}, "void", 0),
        ({"status": "pending"}, "void", 0),
        ({"solution_due_at": None}, "void", 0),
    ],
)
def test_as_the_ticket_stands(world: World, notice: Letter, stands: dict[str, object], outcome: str, letters: int) -> None:
    """One that joined an incident is told of with the one that leads it, until it is refused; one that no group has is never late."""
    assert notice
    ticket = world.ticket()
    world.clock.at = solution_due(world) + timedelta(minutes=1)
    scene = gather.for_ticket(world.tools, ticket.id)
    scene = replace(scene, ticket=replace(ticket, **stands))  # type: ignore[arg-type]  # fields of Standing, by name
    watch = targets.Watch(ticket.opened_at, ticket.opened_at, (world.person(MARCOS),), led="incident" in stands)
    decision = targets.strike(scene, timers.LATE_SOLUTION, watch)
    assert isinstance(decision, Decision)
    assert (decision.outcome, len(decision.letters)) == (outcome, letters)

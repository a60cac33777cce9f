"""Two at once, a crash, a mail under way: nobody joins an incident without getting its solution, and nothing comes twice."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.clockwork import gather, leading, store
from gateway.clockwork.replaying.again import again
from gateway.desk import conversation
from gateway.desk.decision import Decision
from gateway.desk.scene import Scene
from storage.tables import Inbound, Timer
from storage.ticket import tickets
from tests.databases import DATABASES
from tests.stories.incidents import NUMBER, SCREEN, TITLE, about, ask, count, crowd, gathered, led, order, states
from tests.stories.test_on_postgresql import at_once
from tests.world import ANA, CARLOS, MARIA, MONDAY, RITA, World


def decided(world: World, mail: int) -> tuple[Scene, Decision]:
    scene, _ = gather.for_mail(world.tools, mail)
    return scene, conversation.decide(scene)


def is_too_late(world: World, scene: Scene, decision: Decision) -> None:
    """What was decided on rows that changed meanwhile is not stored."""
    words = store.write(world.tools, scene, decision)
    with pytest.raises(tickets.Changed), world.tools.database.writing() as session:
        store.store(session, scene, decision, words)


def test_two_who_begin_one_at_once_are_decided_one_after_the_other(world: World) -> None:
    first, second = ask(world), ask(world, RITA)
    mail = world.mail_in(ANA, f"Chamado {first}", "INCIDENTE")
    scene, decision = decided(world, mail)
    assert order(world, second, "INCIDENTE", sender=CARLOS) == "not-possible"
    assert world.outcome(mail) == "leads"
    world.mail_in(MARIA, f"Chamado {first}", "CANCELAR")
    world.work_off()
    assert order(world, second, "INCIDENTE", sender=CARLOS) == "leads"
    third = ask(world, RITA, "[11] Outra coisa")
    late = replace(scene, ticket=world.ticket(third))
    is_too_late(world, replace(late, ticket=replace(world.ticket(third), code=12)), decision)


def test_a_ticket_that_arrives_while_the_lead_is_solved_gets_the_solution(world: World) -> None:
    lead = led(world)
    mail = world.mail_in(RITA, TITLE, "Não abre.", files=SCREEN)
    scene, decision = decided(world, mail)
    solution = world.mail_in(ANA, f"Chamado {lead}", "SOLUCIONAR\nO portal voltou.")
    with world.tools.database.writing() as session:
        held = session.query(Inbound).filter_by(id=mail).one()
        held.due_at, due = None, held.due_at
    world.work_off()
    assert world.outcome(solution) == "solved"
    is_too_late(world, scene, decision)
    with world.tools.database.writing() as session:
        session.query(Inbound).filter_by(id=mail).one().due_at = due
    world.work_off()
    assert (world.ticket().incident, world.ticket().status) == (lead, "solved")
    assert world.last(RITA).says("O portal voltou.")


def test_a_ticket_that_arrives_while_the_incident_ends_is_an_ordinary_one(world: World) -> None:
    lead = led(world)
    mail = world.mail_in(RITA, TITLE, "Não abre.", files=SCREEN)
    scene, decision = decided(world, mail)
    with world.tools.database.writing() as session:
        held = session.query(Inbound).filter_by(id=mail).one()
        held.due_at, due = None, held.due_at
    order(world, lead, "TRANSFERIR 21150.SR-3")
    is_too_late(world, scene, decision)
    with world.tools.database.writing() as session:
        session.query(Inbound).filter_by(id=mail).one().due_at = due
    world.work_off()
    assert world.ticket().incident == ""
    assert world.last(CARLOS).says("Chegou um chamado para o grupo")


def test_a_crash_after_each_strike_loses_and_doubles_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    lead, *others = gathered(world)
    others += [ask(world, RITA, f"[12] Portal {n}") for n in range(3)]
    kept = leading.keep
    died: set[int] = set()

    def dies_once(session: object, scene: Scene, decision: Decision, row: object) -> None:
        kept(session, scene, decision, row)  # type: ignore[arg-type]
        if scene.mail is None and scene.ticket and scene.ticket.id not in died and decision.outcome == "solved":
            died.add(scene.ticket.id)
            raise RuntimeError("the power fails")

    monkeypatch.setattr(leading, "keep", dies_once)
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    for _ in range(5):
        world.later(minutes=2)
    assert len(died) == len(others)
    assert states(world, lead, *others) == ["solved"] * 6
    for number in others:
        to = RITA if number != others[1] else MARIA
        assert sum(x.says("O portal voltou.") for x in about(world, number, to)) == 1
    with world.tools.database.reading() as session:
        assert session.query(Timer).filter_by(kind="follow", outcome=None).count() == 0


def test_a_solution_that_is_replaced_before_it_went_out_goes_out_once(world: World) -> None:
    lead, other, second = gathered(world)
    for text in ("SOLUCIONAR\nO portal voltou.", "SOLUCIONAR\nVoltou de verdade."):
        world.mail_in(ANA, f"Chamado {lead}", text)
    while world.jobs.hear():
        pass
    world.work_off()
    assert [world.ticket(n).round for n in (lead, other, second)] == [2, 1, 1]
    assert not [x for x in world.letters(RITA) if x.says("O portal voltou.")]
    assert about(world, other, RITA)[-1].says("Voltou de verdade.")


def test_what_joined_still_gets_the_solution_when_the_lead_is_closed_first(world: World) -> None:
    lead, other, second = gathered(world)
    world.mail_in(ANA, f"Chamado {lead}", "SOLUCIONAR\nO portal voltou.")
    while world.jobs.hear() + world.jobs.send():
        pass
    world.clock.at = world.clock.at.replace(minute=1)
    world.reply(about(world, lead, MARIA)[-1], "APROVAR")
    while world.jobs.hear() + world.jobs.send():
        pass
    assert states(world, lead, other) == ["closed", "assigned"]
    world.work_off()
    assert states(world, other, second) == ["solved", "solved"]
    assert count(world, "left") == 0


def test_decided_once_more_it_comes_out_the_same(world: World) -> None:
    lead, other, second = gathered(world)
    order(world, lead, "SOLUCIONAR\nO portal voltou.")
    world.later(minutes=5)
    world.reply(about(world, other, RITA)[-1], "RECUSAR: aqui continua fora")
    world.reply(about(world, second, MARIA)[-1], "APROVAR")
    world.work_off()
    world.later(hours=2)
    ask(world, RITA)
    order(world, lead, "DESFAZER")
    world.later(hours=2)
    with world.tools.database.snapshot() as then:
        assert not list(again(then, world.tools, MONDAY, lambda mails, _total: mails))


@pytest.fixture
def big(tmp_path: Path) -> Iterator[World]:
    """A gateway on a private PostgreSQL."""
    made = World(tmp_path, database=DATABASES.postgresql())
    yield made
    made.work_off()
    made.check_record()
    made.close()


def test_many_hands_at_once_on_postgresql(big: World) -> None:
    """Whatever comes first: each ticket is an ordinary one, or it joined and has the solution; one incident, one letter of it each."""
    people = crowd(big, 6)
    first = ask(big)
    second = ask(big, RITA)
    big.mail_in(ANA, f"Chamado {first}", "INCIDENTE")
    big.mail_in(CARLOS, f"Chamado {second}", "INCIDENTE")
    for person in people:
        big.mail_in(person, TITLE, "Não abre.", files=SCREEN)
    at_once(big, 4)
    lead = next(n for n in (first, second) if big.ticket(n).incident == n)
    assert [big.ticket(n).incident for n in (first, second)].count("") == 1
    for person in people:
        big.mail_in(person, f"{TITLE} de novo", "Ainda não abre.", files=SCREEN)
    big.mail_in(ANA, f"Chamado {lead}", "SOLUCIONAR\nO portal voltou.")
    for person in people:
        big.mail_in(person, f"{TITLE} outra vez", "E ainda não.", files=SCREEN)
    at_once(big, 4)
    big.later(minutes=5)
    assert big.count() == 2 + 3 * len(people)
    for n in range(3, big.count() + 1):
        ticket = big.ticket(NUMBER.format(n))
        assert (ticket.incident, ticket.status, ticket.round) in {(lead, "solved", 1), ("", "assigned", 0)}, ticket
    joined = [n for n in range(3, big.count() + 1) if big.ticket(NUMBER.format(n)).incident]
    assert len(joined) >= 2 * len(people), "those who wrote when it was known"
    assert sum(x.says("O portal voltou.") for p in people for x in big.letters(p)) == len(joined)

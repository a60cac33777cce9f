"""The exact instant of the end, a clock that is set back or forward while mails flow, and what a mail says of its own date."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.clockwork.pace import Pace
from gateway.post.relay import Temporary
from storage.mail import inbox
from storage.tables import Ticket
from tests.stories.handed import write
from tests.stories.writing import events, row
from tests.world import ANA, CARLOS, MARIA, Letter, World

DEADLINE = datetime(2026, 12, 1, 2, 59, 59, tzinfo=UTC)  # Monday 30 November, 23:59:59 in Brasília
SECOND = timedelta(seconds=1)


def solved(world: World, subject: str = "[11] Como protocolar?") -> Letter:
    world.mail_in(MARIA, subject, "Bom dia.")
    world.work_off()
    write(world, world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    return world.last(MARIA)


@pytest.mark.parametrize(
    ("arrives", "outcome"),
    [
        (DEADLINE - SECOND, "approved"),
        (DEADLINE, "approved"),
        (DEADLINE + timedelta(microseconds=999_999), "approved"),
        (DEADLINE + SECOND, "after-closing"),
        (DEADLINE + 2 * SECOND, "after-closing"),
    ],
)
def test_the_last_second_belongs_to_the_days_whole(world: World, arrives: datetime, outcome: str) -> None:
    solution = solved(world)
    assert solution.says("segunda-feira, 30 de novembro de 2026, 23h59")
    world.clock.at = arrives
    mail = world.reply(solution, "APROVAR")
    world.clock.at = DEADLINE + timedelta(hours=3)
    world.jobs.strike()
    world.work_off()
    assert world.outcome(mail) == outcome
    world.later(minutes=5)
    assert world.ticket().outcome == ("approved" if outcome == "approved" else "expired")


@pytest.mark.parametrize("days", [timedelta(days=7) - SECOND, timedelta(days=7), timedelta(days=7) + SECOND])
def test_the_plain_week_ends_to_the_second(tmp_path: Path, days: timedelta) -> None:
    world = World(tmp_path, deadline="plain")
    solution = solved(world)
    at = world.clock.at
    world.clock.at = at + days
    mail = world.reply(solution, "APROVAR")
    world.work_off()
    assert world.outcome(mail) == ("approved" if days <= timedelta(days=7) else "undecided-late")
    world.close()


@pytest.mark.parametrize("struck", [False, True])
def test_a_refusal_one_second_after_the_end_changes_nothing_and_offers_a_new_ticket(world: World, struck: bool) -> None:
    solution = solved(world)
    if struck:
        world.clock.at = DEADLINE + timedelta(minutes=2)
        world.work_off()
        assert world.ticket().outcome == "expired"
    world.clock.at = DEADLINE + SECOND
    mail = world.reply(solution, "RECUSAR: ainda há erro")
    world.work_off()
    assert world.outcome(mail) == ("after-closing" if struck else "undecided-late")
    letter = world.last(MARIA)
    assert letter.says("novo chamado")
    assert "subject=%5B11%5D" in letter.text, "the link writes the code of the item"
    world.clock.at = DEADLINE + timedelta(minutes=5)
    world.work_off()
    assert (world.ticket().status, world.ticket().outcome) == ("closed", "expired")


def test_new_york_ends_as_printed_over_both_changes(tmp_path: Path) -> None:
    for number, (notice, end, printed) in enumerate(
        (
            (datetime(2026, 3, 3, 15, tzinfo=UTC), datetime(2026, 3, 11, 3, 59, 59, tzinfo=UTC), "10 de março de 2026, 23h59"),
            (datetime(2026, 10, 27, 15, tzinfo=UTC), datetime(2026, 11, 4, 4, 59, 59, tzinfo=UTC), "3 de novembro de 2026, 23h59"),
        )
    ):
        world = World(tmp_path / str(number), timezone="America/New_York")
        world.clock.at = notice
        assert solved(world).says(printed, "horário de New York")
        assert world.ticket().deadline_at == end
        for seconds, status in ((0, "solved"), (59, "solved"), (60, "closed")):
            world.clock.at = end + timedelta(seconds=seconds)
            world.work_off()
            assert world.ticket().status == status
        world.close()


@pytest.mark.parametrize("step", [timedelta(hours=-2), timedelta(hours=2)])
def test_a_clock_that_is_set_while_mails_flow_loses_and_doubles_nothing(world: World, step: timedelta) -> None:
    world.mail_in(MARIA, "[11] Antes", "Bom dia.")
    world.work_off()
    notice, before = world.last(ANA), world.ticket()
    world.relay.refuses[CARLOS] = Temporary("450 later")
    world.mail_in(MARIA, "[11] Durante", "Bom dia.")
    waiting = world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    world.clock.at += step
    world.work_off()
    mail = world.mail_in(MARIA, "[11] Depois", "Bom dia.")
    raw_copy = world.raw_in(_raw(world, mail), login=world.person(MARIA).id, mail_from=MARIA)
    world.later(hours=3)
    assert (world.outcome(waiting), world.outcome(raw_copy)) == ("solved", "duplicate")
    with world.tools.database.reading() as session:
        numbers = [t.number for t in session.query(Ticket).order_by(Ticket.id)]
    assert numbers == sorted(set(numbers)), "the sequence goes on"
    solution = next(x for x in world.letters(MARIA) if x.says("Veja o manual."))
    approval = world.reply(solution, "APROVAR")
    world.work_off()
    assert (world.outcome(approval), world.ticket(before.number).outcome) == ("approved", "approved"), "the token holds"
    sequence = [e.seq for e in events(world) if e.ticket_id == before.id]
    assert sequence == list(range(1, len(sequence) + 1))
    world.relay.refuses.clear()
    world.later(hours=2)
    told = [x for x in world.letters(CARLOS) if "Chegou um chamado" in x.text]
    assert len({str(x.mail["Message-ID"]) for x in told}) == len(told) == 3, "what waited leaves once"


def _raw(world: World, mail: int) -> bytes:
    with world.tools.database.reading() as session:
        return inbox.raw(session, world.tools.evidence, mail)


def test_how_far_the_clock_was_set_is_on_record(caplog: pytest.LogCaptureFixture) -> None:
    wall, passed = [datetime(2026, 11, 23, 12, 0, tzinfo=UTC)], [0.0]
    pace = Pace(lambda: wall[0], lambda: passed[0])
    for seconds, moved in ((1, 1), (1, 1.4), (3600, 3599), (1, -7199), (1, 7201), (1, 1)):
        passed[0] += seconds
        wall[0] += timedelta(seconds=moved)
        pace.look()
    said = [r.getMessage() for r in caplog.records if r.name == "gateway.clockwork.pace" and r.levelno == logging.WARNING]
    assert said == ["Clock: it was set by -7200 s", "Clock: it was set by +7200 s"]


DATES = ["Thu, 01 Jan 1970 00:00:00 +0000", "Fri, 31 Dec 2099 23:59:59 +1400", "", "Mon, 30 Nov 2026 23:59:59 -0300 (BRT)", "ontem"]


@pytest.mark.parametrize("date", DATES)
def test_what_a_mail_says_of_its_date_dates_nothing(world: World, date: str) -> None:
    """The arrival counts: for the number, the opening, the targets, and whether an answer came in time."""
    arrived = world.clock.at
    opening = world.mail_in(MARIA, "[11] Como protocolar?", "Bom dia.", headers=_dated(date))
    world.work_off()
    ticket = world.ticket()
    hours = world.tools.rules.catalog.item(11).targets.solution
    assert (ticket.number, ticket.opened_at) == ("L_61123001", arrived)
    assert ticket.solution_due_at == world.tools.rules.calendar.office_hours_after(arrived, hours)
    assert row(world, opening).received_at == arrived
    write(world, world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    assert world.ticket().deadline_at == DEADLINE
    solution = world.last(MARIA)
    world.clock.at = DEADLINE + timedelta(seconds=30)
    late = _reply(world, solution, date)
    world.work_off()
    assert world.outcome(late) == "undecided-late"


@pytest.mark.parametrize("date", DATES)
def test_an_answer_in_time_counts_whatever_date_it_claims(world: World, date: str) -> None:
    solution = solved(world)
    world.clock.at = DEADLINE
    answer = _reply(world, solution, date)
    world.later(days=3)
    assert (world.outcome(answer), world.ticket().outcome) == ("approved", "approved")


def _dated(date: str) -> dict[str, str]:
    return {"Date": date} if date and date != "ontem" else {"X-Date": date}


def _reply(world: World, solution: Letter, date: str) -> int:
    raw = (
        f"From: {MARIA}\r\nTo: {solution.mail['Reply-To']}\r\nSubject: RES: {solution.subject}\r\nMessage-ID: <a.{len(date)}@x.example>\r\n"
        f"{f'Date: {date}' if date else 'X-No: date'}\r\nIn-Reply-To: {solution.mail['Message-ID']}\r\n\r\nAPROVAR\r\n"
    )
    return world.raw_in(raw.encode(), login=world.person(MARIA).id, to=str(solution.mail["Reply-To"]), mail_from=MARIA)

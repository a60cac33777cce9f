"""Are numbers drawn once, and does a ticket move only by the table?"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.record import replay
from storage.tables import Ticket, TicketDay
from storage.ticket import lifecycle, numbers, tickets
from tests.storage.rows import NOON, NUMBER, arrive, at_once, move, open_ticket

BRASILIA = ZoneInfo("America/Sao_Paulo")


def draw(database: Database, day: datetime) -> str:
    with database.alone() as session:
        return numbers.draw(session, day)


@pytest.mark.parametrize(
    ("day", "already", "number"),
    [
        (datetime(2026, 11, 23, 0, 0, tzinfo=BRASILIA), 0, "L_61123001"),
        (datetime(2022, 5, 30, 9, 0, tzinfo=BRASILIA), 0, "L_20530001"),  # the booklet's own
        (datetime(2026, 11, 23, 23, 59, tzinfo=BRASILIA), 41, "L_61123042"),
        (datetime(2026, 11, 23, 12, 0, tzinfo=BRASILIA), 998, "L_61123999"),
        (datetime(2026, 11, 23, 12, 0, tzinfo=BRASILIA), 999, "L_611231000"),
        (datetime(2036, 11, 23, 12, 0, tzinfo=BRASILIA), 7, "L_61123008"),  # the day comes round again
        (datetime(2030, 1, 2, 12, 0, tzinfo=UTC), 0, "L_00102001"),
    ],
)
def test_a_number_says_its_day_and_goes_on_where_the_day_stopped(database: Database, day: datetime, already: int, number: str) -> None:
    if already:
        with database.writing() as session:
            session.add(TicketDay(day=number[2:7], last=already))
    assert draw(database, day) == number
    assert draw(database, day + timedelta(days=1)) != number


def test_no_number_is_drawn_twice(database: Database) -> None:
    day = datetime(2026, 11, 23, 12, 0, tzinfo=BRASILIA)
    drawn = [number for mine in at_once(8, lambda _hand: [draw(database, day) for _ in range(25)]) for number in mine]
    assert sorted(drawn) == [f"L_61123{n:03d}" for n in range(1, 201)]


def test_a_number_that_another_ticket_has_is_drawn_anew(database: Database) -> None:
    with database.writing() as session:
        open_ticket(session)
    with pytest.raises(tickets.Changed, match=NUMBER), database.writing() as session:
        open_ticket(session)


def test_nobody_waits_for_a_number_that_another_has_drawn_and_not_used(on_postgresql: Database) -> None:
    day = datetime(2026, 11, 23, 12, 0, tzinfo=BRASILIA)
    with on_postgresql.alone() as slow:
        assert numbers.draw(slow, day) == "L_61123001"
        with on_postgresql.alone() as session:
            session.execute(text("SET statement_timeout = 5000"))
            assert numbers.draw(session, day) == "L_61123002"


def test_a_ticket_is_found_by_its_number_and_by_its_name_in_tokens(database: Database) -> None:
    with database.writing() as session:
        made = open_ticket(session).id
    with database.reading() as session:
        standing = tickets.get(session, made)
        assert (standing.number, standing.status, standing.ref) == (NUMBER, lifecycle.NEW, "l61123001")
        assert tickets.find(session, NUMBER) == tickets.find_ref(session, "l61123001") == standing
        assert [tickets.find_ref(session, ref) for ref in ("l61123002", "m61123001", "")] == [None] * 3
        with pytest.raises(LookupError):
            tickets.get(session, made + 1)


def test_a_decision_on_an_older_version_is_not_stored(database: Database) -> None:
    with database.writing() as session:
        ticket = open_ticket(session)
        made, seen = ticket.id, ticket.events
        move(session, ticket, "route", group="21150.SR-1")
    with pytest.raises(tickets.Changed, match=NUMBER), database.writing() as session:
        tickets.lock(session, made, seen)
    with database.writing() as session:
        assert tickets.lock(session, made, seen + 1).status == lifecycle.ASSIGNED
        with pytest.raises(LookupError):
            tickets.lock(session, made + 1)


def test_a_locked_ticket_is_the_newest_even_if_it_was_read_before(on_postgresql: Database) -> None:
    with on_postgresql.writing() as session:
        made = open_ticket(session).id
    with on_postgresql.writing() as session:
        before = session.get_one(Ticket, made)
        with on_postgresql.writing() as other:
            move(other, tickets.lock(other, made), "route", group="21150.SR-1")
        assert before.status == lifecycle.NEW
        assert tickets.lock(session, made).status == lifecycle.ASSIGNED
        with pytest.raises(tickets.Changed):
            tickets.lock(session, made, 1)


def test_many_moves_of_one_ticket_at_once_all_stand_in_its_record(database: Database) -> None:
    with database.writing() as session:
        ticket = open_ticket(session)
        move(session, ticket, "route", group="21150.SR-1")
        made = ticket.id

    def comment(hand: int) -> None:
        for n in range(5):
            with database.writing() as session:
                move(session, tickets.lock(session, made), "comment", minutes=hand * 5 + n)

    at_once(8, comment)
    with database.reading() as session:
        ticket = session.get_one(Ticket, made)
        replay.check(session, ticket)
        assert ticket.events == 2 + 40


def test_what_was_said_is_told_in_order_and_notes_only_inside(database: Database) -> None:
    [mail] = arrive(database, "")
    with database.writing() as session:
        made = open_ticket(session).id
        for text, public in (("um", True), ("nota", False), ("três\x00", True)):
            tickets.say(session, made, mail, at=NOON, by="ana", who="Ana", side="technician", text=text, public=public)
    with database.reading() as session:
        assert [m.text for m in tickets.conversation(session, made, internal=True)] == ["um", "nota", "três"]
        assert [m.text for m in tickets.conversation(session, made, internal=False)] == ["um", "três"]

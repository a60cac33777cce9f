"""Is a chain that is not the one seen before told apart, and do numbers go on behind all that may have been given out?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.record import items, seals
from storage.record.seals import Item
from storage.restoring import restored
from storage.restoring.restored import OlderState
from storage.restoring.witness import Witness
from storage.tables import TicketDay
from storage.ticket import numbers
from tests.storage.rows import NOON


def test_a_chain_that_ends_early_or_went_another_way_is_an_older_state(database: Database) -> None:
    with database.writing() as session:
        head = seals.head(session)
        for _ in range(3):
            head = seals.seal(session, head, [Item(items.OPERATOR, 0, "0" * 64, said="{}")], NOON)
    with database.reading() as session:
        restored.refuse(session, head)
        restored.refuse(session, Witness(head.seq, head.hash, NOON, {}))
        with pytest.raises(OlderState, match="its record ends at seal 3, and this machine has seen seal 4"):
            restored.refuse(session, replace(head, seq=4))
        with pytest.raises(OlderState, match="at seal 3 it has"):
            restored.refuse(session, replace(head, hash="f" * 64))


def test_every_day_that_may_have_drawn_numbers_goes_on_far_behind_them(database: Database) -> None:
    """Also a day long before the backup: a mail of that day may have waited, and got its number in the time that was lost."""
    today = NOON.date()
    keys = {n: numbers.key_of(today - timedelta(days=n)) for n in range(402)}
    with database.writing() as session:
        session.add_all([TicketDay(day=keys[0], last=7), TicketDay(day=keys[3], last=2), TicketDay(day="50101", last=9)])
    seen = Witness(1, "0" * 64, NOON, {keys[0]: 12, keys[1]: 5, keys[3]: 1})
    with database.writing() as session:
        moved = restored.leap(session, seen, today - timedelta(days=1), today)
    with database.reading() as session:
        there = {row.day: row.last for row in session.query(TicketDay)}
    assert {n: there.get(keys[n]) for n in (0, 1, 2, 3, 401)} == {0: 10_012, 1: 10_005, 2: 10_000, 3: 10_002, 401: 10_000}
    assert there["50101"] == 9
    assert moved.items() <= there.items()
    with database.alone() as session:
        assert numbers.draw(session, NOON) == f"L_{keys[0]}10013"


def test_a_day_never_goes_back(database: Database) -> None:
    with database.writing() as session:
        session.add(TicketDay(day="61123", last=50))
        numbers.go_on_from(session, {"61123": 7, "61124": 3})
    with database.reading() as session:
        assert numbers.lasts(session, ["61123", "61124", "61125"]) == {"61123": 50, "61124": 3}
        assert session.scalar(text("SELECT count(*) FROM ticket_day")) == 2

"""Does a glance at the rows end by itself, and change nothing? The same on SQLite and PostgreSQL."""

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError, OperationalError

from storage.bounded import glance
from storage.database import Database
from storage.tables import TicketDay

ENDLESS = {
    True: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    False: "SELECT pg_sleep(60)",
}


def test_a_question_without_end_has_one(database: Database) -> None:
    with pytest.raises(OperationalError), glance(database, 0.2) as session:
        session.execute(text(ENDLESS[database.is_sqlite]))
    with glance(database, 30) as session:
        assert session.scalar(text("SELECT 1")) == 1


def test_nothing_can_be_changed_in_it(database: Database) -> None:
    with database.writing() as session:
        session.add(TicketDay(day="61123", last=1))
    with pytest.raises(DBAPIError), glance(database, 30) as session:
        session.execute(update(TicketDay).values(last=2))
    with database.writing() as session:
        assert session.get_one(TicketDay, "61123").last == 1
        session.get_one(TicketDay, "61123").last = 3
    with glance(database, 30) as session:
        assert session.get_one(TicketDay, "61123").last == 3

"""Does the database keep what it was given, and lose no update? The same on SQLite and PostgreSQL."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from storage.database import Database, UnsafeDatabase
from storage.tables import Inbound, TicketDay, Timer, clean
from tests.postgres import Postgres
from tests.storage.rows import NOON, arrive, at_once, open_ticket

BRASILIA = ZoneInfo("America/Sao_Paulo")
KEY = "61123"


def a_timer(database: Database, at: datetime) -> int:
    with database.writing() as session:
        timer = Timer(ticket_id=open_ticket(session).id, kind="reminder", at=at, due_at=at)
        session.add(timer)
        session.flush()
        return timer.id


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 11, 23, 23, 59, 59, 999999, BRASILIA),
        datetime(2018, 2, 17, 23, 30, tzinfo=BRASILIA, fold=1),  # the hour that came twice when summer time ended
        datetime(2026, 1, 1, tzinfo=UTC),
    ],
)
def test_an_instant_comes_back_as_the_same_instant_in_utc(database: Database, at: datetime) -> None:
    made = a_timer(database, at)
    with database.reading() as session:
        kept = session.get_one(Timer, made).at
        later = session.query(Timer.id).filter(Timer.at > at.astimezone(UTC)).all()
    assert (kept, kept.tzinfo) == (at.astimezone(UTC), UTC)
    assert not later


def test_an_instant_without_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="needs a timezone"):
        a_timer(database, NOON.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("given", "kept"), [("a\x00b", "ab"), ("caf\udce9", "caf?"), ("\ud83d!", "?!"), ("São João 🎉\r\n", "São João 🎉\r\n")]
)
def test_text_is_kept_without_what_a_database_refuses(database: Database, given: str, kept: str) -> None:
    [made] = arrive(database, "")
    with database.writing() as session:
        row = session.get_one(Inbound, made)
        row.subject, row.flags = given, [given]
    with database.reading() as session:
        row = session.get_one(Inbound, made)
        assert row.subject == kept == clean(given)
        assert [clean(flag) for flag in row.flags] == [kept]


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError), database.writing() as session:  # noqa: PT012 - the transaction is what fails
        session.add(TicketDay(day=KEY, last=1))
        session.flush()
        raise RuntimeError
    with database.reading() as session:
        assert session.get(TicketDay, KEY) is None


def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    with database.writing() as writer:
        writer.add(TicketDay(day=KEY, last=1))
        writer.flush()
        with database.reading() as reader:
            assert reader.get(TicketDay, KEY) is None


def test_no_update_is_lost(database: Database) -> None:
    """Each hand opens the database for itself, as a process of its own would."""
    with database.writing() as session:
        session.add(TicketDay(day=KEY, last=0))

    def add_ten(_hand: int) -> None:
        with closing(Database(database.url.render_as_string(hide_password=False))) as own:
            for _ in range(10):
                with own.writing() as session:
                    row = session.get_one(TicketDay, KEY, with_for_update=True)
                    row.last += 1

    at_once(6, add_ten)
    with database.reading() as session:
        assert session.get_one(TicketDay, KEY).last == 60


def test_sqlite_keeps_what_it_has_confirmed(on_sqlite: Database) -> None:
    with on_sqlite.reading() as session:
        modes = [session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")]
    assert modes == ["wal", 2, 1]


@pytest.mark.parametrize("setting", ["fsync", "synchronous_commit", "full_page_writes"])
def test_a_postgresql_that_loses_commits_is_refused(on_postgresql: Database, postgres: Postgres, setting: str) -> None:
    on_postgresql.close()
    postgres.set(setting, "off")
    try:
        with pytest.raises(UnsafeDatabase, match=f"{setting}=off"):
            on_postgresql.upgrade()
    finally:
        postgres.set(setting, "on")
    on_postgresql.close()
    on_postgresql.upgrade()


def test_a_database_of_its_own_may_not_turn_durability_off(on_postgresql: Database) -> None:
    name = on_postgresql.url.database
    with on_postgresql.writing() as session:
        session.execute(text(f"ALTER DATABASE {name} SET synchronous_commit = off"))
    on_postgresql.close()
    with pytest.raises(UnsafeDatabase, match="synchronous_commit=off"):
        on_postgresql.upgrade()


def test_an_instant_is_compared_by_what_it_means(database: Database) -> None:
    """13:00 in Brasília is later than 15:00 in UTC, though its text is smaller."""
    a_timer(database, datetime(2026, 11, 23, 13, 0, tzinfo=BRASILIA))
    with database.reading() as session:
        assert session.query(Timer).filter(Timer.due_at > NOON).count() == 1
        assert session.query(Timer).filter(Timer.due_at <= NOON + timedelta(hours=1)).count() == 1

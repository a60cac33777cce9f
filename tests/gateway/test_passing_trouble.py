"""Does what PostgreSQL says of a moment (a deadlock, a lost connection) cost a mail nothing but time, and a fault of ours three tries?"""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from gateway.app import now
from gateway.clockwork import reading, store
from gateway.commands.line import cli
from storage.tables import Inbound
from tests.databases import DATABASES
from tests.stories.writing import row
from tests.world import ADDRESS, MARIA, World

ROUNDS = 6  # more than the tries that a mail has
Trouble = Callable[[World, Session], None]


@pytest.fixture
def on_postgresql(tmp_path: Path) -> Iterator[World]:
    """A gateway on a private PostgreSQL."""
    made = World(tmp_path / "home", database=DATABASES.postgresql())
    yield made
    made.work_off()
    made.check_record()
    made.close()


def deadlock(world: World, session: Session) -> None:
    """Each of two has what the other wants; ours is the one that PostgreSQL chooses, for it looks first."""
    ours_has, theirs_has = threading.Event(), threading.Event()

    def other() -> None:
        with world.tools.database.engine.connect() as connection, connection.begin():
            connection.execute(text("SET LOCAL deadlock_timeout = '60s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(2)"))
            theirs_has.set()
            ours_has.wait(20)
            connection.execute(text("SELECT pg_advisory_xact_lock(1)"))

    thread = threading.Thread(target=other)
    thread.start()
    try:
        session.execute(text("SET LOCAL deadlock_timeout = '50ms'"))
        session.execute(text("SELECT pg_advisory_xact_lock(1)"))
        ours_has.set()
        theirs_has.wait(20)
        session.execute(text("SELECT pg_advisory_xact_lock(2)"))
    finally:
        session.rollback()
        thread.join()


def connection_reset(world: World, session: Session) -> None:
    """An administrator ends the connection between two statements."""
    number = session.scalar(text("SELECT pg_backend_pid()"))
    with world.tools.database.reading() as another:
        another.execute(text("SELECT pg_terminate_backend(:number, 20000)"), {"number": number})
    session.execute(text("SELECT 1"))


def told(state: str) -> Trouble:
    """The server gives up the transaction with this SQLSTATE."""

    def raises(_: World, session: Session) -> None:
        session.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'given up' USING ERRCODE = '{state}'; END $$"))

    return raises


TROUBLES = {
    "deadlock": deadlock,
    "connection reset": connection_reset,
    "serialization failure": told("40001"),
    "lock not to be had": told("55P03"),
    "statement timed out": told("57014"),
    "server shuts down": told("57P01"),
    "disk full": told("53100"),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_what_the_database_says_of_a_moment_is_tried_again_and_never_counted(
    on_postgresql: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    world = on_postgresql
    mail = world.mail_in(MARIA, "[11] Espera")
    whole, met = store.store, []

    def troubled(session: Session, *more: object) -> object:
        met.append(name)
        TROUBLES[name](world, session)
        return whole(session, *more)  # type: ignore[arg-type]  # as it was called

    with monkeypatch.context() as patch:
        patch.setattr(store, "store", troubled)
        for _ in range(ROUNDS):
            world.later(minutes=1)
        assert (row(world, mail).outcome, row(world, mail).attempts) == (None, 0)
        assert (world.count(), world.letters()) == (0, [])
        assert len(met) >= ROUNDS
    world.later(minutes=1)
    assert (world.outcome(mail), world.count(), len(world.letters(MARIA))) == ("opened", 1, 1)


def test_what_goes_wrong_each_time_is_set_aside_after_three_tries_and_done_once_mended(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The try is on record before the work, the operator is told which mail it is, and one command lets it fall due again."""
    whole, tries = reading.careful_read, []

    def broken(raw: bytes, *more: object, **named: object) -> object:
        if b"veneno" in raw:
            with world.tools.database.reading() as session:
                tries.append(session.get_one(Inbound, mail).attempts)
            raise ValueError("veneno")
        return whole(raw, *more, **named)  # type: ignore[arg-type]  # as it was called

    with monkeypatch.context() as patch:
        patch.setattr(reading, "careful_read", broken)
        mail = world.mail_in(MARIA, "[11] veneno", "veneno")
        for _ in range(ROUNDS):
            world.later(minutes=5)
    assert tries == [1, 2, 3]
    assert (world.outcome(mail), world.count(), world.letters()) == ("dead", 0, [])
    (alarm,) = [record.getMessage() for record in caplog.records if record.levelname == "CRITICAL"]
    assert alarm == f"Set aside: inbound {mail} (carteiro mail list shows it, carteiro mail retry tries again)"
    world.later(days=1)
    assert world.outcome(mail) == "dead", "nobody tries it again by itself"
    monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
    said = CliRunner().invoke(cli, ["mail", "retry", f"in-{mail}"])
    assert (said.exit_code, said.output) == (0, f"in-{mail} is due again.\n")
    world.clock.at = max(world.clock.at, now())  # the command's clock is the real one
    world.work_off()
    assert (world.outcome(mail), world.count()) == ("opened", 1)
    assert ADDRESS in str(world.last(MARIA).mail["From"])

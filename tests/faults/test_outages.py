"""What does a sender hear while the database is away, whenever it goes, or holds still? 451 or 250, and each mail is there once."""

import select
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import func
from sqlalchemy import select as asking

from storage.database import Database
from storage.tables import Event, Inbound, Outbound, Ticket
from tests.faults.fleet import DATABASE, Fleet
from tests.faults.fleet_killing import run
from tests.faults.test_fleet import whole
from tests.postgres import Postgres
from tests.wire.premises import PLAIN, Caller, Premises, on_the_wire, registered

SENDERS = 10
HELD_SECONDS = 2.0


@pytest.fixture
def server() -> Iterator[Postgres]:
    with Postgres() as started:
        yield started


@pytest.fixture
def premises(server: Postgres, tmp_path: Path) -> Iterator[Premises]:
    made = Premises(tmp_path, database=server.create())
    yield made
    made.close()


@pytest.mark.parametrize("moment", ["connect", "mail", "data"])
def test_a_database_that_stops_costs_a_451_and_the_same_mail_is_taken_when_it_is_back(
    server: Postgres, premises: Premises, moment: str
) -> None:
    registered(premises.call().greet().deliver(PLAIN))
    if moment == "connect":
        server.crash()
    caller = premises.call().greet()
    if moment == "mail":
        server.crash()
    caller.begin()
    if moment == "data":
        server.crash()
    assert caller.send(on_the_wire(PLAIN)).answer().startswith("451 4.3.0")
    assert caller.deliver(PLAIN).startswith("451 4.3.0"), "the connection goes on"
    server.start()
    again = registered(caller.deliver(PLAIN))
    assert premises.stored(again) == PLAIN
    assert len(premises.rows) == 2, "what was answered 451 is nowhere"


def test_mails_wait_while_the_inbox_is_locked_and_nothing_piles_up(premises: Premises) -> None:
    registered(premises.call().greet().deliver(PLAIN))
    callers = [premises.call().greet().begin() for _ in range(SENDERS)]
    threads = threading.active_count()
    with psycopg.connect(psycopg_url(premises)) as holder:
        holder.execute("LOCK TABLE inbound IN ACCESS EXCLUSIVE MODE")
        for number, caller in enumerate(callers):
            caller.send(on_the_wire(b"%d\r\n" % number + PLAIN))
        assert heard(callers, HELD_SECONDS) == []
        assert threading.active_count() <= threads
        holder.rollback()
    ids = [registered(caller.answer()) for caller in callers]
    assert sorted(premises.stored(number) for number in ids) == sorted(b"%d\r\n" % number + PLAIN for number in range(SENDERS))
    assert len(premises.rows) == SENDERS + 1


def psycopg_url(premises: Premises) -> str:
    return premises.database.url.set(drivername="postgresql").render_as_string(hide_password=False)


def heard(callers: list[Caller], seconds: float) -> list[object]:
    """Who has been answered within so many seconds."""
    return list(select.select([caller.socket for caller in callers], [], [], seconds)[0])


@pytest.mark.timeout(600)  # seconds; the programs start, and wait for leases
def test_a_database_that_is_restarted_again_and_again_costs_nothing_but_451s(tmp_path: Path) -> None:
    restarted(tmp_path, times=3, seconds=(0.2, 1))


@pytest.mark.faults
@pytest.mark.timeout(1800)
def test_a_database_that_is_restarted_every_five_seconds(tmp_path: Path) -> None:
    restarted(tmp_path, times=40, seconds=(4, 5))


def restarted(home: Path, times: int, seconds: tuple[float, float]) -> None:
    with Fleet(home / "home", workers=2) as fleet:
        found, letters = run(fleet, [DATABASE] * times, 116, seconds=seconds)
        with closing(Database(fleet.settings.database)) as database, database.reading() as session:
            counted = {
                table.__tablename__: session.scalar(asking(func.count()).select_from(table)) for table in (Inbound, Ticket, Event, Outbound)
            }
    print(f"\n{times} restarts: {len(found.acked)} mails answered 250, other codes {sorted(found.heard)}; {counted}")  # noqa: T201 - the figures of the run
    whole(found, letters, times)
    assert found.heard <= {451}

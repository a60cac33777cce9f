"""Do mails leave the database for the evidence store without a byte being lost or out of sight, whoever looks meanwhile?"""

import hashlib
import logging
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from gateway.clockwork.filing import Filing
from storage.database import Database
from storage.evidence import filing
from storage.evidence.files import Files
from storage.evidence.store import Evidence
from storage.mail import inbox
from storage.tables import Inbound, InboundRaw
from tests.s3 import S3, objects
from tests.storage.rows import NOON, arrival, at_once
from tests.tampering import unguarded

LATER = NOON + timedelta(hours=1)
MANY = 90


@pytest.fixture(params=["file", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Evidence:
    if request.param == "file":
        return Files(tmp_path / "evidence")
    server: S3 = request.getfixturevalue("s3")
    return objects(server, tmp_path.name, tmp_path / "evidence")


def content(number: int) -> bytes:
    return b"Subject: %d\r\n\r\n" % number + bytes(range(256)) * (number % 7)


def settled(database: Database, *raws: bytes, outcome: str | None = "opened", at: datetime = NOON) -> list[int]:
    """Mails that came in and were decided."""
    with database.writing() as session:
        made = inbox.file(session, [arrival(raw) for raw in raws])
        for number in made:
            row = session.get_one(Inbound, number)
            row.outcome, row.settled_at = outcome, at if outcome else None
    return made


def mover(database: Database, store: Evidence, chance: float = 0.0) -> Filing:
    return Filing(database, store, lambda: LATER, lambda: 0.0, lambda: chance)


def riding(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(InboundRaw)) or 0


def bytes_of(database: Database, store: Evidence, number: int) -> bytes:
    with database.reading() as session:
        return inbox.raw(session, store, number)


@pytest.mark.parametrize("chance", [0.0, 0.5, 0.999])
def test_settled_mails_are_moved_in_batches_and_read_as_before(database: Database, store: Evidence, chance: float) -> None:
    made = settled(database, *map(content, range(MANY)))
    move, batches = mover(database, store, chance), list[int]()
    while moved := move.file():
        batches.append(moved)
    assert sum(batches) == MANY
    assert max(batches) <= filing.ROWS
    assert riding(database) == 0
    assert [bytes_of(database, store, number) for number in made] == list(map(content, range(MANY)))
    with database.reading() as session:
        assert all(session.scalars(select(Inbound.spooled)))
    assert move.file() == 0


def test_what_is_not_settled_or_only_just_stays_where_it_is(database: Database, store: Evidence) -> None:
    settled(database, b"undecided", outcome=None)
    settled(database, b"just now", at=LATER - timedelta(minutes=9))
    old = settled(database, b"held", outcome="held-claimed")
    assert mover(database, store).file() == 1
    with database.reading() as session:
        assert list(session.scalars(select(Inbound.id).where(Inbound.spooled))) == old
        assert filing.waiting(session, LATER) == 1
    assert riding(database) == 2


def test_big_mails_are_few_in_memory_at_a_time(database: Database, tmp_path: Path) -> None:
    settled(database, *(b"%d" % n + bytes(1_000_000) for n in range(6)))
    move = mover(database, Files(tmp_path / "evidence"))
    assert [move.file() for _ in range(3)] == [3, 3, 0]


def test_a_reader_who_looked_at_the_row_before_finds_the_bytes_after_it_moved(database: Database, store: Evidence) -> None:
    """PostgreSQL shows the second question what the first one could not know; SQLite goes on seeing what was."""
    [number] = settled(database, content(3))
    with database.reading() as session:
        assert not session.get_one(Inbound, number).spooled
        assert mover(database, store).file() == 1
        assert inbox.raw(session, store, number) == content(3)
    assert bytes_of(database, store, number) == content(3)


def test_bytes_that_are_nowhere_are_no_empty_mail(database: Database, store: Evidence) -> None:
    [number] = settled(database, content(1))
    with database.writing() as session:
        session.delete(session.get_one(InboundRaw, number))
    with pytest.raises(LookupError, match="gone"):
        bytes_of(database, store, number)


def test_several_at_once_move_everything_once_under_readers_eyes(database: Database, store: Evidence) -> None:
    made = settled(database, *map(content, range(MANY)))
    over, wrong = threading.Event(), list[int]()

    def look() -> None:
        while not over.is_set():
            wrong.extend(n for i, n in enumerate(made) if bytes_of(database, store, n) != content(i))

    def move(hand: int) -> int:
        if hand == 0:
            look()
            return 0
        hands, total = mover(database, store, hand / 4), 0
        while moved := hands.file():
            total += moved
        if riding(database) == 0:
            over.set()
        return total

    moved = at_once(4, move)
    assert sum(moved) >= MANY, "whoever came second put the same bytes again, at most"
    assert (riding(database), wrong) == (0, [])
    look_once = [bytes_of(database, store, number) for number in made]
    assert look_once == list(map(content, range(MANY)))


def test_rows_that_another_holds_are_left_for_the_next_time(database: Database, store: Evidence) -> None:
    held, free = settled(database, content(1), content(2))
    if database.is_sqlite:
        assert mover(database, store).file() == 2  # one writer: there is no row to hold
        return
    with database.writing() as session:
        session.scalar(select(Inbound.id).where(Inbound.id == held).with_for_update())
        mover(database, store).file()
    with database.reading() as session:
        assert list(session.scalars(select(Inbound.id).where(Inbound.spooled))) == [free]
    assert mover(database, store).file() == 1


def test_bytes_that_are_no_longer_those_that_came_stay_and_are_told_of(
    database: Database, store: Evidence, caplog: pytest.LogCaptureFixture
) -> None:
    spoilt, sound = settled(database, content(1), content(2))
    with database.writing() as session:
        unguarded(session).get_one(Inbound, spoilt).sha256 = hashlib.sha256(b"another").hexdigest()
    move = mover(database, store)
    with caplog.at_level(logging.CRITICAL):
        assert [move.file() for _ in range(3)] == [1, 0, 0]
    assert f"in-{spoilt}" in caplog.text
    assert bytes_of(database, store, spoilt) == content(1)
    assert bytes_of(database, store, sound) == content(2)


def test_a_store_that_does_not_take_them_leaves_them_in_the_database(database: Database, tmp_path: Path) -> None:
    made = settled(database, content(1), content(2))
    (tmp_path / "evidence").write_text("no folder")
    move = mover(database, Files(tmp_path / "evidence"))
    with pytest.raises(OSError, match=r"exists|directory"):
        move.file()
    assert riding(database) == 2
    (tmp_path / "evidence").unlink()
    while move.file():
        pass
    assert riding(database) == 0
    assert [bytes_of(database, Files(tmp_path / "evidence"), n) for n in made] == [content(1), content(2)]

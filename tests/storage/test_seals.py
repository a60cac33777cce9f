"""Is everything sealed once, in one order, without a gap, however many seal at once and whatever dies meanwhile?"""

import random
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from gateway.clockwork import sealing
from gateway.clockwork.sealing import Sealing
from storage.database import Database
from storage.evidence.files import Files
from storage.record import findings, items, seals, verifying
from storage.record.findings import Found
from storage.record.sealed import Sealed
from storage.record.seals import Head, Item, Latest
from storage.tables import Event, Seal
from storage.ticket import tickets
from tests.storage.rows import NOON, arrive, at_once, move, open_ticket

LATER = NOON + timedelta(seconds=9)


def sealer(database: Database, folder: Path, heard: Callable[[Head], None] = lambda _head: None) -> Sealing:
    return Sealing(database, Files(folder / "evidence"), lambda: LATER, lambda: 0.0, Latest(), heard)


def found(database: Database, folder: Path) -> list[Found]:
    with database.snapshot() as session:
        erased = findings.gone(session)
        steps = [
            *verifying.tickets(session, erased),
            *verifying.chain(session, Sealed(Files(folder / "evidence"), database.reading), erased),
        ]
    return [step for step in steps if step and not step.where.startswith("day ")]  # nobody drew these numbers


def test_what_is_on_record_is_sealed_in_one_chain(database: Database, tmp_path: Path) -> None:
    with database.writing() as session:
        for number in ("L_61123001", "L_61123002"):
            ticket = open_ticket(session, number)
            move(session, ticket, "route", group="21150.SR-1")
    heads: list[Head] = []
    assert sealer(database, tmp_path, heads.append).seal() == 4
    with database.reading() as session:
        rows = session.scalars(select(Seal).order_by(Seal.seq)).all()
        assert [row.seq for row in rows] == [1, 2, 3, 4]
        assert [row.of for row in rows] == list(session.scalars(select(Event.id).order_by(Event.id)))
        assert [row.prev for row in rows] == ["", *(row.hash for row in rows[:-1])]
        assert heads == [Head(4, rows[-1].hash, LATER)]
        assert verifying.waiting(session) == 0
    assert found(database, tmp_path) == []


def test_nothing_is_sealed_twice(database: Database, tmp_path: Path) -> None:
    with database.writing() as session:
        open_ticket(session)
    one = sealer(database, tmp_path)
    assert [one.seal(), one.seal(), sealer(database, tmp_path).seal()] == [1, 0, 0]


def test_whoever_comes_second_leaves_it_to_the_first(database: Database) -> None:
    with database.reading() as session:
        before = seals.head(session)
    thing = Item(items.OPERATOR, 0, "a" * 64)
    with database.writing() as session:
        seals.seal(session, before, [thing], NOON)
    with pytest.raises(IntegrityError), database.writing() as session:
        seals.seal(session, before, [thing], NOON)


def test_what_is_committed_late_is_sealed_though_later_rows_were_before_it(on_postgresql: Database, tmp_path: Path) -> None:
    one = sealer(on_postgresql, tmp_path)
    with on_postgresql.writing() as late:
        open_ticket(late)
        late.flush()
        with on_postgresql.writing() as session:
            open_ticket(session, "L_61123002")
        assert one.seal() == 1
    assert [one.seal(), one.seal()] == [1, 0]
    assert found(on_postgresql, tmp_path) == []


def test_the_look_begins_anew_each_hour(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a row had been committed so late that the look was long past its number."""
    monkeypatch.setattr(sealing, "SLACK", 0)
    now = [0.0]
    one = Sealing(database, Files(tmp_path / "evidence"), lambda: LATER, lambda: now[0], Latest())
    one.seal()
    with database.writing() as session:
        open_ticket(session)
    one._after[items.EVENT] = 1_000
    assert one.seal() == 0
    now[0] += 2 * sealing.ANEW_SECONDS
    assert one.seal() == 1


def test_an_operators_act_is_sealed_at_once(database: Database, tmp_path: Path) -> None:
    head = seals.act(database, {"act": "restored", "reason": "o disco"}, NOON)
    with database.reading() as session:
        row = session.get_one(Seal, head.seq)
        assert (row.kind, row.of, row.said) == ("operator", 1, '{"act":"restored","reason":"o disco"}')
    assert found(database, tmp_path) == []


def test_a_mail_is_sealed_without_telling_who_sent_it(database: Database, tmp_path: Path) -> None:
    mails = arrive(database, "a", "b")
    sealer(database, tmp_path).seal()
    with database.reading() as session:
        rows = session.scalars(select(Seal).where(Seal.kind == items.MAIL).order_by(Seal.seq)).all()
        assert [row.of for row in rows] == mails
        assert rows[0].salt != rows[1].salt
        assert {len(row.salt or b"") for row in rows} == {16}
    assert found(database, tmp_path) == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("moves", [12, pytest.param(900, marks=pytest.mark.faults)])
def test_many_workers_with_rollbacks_leave_one_whole_chain(database: Database, tmp_path: Path, moves: int) -> None:
    """Eight threads move tickets, a third of the transactions is rolled back, two seal all the while."""
    with database.writing() as session:
        rows = [open_ticket(session, f"L_6112300{n}") for n in range(4)]
        for row in rows:
            move(session, row, "route", group="21150.SR-1")
        ids = [row.id for row in rows]
    enough = threading.Event()

    def seal() -> None:
        one = sealer(database, tmp_path)
        while not enough.is_set():
            one.seal()

    sealers = [threading.Thread(target=seal) for _ in range(2)]
    for thread in sealers:
        thread.start()
    done = sum(at_once(8, lambda worker: moved(database, ids, worker, moves)))
    enough.set()
    for thread in sealers:
        thread.join()
    last = sealer(database, tmp_path)
    while last.seal():
        pass
    with database.reading() as session:
        assert session.query(Event).count() == 8 + done
        assert [row.seq for row in session.scalars(select(Seal).order_by(Seal.seq))] == list(range(1, 9 + done))
    assert found(database, tmp_path) == []


def moved(database: Database, ids: Sequence[int], worker: int, moves: int) -> int:
    """Moves some tickets; a third of the transactions ends in nothing. Returns how many did not."""
    chance, done = random.Random(worker), 0
    for _ in range(moves):
        with suppress(Interrupted), database.writing() as session:
            row = tickets.lock(session, chance.choice(ids))
            tickets.move(session, row, "note", at=NOON, by=f"p{worker}", changes={}, facts={})
            if chance.random() < 0.3:
                raise Interrupted
            done += 1
    return done


class Interrupted(Exception):
    """Rolls a transaction back."""

"""Which token covers a place of the record, and is the operator told once?"""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.database import Database
from storage.record import items, seals, stamps
from storage.record.seals import Head, Item
from storage.record.stamps import Stamped
from tests.world import MONDAY


def stamped(seq: int) -> Stamped:
    return Stamped(seq, f"{seq:064x}", MONDAY + timedelta(hours=seq), "https://act.orgao.example/tsa", bytes((seq,)))


def test_the_first_token_at_a_place_or_behind_it_covers_it(database: Database) -> None:
    with database.writing() as session:
        for seq in (3, 8, 5):
            stamps.put(session, stamped(seq))
    with database.reading() as session:
        assert [stamps.of(session, seq) for seq in (1, 3, 4, 8, 9)] == [stamped(3), stamped(3), stamped(5), stamped(8), None]
        assert stamps.newest(session) == stamped(8)
        assert stamps.within(session, 4, 8) == [stamped(5), stamped(8)]


def test_what_lacks_a_token_does_so_since_its_seal(database: Database) -> None:
    with database.writing() as session:
        assert stamps.lacking_since(session, 0) is None
        head = seals.seal(session, Head(0, ""), [Item(items.OPERATOR, 0, "0" * 64, said="{}")], MONDAY)
        seals.seal(session, head, [Item(items.OPERATOR, 0, "0" * 64, said="{}")], MONDAY + timedelta(hours=1))
    with database.reading() as session:
        assert [stamps.lacking_since(session, seq) for seq in (0, 1, 2)] == [MONDAY, MONDAY + timedelta(hours=1), None]


def test_a_lack_is_noted_once_and_its_end_once(database: Database) -> None:
    with database.writing() as session:
        stamps.tell(session, MONDAY)
    with pytest.raises(IntegrityError), database.writing() as session:
        stamps.tell(session, MONDAY)
    with database.writing() as session:
        assert stamps.told(session) == MONDAY
        assert [stamps.over(session), stamps.over(session)] == [True, False]
        assert stamps.told(session) is None


@pytest.mark.parametrize("statement", ["UPDATE stamp SET seq = 9", "DELETE FROM stamp"])
def test_the_database_lets_nobody_change_a_token(database: Database, statement: str) -> None:
    with database.writing() as session:
        stamps.put(session, stamped(1))
    with pytest.raises(DBAPIError, match="append-only"), database.writing() as session:
        session.execute(text(statement))

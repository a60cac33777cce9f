"""Is a mail kept as it came, and does it take effect once?"""

from dataclasses import replace
from pathlib import Path

import pytest

from storage.database import Database
from storage.evidence.files import Files
from storage.mail import inbox
from storage.mail.known import known
from storage.tables import Inbound
from tests.storage.rows import ASKED, NOON, arrival, arrive, at_once

ANY_BYTES = bytes(range(256)) + b"\r\n.\r\n\x00\xff" * 3


def test_mails_are_filed_in_the_order_of_their_arrival(database: Database) -> None:
    with database.writing() as session:
        made = inbox.file(session, [arrival(f"mail {n}".encode()) for n in range(120)])
        made += inbox.file(session, [arrival(b"mail 120")])
    assert made == sorted(set(made))
    with database.reading() as session:
        assert [inbox.raw(session, Files(Path()), i) for i in made] == [f"mail {n}".encode() for n in range(121)]


@pytest.mark.parametrize("raw", [ANY_BYTES, b"", b"x" * 1_000_000])
def test_the_bytes_come_back_as_received(database: Database, tmp_path: Path, raw: bytes) -> None:
    evidence = Files(tmp_path / "evidence")
    with evidence.spool() as spool:
        spool.write(raw)
        sha256 = spool.keep()
    riding = arrival(raw)
    with database.writing() as session:
        made = inbox.file(session, [riding, replace(riding, raw=None, sha256=sha256), riding])
    with database.reading() as session:
        rows = [session.get_one(Inbound, i) for i in made]
        assert [inbox.raw(session, evidence, i) for i in made] == [raw] * 3
        assert [(r.spooled, r.sha256, r.size) for r in rows] == [(spooled, sha256, len(raw)) for spooled in (False, True, False)]


def test_a_mail_nobody_filed_has_no_bytes(database: Database) -> None:
    with database.reading() as session, pytest.raises(LookupError):
        inbox.raw(session, Files(Path()), 1)


def test_an_envelope_is_kept_as_the_door_saw_it_and_is_due_at_once(database: Database) -> None:
    seen = replace(
        arrival(), peer="192.0.2.7", helo="m\udce9\x00quina", tls="TLSv1.3", login="maria", rcpt_to=("a@b.example", "\udcff@c.example")
    )
    with database.writing() as session:
        [made] = inbox.file(session, [seen])
    with database.reading() as session:
        row = session.get_one(Inbound, made)
        assert (row.peer, row.helo, row.tls, row.login, row.rcpt_to) == (
            "192.0.2.7",
            "m?quina",
            "TLSv1.3",
            "maria",
            ["a@b.example", "?@c.example"],
        )
        assert (row.received_at, row.due_at, row.attempts, row.outcome) == (NOON, NOON, 0, None)


def test_of_two_arrivals_of_a_mail_one_takes_effect(database: Database) -> None:
    made = arrive(database, "", "")

    def take(hand: int) -> bool:
        with database.writing() as session:
            return inbox.take_effect(session, "d" * 64, made[hand])

    won = at_once(2, take)
    assert sorted(won) == [False, True]
    with database.reading() as session:
        assert known(session, replace(ASKED, digest="d" * 64)).twin == made[won.index(True)]
        assert known(session, replace(ASKED, digest="e" * 64)).twin is None


def test_an_effect_that_was_rolled_back_leaves_the_place_free(database: Database) -> None:
    first, second = arrive(database, "", "")
    with pytest.raises(RuntimeError), database.writing() as session:  # noqa: PT012 - the transaction is what fails
        assert inbox.take_effect(session, "d" * 64, first)
        raise RuntimeError
    with database.writing() as session:
        assert inbox.take_effect(session, "d" * 64, second)


def test_losing_the_race_leaves_the_transaction_usable(database: Database) -> None:
    first, second = arrive(database, "", "")
    with database.writing() as session:
        assert inbox.take_effect(session, "d" * 64, first)
        assert not inbox.take_effect(session, "d" * 64, second)
        session.get_one(Inbound, second).flags = ["late"]
    with database.reading() as session:
        assert session.get_one(Inbound, second).flags == ["late"]


def test_a_mail_that_came_twice_counts_from_its_first_arrival(database: Database) -> None:
    first, second = arrive(database, "", "")
    with database.writing() as session:
        for made in (first, second):
            session.get_one(Inbound, made).digest = "d" * 64
    with database.reading() as session:
        assert known(session, replace(ASKED, digest="d" * 64)).earliest == NOON
        assert known(session, replace(ASKED, digest="e" * 64)).earliest is None

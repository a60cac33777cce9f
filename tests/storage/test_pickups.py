"""Is a mail of a mailbox claimed by one poller, on record once, and filed in the end, on either database?"""

from datetime import timedelta

import pytest

from storage.database import Database
from storage.mail.inbox import Arrival
from storage.mailbox import mailboxes, pickups, suspects
from storage.mailbox.pickups import Busy, Found, Kept, Seen
from storage.tables import Inbound, Pickup
from tests.world import MONDAY

VALIDITY = 4_000_000_000
LEASE = timedelta(seconds=30)
HOUR = timedelta(hours=1)


@pytest.fixture
def mailbox(database: Database) -> int:
    with database.writing() as session:
        return mailboxes.known(session, "suporte@imap.example/INBOX", MONDAY)


def claim(database: Database, mailbox: int, *uids: int, after: timedelta = timedelta()) -> dict[int, int]:
    seen = [Seen(uid, 100 * uid, MONDAY - HOUR) for uid in uids]
    with database.writing() as session:
        return pickups.claim(session, mailbox, VALIDITY, seen, MONDAY + after, LEASE)


def found(database: Database, mailbox: int, *there: int, after: timedelta = timedelta(), first: int = 1) -> Found:
    with database.writing() as session:
        return pickups.found(session, mailbox, VALIDITY, there, lambda uid: uid >= first, MONDAY + after)


def arrival(text: str) -> Arrival:
    return Arrival(MONDAY - HOUR, "imap", (), "", len(text), "", text.encode())


def put(database: Database, claims: dict[int, int]) -> list[int]:
    arrivals = {pickup: arrival(f"mail {uid}") for uid, pickup in claims.items()}
    with database.writing() as session:
        return pickups.put_on_record(session, arrivals, MONDAY + LEASE)


def outcomes(database: Database) -> dict[int, str | None]:
    with database.reading() as session:
        return {row.uid: row.outcome for row in session.query(Pickup)}


def test_what_counts_is_fetched_in_order_and_what_does_not_is_left_alone(database: Database, mailbox: int) -> None:
    assert found(database, mailbox, 3, 5, 9, first=5) == Found((5, 9), (), unfinished=False)


def test_one_poller_at_a_time_fetches(database: Database, mailbox: int) -> None:
    assert set(claim(database, mailbox, 1, 2)) == {1, 2}
    with pytest.raises(Busy):
        claim(database, mailbox, 3)
    assert found(database, mailbox, 1, 2, 3) == Found((3,), (), unfinished=True)
    assert set(claim(database, mailbox, 1, 2, 3, after=LEASE)) == {1, 2, 3}, "its turn ends by itself"


def test_a_mail_is_on_record_once_however_many_fetched_it(database: Database, mailbox: int) -> None:
    first = claim(database, mailbox, 1, 2)
    second = claim(database, mailbox, 1, 2, 3, after=LEASE)
    assert len(put(database, first)) == 2, "who overslept was still the first to commit"
    assert len(put(database, second)) == 1
    assert put(database, second) == []
    with database.reading() as session:
        assert session.query(Inbound).count() == 3


def test_mails_are_on_record_in_their_order(database: Database, mailbox: int) -> None:
    ids = put(database, claim(database, mailbox, 9, 4, 7))
    with database.reading() as session:
        sizes = [session.get_one(Inbound, i).sha256 for i in sorted(ids)]
    assert ids == sorted(ids)
    assert len(set(sizes)) == 3


def test_who_put_it_on_record_files_it_and_another_one_only_later(database: Database, mailbox: int) -> None:
    claims = claim(database, mailbox, 1)
    put(database, claims)
    assert found(database, mailbox, 1) == Found((), (), unfinished=False)
    assert found(database, mailbox, 1, after=LEASE).file == (Kept(claims[1], 1, MONDAY - HOUR),)


def test_what_was_not_filed_in_time_is_taken_by_one_to_file_it(database: Database, mailbox: int) -> None:
    put(database, claim(database, mailbox, 1, 2))
    kept = found(database, mailbox, 1, 2, after=LEASE).file
    with database.writing() as session:
        assert pickups.take_to_file(session, kept[:1], MONDAY + LEASE, MONDAY + 2 * LEASE) == [kept[0]]
        assert pickups.take_to_file(session, kept, MONDAY + LEASE, MONDAY + 2 * LEASE) == [kept[1]]
        assert pickups.take_to_file(session, kept, MONDAY + 2 * LEASE, MONDAY + HOUR) == list(kept), "who died is not waited for"


def test_who_has_lost_its_claim_puts_nothing_off(database: Database, mailbox: int) -> None:
    claims = claim(database, mailbox, 1)
    claim(database, mailbox, 1, after=LEASE)
    with database.writing() as session:
        suspects.put_off(session, list(claims.values()), 1, MONDAY + HOUR, "NO")
    assert found(database, mailbox, 1, after=LEASE).unfinished
    with pytest.raises(Busy):
        claim(database, mailbox, 1, after=LEASE)


def test_a_filed_mail_is_left_alone_wherever_it_shows_up(database: Database, mailbox: int) -> None:
    claims = claim(database, mailbox, 1)
    put(database, claims)
    with database.writing() as session:
        pickups.file(session, {claims[1]: 17}, "Recebidos/2026-11", 5, pickups.COPIED, MONDAY)
    assert found(database, mailbox, 1, after=HOUR) == Found((), (), unfinished=False)
    with database.reading() as session:
        row = session.query(Pickup).one()
        assert (row.folder, row.folder_uid, row.outcome) == ("Recebidos/2026-11", 17, "copied")


def test_what_is_put_off_waits_and_is_counted(database: Database, mailbox: int) -> None:
    claims = claim(database, mailbox, 1)
    with database.writing() as session:
        suspects.put_off(session, [claims[1]], 1, MONDAY + HOUR, "NO")
        assert suspects.tries(session, mailbox, VALIDITY) == {1: 1}
    assert found(database, mailbox, 1, 2) == Found((2,), (), unfinished=True)
    assert claim(database, mailbox, 2), "and holds up nobody"
    assert found(database, mailbox, 1, after=HOUR).fetch == (1,)


def test_what_is_gone_is_settled_but_not_what_is_newer_than_the_search(database: Database, mailbox: int) -> None:
    put(database, claim(database, mailbox, 1))
    claim(database, mailbox, 2)
    for minutes, wanted in ((1, {1: None, 2: None}), (3, {1: "filed", 2: "gone"})):
        with database.writing() as session:
            pickups.settle_vanished(session, mailbox, VALIDITY, (), MONDAY + timedelta(minutes=minutes))
        assert outcomes(database) == wanted


def test_what_was_gone_and_had_been_fetched_is_on_record_all_the_same(database: Database, mailbox: int) -> None:
    claims = claim(database, mailbox, 1)
    with database.writing() as session:
        pickups.settle_vanished(session, mailbox, VALIDITY, (), MONDAY + HOUR)
    assert len(put(database, claims)) == 1


def test_what_was_gone_and_is_there_again_is_fetched(database: Database, mailbox: int) -> None:
    claim(database, mailbox, 1)
    with database.writing() as session:
        pickups.settle_vanished(session, mailbox, VALIDITY, (), MONDAY + HOUR)
    assert found(database, mailbox, 1, after=HOUR) == Found((1,), (), unfinished=False)
    assert len(put(database, claim(database, mailbox, 1, after=HOUR))) == 1
    assert outcomes(database) == {1: None}


def test_numbered_anew_nothing_waits_under_its_old_number(database: Database, mailbox: int) -> None:
    put(database, claim(database, mailbox, 1))
    claim(database, mailbox, 2)
    with database.writing() as session:
        pickups.settle_vanished(session, mailbox, VALIDITY + 1, (1, 2), MONDAY + HOUR)
    assert outcomes(database) == {1: "filed", 2: "gone"}


def test_what_cannot_be_fetched_is_left_to_a_person(database: Database, mailbox: int) -> None:
    claims = claim(database, mailbox, 1)
    with database.writing() as session:
        suspects.put_off(session, [claims[1]], 1, MONDAY, "NO [SERVERBUG]")
        assert suspects.give_up(session, claims[1], MONDAY) == "NO [SERVERBUG]"
    assert found(database, mailbox, 1, after=HOUR) == Found((), (), unfinished=False)
    assert outcomes(database) == {1: "unfetchable"}


@pytest.mark.parametrize(("disposition", "wanted"), [("dead", 1), ("too-costly", 1), ("opened", 0), (None, 0)])
def test_what_was_set_aside_goes_to_quarantine_once(database: Database, mailbox: int, disposition: str | None, wanted: int) -> None:
    claims = claim(database, mailbox, 1)
    inbound_id = put(database, claims)[0]
    with database.writing() as session:
        pickups.file(session, {claims[1]: 17}, "Recebidos/2026-11", 5, pickups.FILED, MONDAY)
        session.get_one(Inbound, inbound_id).outcome = disposition
    with database.writing() as session:
        kept = pickups.to_quarantine(session, mailbox, MONDAY + HOUR)
        assert [(one.folder_uid, one.folder_validity) for one in kept] == [(17, 5)] * wanted
        pickups.file(session, {one.id: 1 for one in kept}, "Quarentena", 6, pickups.QUARANTINED, MONDAY + HOUR)
    with database.reading() as session:
        assert pickups.to_quarantine(session, mailbox, MONDAY + HOUR) == ()

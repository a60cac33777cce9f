"""What is on record of a mailbox and what of it lies in the intake folder still, on either database?"""

from datetime import timedelta

from storage.counting import reconciliation
from storage.database import Database
from storage.mail.inbox import Arrival
from storage.mailbox import leftovers, mailboxes, pickups, suspects
from storage.mailbox.leftovers import Standing, Unfiled
from storage.mailbox.mailboxes import Start
from storage.mailbox.pickups import COPIED, FILED, Seen
from tests.world import MONDAY

NAME = "suporte@carteiro.example@imap.example/INBOX"
BEGUN = Start(7, 1, MONDAY, looks_back=False)
SOON = timedelta(seconds=30)
RAW = b"Subject: Oi\r\n\r\nOi\r\n"


def put(database: Database) -> tuple[int, dict[int, int]]:
    """UIDs 1 to 5 are on record, 6 to 7 seen; returns mailbox and pickups."""
    with database.writing() as session:
        mailbox = mailboxes.known(session, NAME, MONDAY)
        mailboxes.begin(session, mailbox, BEGUN)
        claims = pickups.claim(session, mailbox, 7, [Seen(uid, 9, MONDAY) for uid in range(1, 8)], MONDAY, SOON)
        arrivals = {claims[uid]: Arrival(MONDAY, "imap", (), "", len(RAW), "", RAW) for uid in range(1, 6)}
        pickups.put_on_record(session, arrivals, MONDAY + SOON)
        pickups.file(session, {claims[1]: 1}, "Recebidos/2026-11", 3, FILED, MONDAY)
        pickups.file(session, {claims[2]: 0}, "Recebidos/2026-11", 3, COPIED, MONDAY)
        suspects.give_up(session, claims[7], MONDAY)
    return mailbox, claims


def test_what_lies_there_is_told_apart(database: Database) -> None:
    with database.reading() as session:
        assert leftovers.standing(session, NAME) == Standing()
    mailbox, claims = put(database)
    lies = {2: "elsewhere", 3: "recorded", 4: "recorded", 5: "recorded", 6: "fetching", 7: "elsewhere"}
    with database.reading() as session:
        assert leftovers.standing(session, NAME) == Standing(mailbox, BEGUN, lies)
    with database.writing() as session:
        pickups.put_off(session, [claims[3]], MONDAY, "no")
        pickups.put_off(session, [claims[4]], MONDAY, "full")
    with database.reading() as session:
        assert leftovers.standing(session, NAME).unfiled == Unfiled(2, MONDAY, "full")


def test_places_are_those_of_mails_on_record(database: Database) -> None:
    put(database)
    with database.reading() as session:
        found = reconciliation.places(session)
    filed, copied = ((NAME, outcome, "Recebidos/2026-11") for outcome in (FILED, COPIED))
    assert [found[mail] for mail in sorted(found)] == [filed, copied, *[(NAME, None, "")] * 3]


def test_what_cannot_be_read_counts_while_it_is_ours_or_was_tried_lately(database: Database) -> None:
    mailbox, _ = put(database)
    week = MONDAY + timedelta(days=8)
    with database.writing() as session:
        assert reconciliation.unreadable(session, [NAME], MONDAY) == []
        mailboxes.troubled(session, mailbox, "login", "no", MONDAY)
        wrong = [(NAME, "login", MONDAY)]
        assert reconciliation.unreadable(session, [], MONDAY) == reconciliation.unreadable(session, [NAME], week) == wrong
        assert reconciliation.unreadable(session, [], week) == []

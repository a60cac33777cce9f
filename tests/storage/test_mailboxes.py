"""From where on does a mailbox count, and until when is all of it on record, on either database?"""

from datetime import timedelta

from storage.database import Database
from storage.mailbox import mailboxes
from storage.mailbox.mailboxes import Start
from tests.world import MONDAY

NAME = "suporte@carteiro.example@imap.example/INBOX"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
BEGUN = Start(7, 101, MONDAY, looks_back=False)


def known(database: Database, name: str = NAME) -> int:
    with database.writing() as session:
        return mailboxes.known(session, name, MONDAY)


def behind(database: Database, *names: str, hours: int = 0, now: int = 3) -> list[str]:
    with database.reading() as session:
        return mailboxes.behind(session, names, MONDAY + hours * HOUR, MONDAY + now * HOUR)


def whole(database: Database, mailbox_id: int, hours: float) -> None:
    with database.writing() as session:
        mailboxes.begin(session, mailbox_id, BEGUN)
        assert mailboxes.whole(session, mailbox_id, MONDAY + hours * HOUR, BEGUN)


def test_a_mailbox_is_put_on_record_once(database: Database) -> None:
    assert known(database) == known(database)
    with database.writing() as session:
        assert [row.name for row in mailboxes.every(session)] == [NAME]


def test_where_it_began_is_kept(database: Database) -> None:
    mailbox_id = known(database)
    began = Start(4_294_967_295, 4_294_967_294, MONDAY, looks_back=True, backlog="2026-11-01", left_alone=7)
    with database.writing() as session:
        assert mailboxes.start(session, mailbox_id) is None
        mailboxes.begin(session, mailbox_id, began)
    with database.writing() as session:
        assert mailboxes.start(session, mailbox_id) == began
        assert mailboxes.whole(session, mailbox_id, MONDAY, began)
    with database.writing() as session:
        after = mailboxes.start(session, mailbox_id)
        assert after is not None
        assert not after.looks_back


def test_a_mailbox_never_read_is_behind(database: Database) -> None:
    assert behind(database, NAME), "it is read by our settings, and nobody has looked yet"
    assert not behind(database)
    mailbox_id = known(database)
    assert behind(database, NAME)
    assert behind(database), "another process reads it"
    whole(database, mailbox_id, 1)
    assert not behind(database, NAME)


def test_it_is_behind_what_arrived_after_it_was_last_read_whole(database: Database) -> None:
    mailbox_id = known(database)
    whole(database, mailbox_id, 1)
    assert not behind(database, NAME, hours=0)
    assert behind(database, NAME, hours=1), "of the same instant nobody knows"
    assert behind(database, NAME, hours=2)
    whole(database, mailbox_id, 2 + 59 / 3600)
    assert behind(database, NAME, hours=2), "clocks differ"


def test_an_earlier_look_that_ends_later_takes_nothing_back(database: Database) -> None:
    mailbox_id = known(database)
    whole(database, mailbox_id, 2)
    whole(database, mailbox_id, 1)
    assert not behind(database, NAME, hours=1)


def test_a_look_at_less_than_counts_now_is_no_whole_one(database: Database) -> None:
    mailbox_id = known(database)
    anew = Start(8, 60, MONDAY, looks_back=True)
    with database.writing() as session:
        mailboxes.begin(session, mailbox_id, anew)
        assert not mailboxes.whole(session, mailbox_id, MONDAY + HOUR, BEGUN)
        assert mailboxes.start(session, mailbox_id) == anew
    assert behind(database, NAME)


def test_one_that_nobody_reads_any_more_holds_up_nothing_for_ever(database: Database) -> None:
    known(database)
    assert behind(database, now=24 * 7 - 1)
    assert not behind(database, now=24 * 7 + 1)
    assert behind(database, NAME, now=24 * 7 + 1), "while it stands in our own settings it does"


def test_trouble_is_dated_from_its_beginning_and_ends_with_a_whole_look(database: Database) -> None:
    mailbox_id = known(database)
    with database.writing() as session:
        assert mailboxes.troubled(session, mailbox_id, "login", "NO", MONDAY) == MONDAY
        assert mailboxes.troubled(session, mailbox_id, "silent", "nothing", MONDAY + HOUR) == MONDAY
    whole(database, mailbox_id, 2)
    with database.writing() as session:
        assert mailboxes.troubled(session, mailbox_id, "login", "NO", MONDAY + 3 * HOUR) == MONDAY + 3 * HOUR


def test_each_thing_is_told_once_a_day(database: Database) -> None:
    mailbox_id = known(database)
    told = []
    for why, hours in (("login", 0), ("login", 23), ("unfiled", 1), ("login", 24), ("login", 25)):
        with database.writing() as session:
            told.append(mailboxes.to_be_told(session, mailbox_id, why, MONDAY + hours * HOUR, DAY))
    assert told == [True, False, True, True, False]

"""From where on does a mailbox count: at the first look, when older mail is asked for, when the server numbers its mails anew?"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from gateway.doors.imap.beginning import EVER, begin
from storage.mailbox.mailboxes import Start
from tests.world import MONDAY

ZONE = ZoneInfo("America/Sao_Paulo")
FIRST_LOOK = MONDAY - timedelta(minutes=1)
LATER = MONDAY + timedelta(days=30)
NOVEMBER = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Folder:
    uidvalidity: int = 7
    uid_next: int = 101
    exists: int = 60


def first(backlog: str = "") -> Start:
    return begin(None, Folder(), backlog, MONDAY, ZONE)


def test_what_was_there_before_the_first_look_is_left_alone() -> None:
    assert first() == Start(7, 101, FIRST_LOOK, looks_back=False, left_alone=60)


def test_all_of_it_when_asked_for() -> None:
    assert first("all") == Start(7, 1, EVER, looks_back=False, backlog="all")


def test_from_a_local_day_on_when_asked_for() -> None:
    assert first("2026-11-01") == Start(7, 101, NOVEMBER, looks_back=True, backlog="2026-11-01")


def test_nothing_changes_from_look_to_look() -> None:
    for backlog in ("", "all", "2026-11-01"):
        assert begin(first(backlog), Folder(uid_next=500), backlog, LATER, ZONE) == first(backlog)


def test_older_mail_may_be_asked_for_afterwards() -> None:
    assert begin(first(), Folder(), "all", LATER, ZONE).first_uid == 1
    later = begin(first(), Folder(uid_next=500), "2026-11-01", LATER, ZONE)
    assert (later.first_uid, later.since, later.looks_back) == (101, NOVEMBER, True)


def test_asking_for_less_afterwards_leaves_out_nothing_that_counted() -> None:
    assert begin(first(), Folder(), "2026-12-20", LATER, ZONE).since == FIRST_LOOK
    assert begin(first("all"), Folder(), "", LATER, ZONE) == first("all")


def test_numbered_anew_the_day_of_arrival_tells_what_counts() -> None:
    anew = begin(first(), Folder(uidvalidity=8, uid_next=61), "", LATER, ZONE)
    assert anew == Start(8, 61, FIRST_LOOK, looks_back=True, left_alone=60)


def test_numbered_anew_all_counts_where_all_counted() -> None:
    anew = begin(first("all"), Folder(uidvalidity=8, uid_next=61), "all", LATER, ZONE)
    assert (anew.uidvalidity, anew.first_uid) == (8, 1)

"""From where on does a mailbox count? What arrives after the first look, unless older mail is asked for (CARTEIRO_MAILBOXES, ?backlog)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from storage.mailbox.mailboxes import Start

ALL = "all"
CLOCKS = timedelta(minutes=1)  # an INTERNALDATE is told in whole seconds of the server's clock: in doubt a mail counts
EVER = datetime(1970, 1, 1, tzinfo=UTC)


class Selected(Protocol):
    """What the server says when the intake folder is selected (RFC 3501, 7.3.1 and 7.1). exists: how many mails lie there."""

    uidvalidity: int
    uid_next: int
    exists: int


def begin(before: Start | None, folder: Selected, backlog: str, now: datetime, zone: ZoneInfo) -> Start:
    """What counts at this look. before: what counted so far, None at the first one; backlog: ``, `all` or a local date `2026-11-01`.

    When the server numbers its mails anew (another UIDVALIDITY, RFC 3501, 2.3.1.1), their INTERNALDATE tells those that count.
    """
    if before is None:
        if backlog:
            return _asked(Start(folder.uidvalidity, folder.uid_next, now, looks_back=False), backlog, zone)
        return Start(folder.uidvalidity, folder.uid_next, now - CLOCKS, looks_back=False, left_alone=folder.exists)
    if before.uidvalidity != folder.uidvalidity:
        first = 1 if before.since == EVER else folder.uid_next
        before = replace(before, uidvalidity=folder.uidvalidity, first_uid=first, looks_back=True)
    return _asked(before, backlog, zone) if backlog and backlog != before.backlog else before


def _asked(start: Start, backlog: str, zone: ZoneInfo) -> Start:
    if backlog == ALL:
        return replace(start, first_uid=1, since=EVER, looks_back=False, backlog=backlog)
    since = datetime.combine(date.fromisoformat(backlog), time(), zone).astimezone(UTC)
    return replace(start, since=min(since, start.since), looks_back=True, backlog=backlog)

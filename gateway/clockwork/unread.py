"""Is a deadline held up because an answer may lie in a mailbox that was not read since, and does the operator know?"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from gateway.clockwork import alarm
from gateway.clockwork.bell import SEND
from gateway.clockwork.tools import Tools
from storage.mailbox import mailboxes

PATIENCE = timedelta(hours=1)  # the next look is minutes away, when anybody looks
DAY = timedelta(days=1)


def behind(session: Session, tools: Tools, until: datetime) -> list[str]:
    """The mailboxes that may hold mail which arrived up to an instant gone by, and is not on record."""
    now = tools.clock()
    return mailboxes.behind(session, tools.mailboxes, until, now) if now > until else []


def told(tools: Tools, until: datetime) -> Sequence[tuple[str, int]]:
    """Tells the operator, once a day for each mailbox that holds up a deadline for long; returns the rings of the letters."""
    now = tools.clock()
    if now < until + PATIENCE:
        return ()
    with tools.database.writing() as session:
        names = [name for name in behind(session, tools, until) if _is_due(session, name, now)]
        since = {name: mailboxes.last_whole(session, name) or until for name in names}
    letters = [alarm.of_mailbox(tools, name, alarm.UNREAD, "", at) for name, at in since.items()]
    return [(SEND, letter) for letter in letters if letter is not None]


def _is_due(session: Session, name: str, now: datetime) -> bool:
    return mailboxes.to_be_told(session, mailboxes.noted(session, name, now), alarm.UNREAD, now, DAY)

"""What do the rows say? All that the checks want of them, in one snapshot of some short questions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from gateway.clockwork.tools import Tools
from storage.bounded import glance
from storage.mailbox import mailboxes
from storage.mailbox.mailboxes import Sight
from storage.record import seals, stamps
from storage.restoring import restored, witness
from storage.restoring.restored import OlderState
from storage.schedule import alarms, amiss
from storage.schedule.alarms import Standing
from storage.schedule.amiss import Held, SetAside, Waits

SECONDS = 4.0  # a question may take; whoever waits gives up soon after
UNTAKEN = timedelta(minutes=2)  # a lease is half a minute, and a sweep comes every second
UNDECIDED = timedelta(minutes=30)
UNSENT = timedelta(hours=1)
UNENDED = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Rows:
    """untaken, mails, letters, set_aside, held: what waits too long (storage/schedule/amiss.py), None where nothing does.

    unsealed, unstamped: since when something has had no seal, or the record no time-stamp; older: what shows that the database is
    an older state of itself, ''; boxes: mailboxes by name; standing: alarms by name.
    """

    untaken: datetime | None
    mails: Waits | None
    letters: Waits | None
    set_aside: SetAside | None
    held: Held | None
    unsealed: datetime | None
    unstamped: datetime | None
    older: str
    boxes: dict[str, Sight]
    standing: dict[str, Standing]


def rows(tools: Tools, home: Path) -> Rows:
    """As they are now. Raises DBAPIError."""
    now = tools.clock()
    seen = _remembered(home)  # before the snapshot: what this machine has seen must be in it
    with glance(tools.database, SECONDS) as session:
        last = stamps.newest(session)
        try:
            restored.refuse(session, seen)
            older = tools.database.gate.why
        except OlderState as why:
            older = str(why)
        return Rows(
            amiss.untaken(session, now - UNTAKEN),
            amiss.mails(session, now - UNDECIDED),
            amiss.letters(session, now - UNSENT),
            amiss.set_aside(session),
            amiss.held(session, now - UNENDED),
            seals.behind_since(session),
            stamps.lacking_since(session, last.seq if last else 0),
            older,
            mailboxes.sights(session),
            alarms.standing(session),
        )


def _remembered(home: Path) -> witness.Witness | None:
    """A file that says nothing counts for nothing; `carteiro evidence verify` tells of it."""
    try:
        return witness.read(home / witness.NAME)
    except (OSError, ValueError):
        return None

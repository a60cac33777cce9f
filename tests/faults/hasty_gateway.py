"""How can a gateway that was killed go on within seconds? The real program, with leases of one second, and on request broken on purpose.

`python -m tests.faults.hasty_gateway [KIND] up`: KIND is one of BREAKS; `... KIND POINT HOME MAILBOX DATABASE` is a look that ends in
kill -9 (tests/wire/poll_and_die.py).
"""

import sys
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from gateway import __main__ as program
from gateway import app
from gateway.clockwork import hearing
from gateway.doors.imap import poller
from gateway.doors.imap.keeping import Keeping
from gateway.doors.imap.line import Line
from gateway.doors.imap.taking import Look
from storage.mail import inbox
from storage.mail.inbox import Arrival
from storage.mailbox import pickups
from storage.mailbox.pickups import FILED
from storage.schedule import due
from storage.tables import Pickup
from tests.wire import poll_and_die

LEASE = timedelta(seconds=1)


def hurry() -> None:
    """What the killed process held is free after a second; nobody waits longer than that for the next try."""
    app.Keeping = partial(Keeping, lease=LEASE)  # type: ignore[attr-defined, misc, assignment] # imported there, replaced here
    due.LEASE = 2 * LEASE
    hearing.BACKOFF = (LEASE,) * 100  # a mail that several kills hit is not taken for one that kills
    poller.SOON = {Look.BUSY: 0.2, Look.UNFINISHED: 0.5}
    poller.FIRST_PAUSE = 0.2


def marks_first() -> None:
    """A poller that marks mails as filed when it claims them."""
    claim = pickups.claim

    def claimed(session: Session, *of_what: Any) -> dict[int, int]:
        mine = claim(session, *of_what)
        session.execute(update(Pickup).where(Pickup.id.in_(mine.values())).values(outcome=FILED))
        return mine

    pickups.claim = claimed


def moves_first() -> None:
    """One that takes mails out of the way before they are on record."""
    fetch = Line.bodies

    def fetched(line: Line, uids: Sequence[int]) -> dict[int, bytes]:
        bodies = fetch(line, uids)
        line.move(uids, ("Recebidos", "2026-11"))
        return bodies

    Line.bodies = fetched  # type: ignore[method-assign] # broken on purpose


def takes_all() -> None:
    """One that takes whatever it sees: no turn is waited for, and nothing asks whether a mail is on record."""

    def taken(session: Session, mailbox_id: int, *of_what: Any) -> dict[int, int]:
        every = update(Pickup).where(Pickup.mailbox_id == mailbox_id)
        session.execute(every.values(claimed_until=None, outcome=None, inbound_id=None))
        mine = claim(session, mailbox_id, *of_what)
        session.execute(every.values(claimed_until=None, tries=0))
        return mine

    def put(session: Session, arrivals: dict[int, Arrival], _: datetime) -> list[int]:
        return inbox.file(session, list(arrivals.values()))

    claim, pickups.claim, pickups.put_on_record = pickups.claim, taken, put


BREAKS: dict[str, Callable[[], None]] = {"marks_first": marks_first, "moves_first": moves_first, "takes_all": takes_all}

if __name__ == "__main__":
    if sys.argv[1] in BREAKS:
        BREAKS[sys.argv.pop(1)]()
    if sys.argv[1] in poll_and_die.POINTS:
        poll_and_die.look(*sys.argv[1:])
    hurry()
    program.main()

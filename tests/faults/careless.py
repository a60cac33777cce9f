"""Would the sweep notice? The same with a gateway that is broken on purpose: `python -m tests.faults.careless HOME until_wrong KIND`."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from gateway.doors.door import Door
from gateway.post import maildir
from storage.schedule import due
from tests.faults import sweeping

NOBODYS = 10_000
A_LIFETIME = timedelta(days=30_000)


def accepts() -> None:
    """A door that says 250 whatever becomes of the commit."""
    commit = Door.commit

    def committed(door: Door, put: Callable[[Session], Sequence[int]]) -> Sequence[int]:
        with suppress(Exception):
            return commit(door, put)
        return [NOBODYS]

    Door.commit = committed  # type: ignore[method-assign] # broken on purpose


def sends() -> None:
    """A relay that calls a letter sent which the disk did not take."""
    deliver = maildir._deliver

    def delivered(*letter: Any) -> None:
        with suppress(OSError):
            deliver(*letter)

    maildir._deliver = delivered


def clings() -> None:
    """A worker whose lease never ends: what it dies with is done by nobody."""
    claim = due.claim

    def claimed(session: Session, table: due.Claimable, now: datetime, n: int, _: timedelta) -> Sequence[due.Claim]:
        return claim(session, table, now, n, A_LIFETIME)

    due.claim = claimed  # type: ignore[assignment] # broken on purpose


if __name__ == "__main__":
    {"accepts": accepts, "sends": sends, "clings": clings}[sys.argv[3]]()
    sweeping.main()

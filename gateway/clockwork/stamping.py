"""Who has the record stamped? A thread that asks an authority for a token over its head; taking mail in never waits for it.

Several processes may: each sees from the rows when the last token came, and two tokens over one head do no harm.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from gateway.clockwork.rounds import Rounds
from gateway.stamping.token import ASTRAY, Asks, NoStamp
from storage.database import Database
from storage.record import seals, stamps
from storage.record.stamps import Stamped

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
AGAIN = timedelta(minutes=5)  # after a failure, or sooner where tokens are due sooner
PATIENCE = timedelta(hours=3)  # that seals may lack a token before the operator is told
MISSING, BACK = "missing", "back"


Told = Callable[[Session, str, str, datetime], int | None]
"""Puts a letter to the operator on record: why (MISSING or BACK), the authority's URL, since when seals had no token. Returns its id."""


class Stamping:
    """Asks when a token is due. told: see Told; ring: hears of the letter's id."""

    def __init__(self, database: Database, asking: Asks, clock: Callable[[], datetime], told: Told, ring: Callable[[int], None]) -> None:
        self._database, self._asking, self._clock = database, asking, clock
        self._told, self._ring = told, ring
        self._every = asking.authority.every
        self._not_before: datetime | None = None
        self.rounds = Rounds("stamping", self._round, first=LOOK_SECONDS, again=LOOK_SECONDS)

    def stamp(self) -> bool:
        """Gets a token over the newest head if one is due; whether one was kept. Raises DBAPIError."""
        now = self._clock()
        with self._database.reading() as session:
            head, last = seals.head(session), stamps.newest(session)
            since = stamps.lacking_since(session, last.seq if last else 0)
        if since is None or (last and _lasts(last.at, now, self._every)) or self._failed_just_now(now):
            return False
        try:
            token = self._asking.ask(head.hash)
        except NoStamp as trouble:
            self._not_before = now + min(self._every, AGAIN)
            log.warning("Not stamped: %s: %s (%s); the record goes on", trouble.said, trouble, self._asking.authority.name)
            self._missing(since, now)
            return False
        with self._database.writing() as session:
            stamps.put(session, Stamped(head.seq, head.hash, token.at, self._asking.authority.name, token.der))
        self._not_before = None
        log.info("Stamped: the record up to %d", head.seq)
        self._back()
        return True

    def _failed_just_now(self, now: datetime) -> bool:
        """A clock that was set back makes nobody wait until it has caught up."""
        return self._not_before is not None and now < self._not_before <= now + AGAIN

    def _missing(self, since: datetime, now: datetime) -> None:
        """Tells the operator once, whichever process it is that sees it first."""
        if now - since < max(PATIENCE, 2 * self._every):
            return
        try:
            with self._database.writing() as session:
                stamps.tell(session, since)
                letter = self._told(session, MISSING, self._asking.authority.name, since)
        except IntegrityError:
            return
        log.critical("Alarm: the record has had no time-stamp since %s", since.isoformat(timespec="minutes"))
        self._rings(letter)

    def _back(self) -> None:
        with self._database.reading() as session:
            since = stamps.told(session)
        if since is None:
            return
        with self._database.writing() as session:
            if not stamps.over(session):
                return
            letter = self._told(session, BACK, self._asking.authority.name, since)
        log.warning("The record is stamped again; the gap began at %s", since.isoformat(timespec="minutes"))
        self._rings(letter)

    def _rings(self, letter: int | None) -> None:
        if letter is not None:
            self._ring(letter)

    def _round(self) -> float:
        self.stamp()
        return LOOK_SECONDS


def _lasts(at: datetime, now: datetime, span: timedelta) -> bool:
    """Whether a token of an instant still does. One from the future does not: our clock was set back."""
    return -ASTRAY <= now - at < span

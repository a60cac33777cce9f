"""Is the operator told that something is wrong, once, and once that it is over? A thread that looks whether all is well.

Several processes may: what stands is a row (storage/schedule/alarms.py), and whoever changes it first writes the letter. It is over when
nobody has seen it for a while, so that two who see different things do not write in turns.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from sqlalchemy.exc import DBAPIError, IntegrityError

from gateway.clockwork import alarm
from gateway.clockwork.bell import SEND
from gateway.clockwork.rounds import Rounds
from gateway.clockwork.tools import Tools
from storage.schedule import alarms
from storage.schedule.alarms import Standing

log = logging.getLogger(__name__)

EVERY_SECONDS = 30.0
DATABASE = "database"
MISSED = 2  # looks in a row in which it did not answer, before that is said
TOLD = ("broker", "evidence", "mailboxes", "inbox", "outbox", "quarantine", "sweep", "disk", "directory", "expiry", "record")
"""The checks of which a letter tells. Of time-stamps whoever asks for them tells; in an older state nothing is written, so the log does."""
PATIENCE = timedelta(minutes=2)  # that something may be wrong before the operator is told
LONGER = {"mailboxes": timedelta(minutes=12)}  # a poller tells of its own trouble after ten
CALM = timedelta(minutes=30)  # that nobody may have seen it before it is over, so that what comes and goes is told once


class Seen(Protocol):
    """One thing that was looked at (gateway/console/health/check.py)."""

    @property
    def name(self) -> str:
        """What was looked at."""

    @property
    def ok(self) -> bool:
        """Whether all is well with it."""

    @property
    def says(self) -> str:
        """What was seen."""

    @property
    def since(self) -> datetime | None:
        """When it began, if that is known."""

    @property
    def told(self) -> bool:
        """Whether another letter says so already."""


class Alarming:
    """look: every check; ring: hears of a letter's id."""

    def __init__(self, tools: Tools, look: Callable[[], Sequence[Seen]], ring: Callable[[str, int], None]) -> None:
        self._tools, self._look, self._ring = tools, look, partial(ring, SEND)
        self._missed = 0
        self.rounds = Rounds("alarming", self._round, first=EVERY_SECONDS, again=EVERY_SECONDS)

    def look(self) -> None:
        """Tells what has begun and what is over. While the database is away nothing can be written: only the log tells that."""
        checks = self._look()
        if any(check.name == DATABASE and not check.ok for check in checks):
            self._without_database()
            return
        try:
            with self._tools.database.reading() as session:
                standing = alarms.standing(session)
            missed, self._missed = self._missed, 0
            if missed >= MISSED:
                log.warning("Over: the database answers again")
            for check in checks:
                if check.name in TOLD:
                    self._looked_at(check, standing.get(check.name))
        except DBAPIError as trouble:
            log.warning("What is wrong cannot be put on record now (%s)", type(trouble).__name__)

    def _without_database(self) -> None:
        self._missed += 1
        if self._missed == MISSED:
            log.critical("Alarm: the database does not answer, so that no letter can tell it (carteiro doctor says why)")

    def _looked_at(self, check: Seen, stands: Standing | None) -> None:
        now = self._tools.clock()
        if check.ok:
            calm = CALM if stands and stands.known else PATIENCE
            if stands and not now - calm < stands.seen_at <= now + calm:
                self._over(check, now, calm)
        elif stands is None:
            self._first(check, now)
        elif check.told:
            with self._tools.database.noting() as session:
                alarms.known(session, check.name, now)
        elif not stands.told and now - stands.first_at >= LONGER.get(check.name, PATIENCE):
            self._tell(check, stands, now)
        else:
            with self._tools.database.noting() as session:
                alarms.seen(session, check.name, now)

    def _first(self, check: Seen, now: datetime) -> None:
        try:
            with self._tools.database.writing() as session:
                alarms.raise_(session, check.name, check.since or now, now)
        except IntegrityError:
            return
        log.warning("Seen: %s: %s", check.name, check.says)

    def _tell(self, check: Seen, stands: Standing, now: datetime) -> None:
        with self._tools.database.writing() as session:
            if not alarms.tell(session, check.name, now):
                return
            letter = alarm.of_check(self._tools, session, check.name, stands.since)
        log.critical("Alarm: %s: %s", check.name, check.says)
        if letter is not None:
            self._ring(letter)

    def _over(self, check: Seen, now: datetime, calm: timedelta) -> None:
        with self._tools.database.writing() as session:
            ended = alarms.over(session, check.name, now - calm, now + calm)
            if ended is None:
                return
            since, until = ended
            letter = alarm.of_check(self._tools, session, check.name, since, until)
        log.warning("Over: %s: %s", check.name, check.says)
        if letter is not None:
            self._ring(letter)

    def _round(self) -> float:
        self.look()
        return EVERY_SECONDS

"""Who puts what is on record into the one chain? A thread that looks every few seconds; several processes may, one at a time succeeds."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from gateway import about
from gateway.clockwork.rounds import Rounds, rest
from storage.database import Database
from storage.evidence.store import Evidence
from storage.record import items, seals
from storage.record.seals import Head, Item, Latest

log = logging.getLogger(__name__)

EVERY_SECONDS = 3.0
ANEW_SECONDS = 3600.0  # so often the look begins with the oldest rows
REST = 4.0  # times as long as a whole batch took: a fifth of one thread's time, though millions wait after an upgrade
SLACK = 1000  # ids: rows that were numbered earlier may be committed later
KINDS = (items.MAIL, items.EVENT, items.LETTER)

Sealed = Callable[[Head], None]
Check = Callable[[Session, Head], None]


class Sealing:
    """Seals what no seal names yet. latest: keeps the end of the chain as it was last seen; sealed: hears of each new one.

    check: looks at the end before anything is sealed behind it, and raises OlderState when it is not to be.
    """

    def __init__(
        self,
        database: Database,
        evidence: Evidence,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        latest: Latest,
        sealed: Sealed = lambda _head: None,
        check: Check = lambda _session, _head: None,
    ) -> None:
        self._database, self._evidence = database, evidence
        self._clock, self._monotonic, self._latest = clock, monotonic, latest
        self._sealed, self._check = sealed, check
        self._after = dict.fromkeys(KINDS, 0)
        self._anew_at = 0.0
        self.rounds = Rounds("sealing", self._round, first=EVERY_SECONDS, again=EVERY_SECONDS, last=True)

    def seal(self) -> int:
        """Seals one batch; returns how many, 0 when all is sealed, or another process is at it. Raises OlderState, DBAPIError."""
        self._begin_anew()
        with self._database.reading() as session:
            self._latest.head = before = seals.head(session)
            self._check(session, before)
            things = [thing for kind in KINDS for thing in self._next(session, kind)]
        if not things:
            return 0
        try:
            with self._database.writing() as session:
                now = seals.seal(session, before, things, self._clock())
        except IntegrityError:
            return 0
        self._latest.head = now  # only now is it on record
        for thing in things:
            self._after[thing.kind] = max(self._after[thing.kind], thing.of - SLACK)
        self._sealed(self._latest.head)
        return len(things)

    def _begin_anew(self) -> None:
        if self._monotonic() >= self._anew_at:
            self._anew_at = self._monotonic() + ANEW_SECONDS
            self._after = dict.fromkeys(KINDS, 0)

    def _next(self, session: Session, kind: str) -> Sequence[Item]:
        ids = seals.unsealed(session, kind, self._after[kind])
        if not ids:
            self._after[kind] = max(0, seals.newest(session, kind) - SLACK)
        try:
            return seals.found(session, self._evidence, kind, ids)
        except OSError:
            self._after[kind] = ids[-1]  # those that cannot be had are tried again when the look begins anew
            return [thing for one in ids for thing in self._had(session, kind, one)]

    def _had(self, session: Session, kind: str, number: int) -> Sequence[Item]:
        with about.working_on(about.row("outbound", number)):
            try:
                return seals.found(session, self._evidence, kind, [number])
            except OSError as trouble:
                log.warning("Not sealed yet: the words of out-%d cannot be had (%s)", number, type(trouble).__name__)
                return ()

    def _round(self) -> float:
        began = self._monotonic()
        sealed = self.seal()
        return rest(self._monotonic() - began, REST) if sealed >= seals.BATCH else EVERY_SECONDS

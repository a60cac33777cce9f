"""What turns the wheel? claim -> act -> settle, the same for mails to hear, letters to send and timers to strike."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from gateway.clockwork import hearing, sending, striking
from gateway.clockwork.bell import HEAR, SEND, STRIKE
from gateway.clockwork.heavy import Busy
from gateway.clockwork.tools import Tools
from gateway.people.directory import DirectoryUnavailable
from gateway.people.proof import ProofWaits
from storage import due, tickets
from storage.due import Claim, Claimable, Overslept
from storage.evidence import EvidenceAway
from storage.tables import Inbound, Outbound, Timer

log = logging.getLogger(__name__)

AGAIN = 5
ENDS = 10  # tries that may end with the process: a mail that each restart of the database hits is not the one that ends it
WAIT_FOR_OTHERS = timedelta(seconds=30)
NOT_THEIRS = (
    Busy,
    DirectoryUnavailable,
    EvidenceAway,
    ProofWaits,
    hearing.EarlierWaits,
    OperationalError,
    InterfaceError,
    tickets.Changed,
)
A_MOMENT = timedelta(seconds=2)
Ring = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work. act returns the rings that follow; at_once: rows under one lease; backoff: waits between tries.

    begun: how long after the claim a row is still begun, so that its lease outlasts it; the others are given back.
    give_up: what is done with a row that ended the process each time; left out, it is set aside.
    """

    name: str
    table: Claimable
    act: Callable[[Tools, Claim], Sequence[Ring]]
    at_once: int
    lease: timedelta
    backoff: tuple[timedelta, ...]
    begun: timedelta = due.LEASE / 2
    give_up: Callable[[Tools, Claim], Sequence[Ring]] | None = None


class Jobs:
    """The three jobs. Each call claims a few due rows and works on them one by one; one bad row delays nobody.

    ring is called for rows that a job has made due; it may do nothing (the sweeper finds them). goes_on: False when the process is to
    stop; what was claimed and not begun is given back then.
    """

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._jobs = {
            HEAR: Job(HEAR, Inbound, hearing.hear, 8, due.LEASE, hearing.BACKOFF),
            SEND: Job(SEND, Outbound, sending.send, 8, tools.relay.patience + due.LEASE, sending.BACKOFF, give_up=sending.give_up),
            STRIKE: Job(STRIKE, Timer, striking.strike, 8, due.LEASE, striking.BACKOFF),
        }
        self.ring: Callable[[str, int], None] = lambda _job, _id: None
        self.goes_on: Callable[[], bool] = lambda: True

    def hear(self) -> int:
        """Reads mails and decides about them; returns how many were claimed."""
        return self._turn(self._jobs[HEAR])

    def send(self) -> int:
        """Hands letters to the relay; returns how many were claimed."""
        return self._turn(self._jobs[SEND])

    def strike(self) -> int:
        """Lets due timers happen; returns how many were claimed."""
        return self._turn(self._jobs[STRIKE])

    def _turn(self, job: Job) -> int:
        with self._tools.database.noting() as session:
            start = self._tools.clock()
            claims = due.claim(session, job.table, start, job.at_once, job.lease)
        for place, claim in enumerate(claims):
            if place and (self._tools.clock() - start > job.begun or not self.goes_on()):
                self._give_back(job, claims[place:])
                break
            for name, row_id in self._try(job, claim):
                self.ring(name, row_id)
        return len(claims)

    def _give_back(self, job: Job, claims: Sequence[Claim]) -> None:
        """What was claimed and not begun falls due again at once."""
        with self._tools.database.noting() as session:
            for claim in claims:
                with suppress(Overslept):
                    due.put_off(session, job.table, claim, self._tools.clock(), "", counts=False)
        for claim in claims:
            self.ring(job.name, claim.id)

    def _try(self, job: Job, claim: Claim) -> Sequence[Ring]:
        if claim.attempts > max(len(job.backoff) + 1, ENDS):
            # Counted before the work, and never settled: the process ended each time while it worked on this row.
            if job.give_up:
                return job.give_up(self._tools, claim)
            self._failed(job, claim, "the process ended while it was worked on")
            return ()
        try:
            return self._act(job, claim)
        except Overslept as late:
            log.warning("Left alone: %s was taken over", late)
        except NOT_THEIRS as trouble:
            # The trouble is not the row's: the try does not count.
            self._later(job, claim, trouble)
        except Exception as fault:
            log.exception("Failed: %s %d, try %d", job.table.__tablename__, claim.id, claim.attempts)
            self._failed(job, claim, type(fault).__name__)
        return ()

    def _act(self, job: Job, claim: Claim) -> Sequence[Ring]:
        """A ticket that moves while we decide about it is read and decided again, at once."""
        for _ in range(AGAIN):
            try:
                return job.act(self._tools, claim)
            except tickets.Changed as moved:
                log.info("Decided again: %s", moved)
        return job.act(self._tools, claim)

    def _failed(self, job: Job, claim: Claim, why: str) -> None:
        try:
            with self._tools.database.writing() as session:
                verdict = due.fail(session, job.table, claim, self._tools.clock(), why, job.backoff)
        except (DBAPIError, Overslept):
            log.warning("The lease of %s %d will end by itself", job.table.__tablename__, claim.id)
            return
        if verdict == due.DEAD:
            log.critical(
                "Set aside: %s %d (carteiro mail list shows it, carteiro mail retry tries again)", job.table.__tablename__, claim.id
            )

    def _later(self, job: Job, claim: Claim, trouble: Exception) -> None:
        why = type(trouble).__name__
        log.warning("Put off: %s %d (%s)", job.table.__tablename__, claim.id, why)
        wait = A_MOMENT if isinstance(trouble, (hearing.EarlierWaits, Busy)) else WAIT_FOR_OTHERS
        try:
            with self._tools.database.writing() as session:
                due.put_off(session, job.table, claim, self._tools.clock() + wait, why, counts=False)
        except (DBAPIError, Overslept):
            log.warning("The lease of %s %d will end by itself", job.table.__tablename__, claim.id)

"""What turns the wheel? claim -> act -> settle, the same for mails to hear, letters to send and timers to strike."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from gateway.clockwork import hearing, sending, striking
from gateway.clockwork.bell import HEAR, SEND, STRIKE
from gateway.clockwork.tools import Tools
from gateway.people.directory import DirectoryUnavailable
from gateway.people.proof import ProofWaits
from storage import due, tickets
from storage.due import Claim, Claimable, Overslept
from storage.tables import Inbound, Outbound, Timer

log = logging.getLogger(__name__)

AGAIN = 5
WAIT_FOR_OTHERS = timedelta(seconds=30)
A_MOMENT = timedelta(seconds=2)
Ring = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work. act returns the rings that follow; at_once: rows under one lease; backoff: waits between tries.

    give_up: what is done with a row that ended the process each time; left out, it is set aside.
    """

    table: Claimable
    act: Callable[[Tools, Claim], Sequence[Ring]]
    at_once: int
    lease: timedelta
    backoff: tuple[timedelta, ...]
    give_up: Callable[[Tools, Claim], Sequence[Ring]] | None = None


class Jobs:
    """The three jobs. Each call claims a few due rows and works on them one by one; one bad row delays nobody.

    ring is called for rows that a job has made due; it may do nothing (the sweeper finds them).
    """

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._jobs = {
            HEAR: Job(Inbound, hearing.hear, 8, due.LEASE, hearing.BACKOFF),
            SEND: Job(
                Outbound,
                sending.send,
                8 if tools.relay.patience <= due.LEASE else 1,
                tools.relay.patience,
                sending.BACKOFF,
                sending.give_up,
            ),
            STRIKE: Job(Timer, striking.strike, 8, due.LEASE, striking.BACKOFF),
        }
        self.ring: Callable[[str, int], None] = lambda _job, _id: None

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
        with self._tools.database.writing() as session:
            claims = due.claim(session, job.table, self._tools.clock(), job.at_once, job.lease)
        for claim in claims:
            for name, row_id in self._try(job, claim):
                self.ring(name, row_id)
        return len(claims)

    def _try(self, job: Job, claim: Claim) -> Sequence[Ring]:
        if claim.attempts > len(job.backoff) + 1:
            # Counted before the work, and never settled: the process ended each time while it worked on this row.
            if job.give_up:
                return job.give_up(self._tools, claim)
            self._failed(job, claim, "the process ended while it was worked on")
            return ()
        try:
            return self._act(job, claim)
        except Overslept as late:
            log.warning("Left alone: %s was taken over", late)
        except (DirectoryUnavailable, ProofWaits, hearing.EarlierWaits, OperationalError, InterfaceError, tickets.Changed) as trouble:
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
        with self._tools.database.writing() as session:
            verdict = due.fail(session, job.table, claim, self._tools.clock(), why, job.backoff)
        if verdict == due.DEAD:
            log.critical(
                "Set aside: %s %d (carteiro mail list shows it, carteiro mail retry tries again)", job.table.__tablename__, claim.id
            )

    def _later(self, job: Job, claim: Claim, trouble: Exception) -> None:
        why = type(trouble).__name__
        log.warning("Put off: %s %d (%s)", job.table.__tablename__, claim.id, why)
        wait = A_MOMENT if isinstance(trouble, hearing.EarlierWaits) else WAIT_FOR_OTHERS
        try:
            with self._tools.database.writing() as session:
                due.put_off(session, job.table, claim, self._tools.clock() + wait, why, counts=False)
        except (DBAPIError, Overslept):
            log.warning("The lease of %s %d will end by itself", job.table.__tablename__, claim.id)

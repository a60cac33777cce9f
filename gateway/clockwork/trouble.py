"""What becomes of a row whose work went wrong? It falls due again, or counts a try, or is set aside; nothing is raised further."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError

from gateway import about
from gateway.clockwork import hearing
from gateway.clockwork.heavy import Busy
from gateway.clockwork.job import Job
from gateway.clockwork.ready import Ring
from gateway.clockwork.tools import Tools
from gateway.people.directory import DirectoryUnavailable
from gateway.people.proof import ProofWaits
from storage.evidence.store import EvidenceAway
from storage.schedule import due
from storage.schedule.due import Claim, Overslept
from storage.ticket import tickets

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

WAIT_FOR_OTHERS = timedelta(seconds=30)
A_MOMENT = timedelta(seconds=2)
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


class Trouble:
    """Handles it, for every job."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def guarded(
        self, job: Job, claim: Claim, work: Callable[[], Answer], known: Mapping[str, str] | None = None
    ) -> Answer | Sequence[Ring]:
        """The work on one row; what goes wrong with it puts the row off, or counts as a try. known: what the log knows it to be about."""
        with about.working_on({**(known or {}), **about.row(job.table.__tablename__, claim.id)}):
            return self._guarded(job, claim, work)

    def _guarded(self, job: Job, claim: Claim, work: Callable[[], Answer]) -> Answer | Sequence[Ring]:
        try:
            return work()
        except Overslept as late:
            log.warning("Left alone: %s was taken over", late)
        except NOT_THEIRS as trouble:
            # The trouble is not the row's: the try does not count.
            self._later(job, claim, trouble)
        except Exception as fault:
            log.exception("Failed: %s %d, try %d", job.table.__tablename__, claim.id, claim.attempts)
            self.failed(job, claim, type(fault).__name__)
        return ()

    def failed(self, job: Job, claim: Claim, why: str) -> None:
        """Counts a try; after the last one the row is set aside."""
        try:
            with self._tools.database.writing() as session:
                verdict = due.fail(session, job.table, claim, self._tools.clock(), why, job.backoff)
        except (SQLAlchemyError, Overslept):
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
        except (SQLAlchemyError, Overslept):
            log.warning("The lease of %s %d will end by itself", job.table.__tablename__, claim.id)

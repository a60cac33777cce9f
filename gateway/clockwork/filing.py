"""How do mails leave the database for the evidence store? In small batches, long after they were settled, by a thread that rests a lot.

Store first, durably; then one short transaction marks the rows and deletes the bytes. Killed at any point, or done by several processes
at once, it only puts the same bytes under the same name again.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from gateway import about
from gateway.clockwork.rounds import Rounds, rest
from storage.database import Database
from storage.evidence import filing
from storage.evidence.filing import Riding
from storage.evidence.store import Evidence

log = logging.getLogger(__name__)

SETTLED_FOR = timedelta(minutes=10)  # letters about a mail, and answers to it, have mostly been written by then
EVERY_SECONDS = 60.0
REST = 4.0  # times as long as a batch took: at most a fifth of one thread's time, whatever waits


class Filing:
    """Moves bytes out of the database. Any number of them may run. chance: from 0 to 1, where this one begins, so that they seldom meet."""

    def __init__(
        self,
        database: Database,
        evidence: Evidence,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        chance: Callable[[], float],
        settled_for: timedelta = SETTLED_FOR,
    ) -> None:
        self._database, self._evidence = database, evidence
        self._clock, self._monotonic, self._chance = clock, monotonic, chance
        self._settled_for = settled_for
        self._after: int | None = None
        self.rounds = Rounds("filing", self._round, first=EVERY_SECONDS * chance(), again=EVERY_SECONDS)

    def file(self) -> int:
        """Moves one batch; returns how many mails, 0 when there is nothing to move. Raises OSError when the store does not take them."""
        found = self._next()
        if not found:
            return 0
        with self._database.reading() as session:
            contents = filing.contents(session, [one.id for one in found])
        kept = [one.id for one in found if one.id in contents and self._keep(one, contents[one.id])]
        if kept:
            # Lost in a power cut, the rows are as they were, and their bytes are filed once more.
            with self._database.noting() as session:
                filing.let_go(session, kept)
        return len(kept)

    def _next(self) -> Sequence[Riding]:
        """The batch behind the last one; behind the newest it goes on with the oldest."""
        before = self._clock() - self._settled_for
        with self._database.reading() as session:
            if self._after is None:
                self._after = int(self._chance() * filing.newest(session))
            found = filing.batch(session, before, self._after)
            if not found and self._after:
                found = filing.batch(session, before, 0)
        self._after = found[-1].id if found else None
        return found

    def _keep(self, one: Riding, content: bytes) -> bool:
        if self.rounds.closing:
            return False
        if self._evidence.put(content) == one.sha256:
            return True
        with about.working_on(about.row("inbound", one.id)):
            log.critical("Bytes of in-%d are not those that came in; they stay in the database", one.id)
        return False

    def _round(self) -> float:
        began = self._monotonic()
        try:
            moved = self.file()
        except OSError as trouble:
            log.warning("Not filed yet: the evidence store does not take it (%s)", type(trouble).__name__)
            moved = 0
        return rest(self._monotonic() - began, REST) if moved else EVERY_SECONDS * (0.5 + self._chance())

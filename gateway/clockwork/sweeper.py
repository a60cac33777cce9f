"""What fell due without a ring? One query a second: retry timer, crash recovery, start-up scan and cure for lost rings."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from gateway.clockwork.bell import HEAR, SEND, STRIKE
from gateway.clockwork.pace import Pace
from storage.database import Database
from storage.schedule import due
from storage.tables import Inbound, Outbound, Timer

log = logging.getLogger(__name__)

EVERY_SECONDS = 1.0
PATIENCE = timedelta(seconds=1)  # a fresh row has just been rung
RINGS = 50

WATCHED: tuple[tuple[str, due.Claimable], ...] = ((HEAR, Inbound), (SEND, Outbound), (STRIKE, Timer))


class Sweeper:
    """Rings for rows that are due. Any number of them may run: a doubled ring finds nothing to claim."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        ring: Callable[[str, int], None],
        monotonic: Callable[[], float],
        settle: Callable[[], None] = lambda: None,
    ) -> None:
        """settle: called with each sweep, for what waits in this process."""
        self._database = database
        self._clock = clock
        self._ring = ring
        self._settle = settle
        self._pace = Pace(clock, monotonic)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sweeper", daemon=True)

    def sweep(self, patience: timedelta = PATIENCE) -> int:
        """Rings once for what is due for longer than `patience`; returns how many rings."""
        rings = 0
        with self._database.reading() as session:
            found = [(job, due.waiting(session, table, self._clock() - patience, RINGS)) for job, table in WATCHED]
        for job, ids in found:
            for row_id in ids:
                self._ring(job, row_id)
            rings += len(ids)
        return rings

    def open(self) -> None:
        """Sweeps at once what was left from before, then every second."""
        self._thread.start()

    def close(self) -> None:
        """Ends the thread."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        patience = timedelta()
        while True:
            self._pace.look()
            try:
                self._settle()
                self.sweep(patience)
            except Exception:
                log.exception("Sweep failed; the next one is in %s s", EVERY_SECONDS)
            patience = PATIENCE
            if self._stop.wait(EVERY_SECONDS):
                return

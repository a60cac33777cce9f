"""Does a process that seals nothing (a door of its own) notice too when its database is put back? A thread that looks every few seconds."""

import logging
import threading

from sqlalchemy.exc import DBAPIError

from gateway.clockwork.sealing import EVERY_SECONDS
from gateway.clockwork.witnessing import Witnessing
from storage.restored import OlderState

log = logging.getLogger(__name__)

GRACE_SECONDS = 5.0


class Watching:
    """Looks, until it is closed or the database turns out to be an older state."""

    def __init__(self, seen: Witnessing) -> None:
        self._seen = seen
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watching", daemon=True)

    def open(self) -> None:
        """Begins."""
        self._thread.start()

    def close(self) -> None:
        """Ends the thread; one that waits for a silent database is left behind."""
        self._stop.set()
        self._thread.join(GRACE_SECONDS)

    def _run(self) -> None:
        while not self._stop.wait(EVERY_SECONDS):
            try:
                self._seen.look()
            except OlderState:
                return  # whoever looked has told of it
            except DBAPIError as trouble:
                log.warning("Whether the database is an older state cannot be seen now (%s)", type(trouble).__name__)
            except Exception:
                log.exception("Whether the database is an older state cannot be seen; the next look is in %s s", EVERY_SECONDS)

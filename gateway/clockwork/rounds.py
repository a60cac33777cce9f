"""How does what is done beside the mails go on? A thread makes one round after another, and rests between them."""

import logging
import threading
from collections.abc import Callable

from storage.restoring.restored import OlderState

log = logging.getLogger(__name__)

GRACE_SECONDS = 5.0
SHORTEST_REST = 0.05  # seconds

Round = Callable[[], float]
"""Does a part of what there is; returns seconds of rest. Raises OlderState: there is to be no other (whoever saw it has told of it)."""


class Rounds:
    """first: seconds until the first round; again: until the next one after a fault; last: one more is made when it is closed."""

    def __init__(self, name: str, go: Round, *, first: float, again: float, last: bool = False) -> None:
        self._name, self._go = name, go
        self._first, self._again, self._last = first, again, last
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @property
    def closing(self) -> bool:
        """Whether a round in hand should end soon."""
        return self._stop.is_set()

    def open(self) -> None:
        """Begins."""
        self._thread.start()

    def close(self) -> None:
        """Ends the thread; one that waits for a silent store, database or authority is left behind."""
        self._stop.set()
        self._thread.join(GRACE_SECONDS)

    def _run(self) -> None:
        pause, stopping = self._first, False
        while not stopping:
            stopping = self._stop.wait(pause)
            if stopping and not self._last:
                return
            try:
                pause = self._go()
            except OlderState:
                return
            except Exception:
                log.exception("Fault while %s; the next try is in some %.0f s", self._name, self._again)
                pause = self._again


def rest(spent: float, share: float) -> float:
    """Seconds of rest after work that took so long: share times as long, so that one part in share + 1 of a thread's time is worked."""
    return max(share * spent, SHORTEST_REST)

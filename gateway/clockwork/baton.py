"""Which thread works now? One of a process at a time; who waits for a server lays the baton down.

Python runs one thread at a time anyway. Left alone, threads take turns at every statement of SQL, and each turn costs more than most
statements do. The baton only saves time: who cannot have it works without it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 10.0
NAP_SECONDS, NAPS = 0.01, 10  # what counts as a pause, and how many are waited for


class Baton:
    """One for all jobs of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._mine = threading.local()
        self._nap = threading.Event()
        self._taken = 0  # how often, by anybody
        self._wanted: set[int] = set()  # threads; whoever lays the baton down could take it again before they even wake

    @contextmanager
    def held(self) -> Iterator[None]:
        """Work. Other jobs wait meanwhile, unless it takes very long. Who has it already goes on."""
        has = getattr(self._mine, "has", False)
        if not has:
            self._take()
        try:
            yield
        finally:
            if not has:
                self._leave()

    @contextmanager
    def laid_down(self) -> Iterator[None]:
        """Waiting for somebody else: others work meanwhile. Does nothing for who does not hold it."""
        had = self._leave()
        try:
            yield
        finally:
            if had:
                self._take()

    def give_way(self) -> None:
        """For who has time: waits for a pause in which nobody takes the baton, but not for long, so that it gets a turn in the end."""
        for _ in range(NAPS):
            seen, self._mine.seen = getattr(self._mine, "seen", 0), self._taken
            if seen == self._taken and not self._wanted and not self._lock.locked():
                return
            self._nap.wait(NAP_SECONDS)

    def _take(self) -> None:
        self._mine.has = (not self._wanted and self._lock.acquire(blocking=False)) or self._waited()
        self._taken += 1
        self._mine.seen = self._taken

    def _waited(self) -> bool:
        me = threading.get_ident()
        self._wanted.add(me)
        try:
            return self._lock.acquire(timeout=PATIENCE_SECONDS)
        finally:
            self._wanted.discard(me)

    def _leave(self) -> bool:
        had: bool = getattr(self._mine, "has", False)
        if had:
            self._mine.has = False
            self._lock.release()
        return had

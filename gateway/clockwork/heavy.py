"""How many big mails are in memory at a time? One is read and one is written; the others wait, and small ones never do.

A mail of 25 MB takes two to three times as much while it is read or built: this, and not the number of threads, bounds a process.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from gateway.clockwork.baton import Baton

BIG = 2_000_000  # bytes
PATIENCE_SECONDS = 5.0  # far less than any lease


class Busy(Exception):
    """Another big thing takes its time: this one comes again in a moment."""


class Heavy:
    """One queue for what is big."""

    def __init__(self) -> None:
        self._turn = threading.Lock()

    @contextmanager
    def alone(self, size: int, baton: Baton) -> Iterator[None]:
        """What is big waits until no other big thing of this queue is in memory. Raises Busy when that takes long."""
        if size < BIG:
            yield
            return
        with baton.laid_down():
            has = self._turn.acquire(timeout=PATIENCE_SECONDS)
        if not has:
            raise Busy(f"{size} bytes")
        try:
            yield
        finally:
            self._turn.release()

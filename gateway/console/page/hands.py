"""Who looks while the doors go on? A few threads of the page's own; what finds none free in time is told so."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from gateway.threads import Threads

Found = TypeVar("Found")
SECONDS = 20.0


class Busy(Exception):
    """All hands are full, or one took too long: it is to be asked again later."""


class Hands:
    """So many threads. The process ends without them, whatever they wait for."""

    def __init__(self, name: str, threads: int, most: int) -> None:
        """most: how many jobs there may be at a time, those in hand included."""
        self._threads = Threads[Any](name, threads)
        self._most = most
        self._open = 0
        self._lock = threading.Lock()

    async def do(self, work: Callable[[], Found], seconds: float = SECONDS) -> Found:
        """What the work gives, or raises. Raises Busy."""
        with self._lock:
            if self._open >= self._most:
                raise Busy
            done = self._threads.submit(work)
            self._open += 1
        done.add_done_callback(self._let_go)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(done), seconds)
        except TimeoutError:
            raise Busy from None

    def close(self) -> None:
        """No more jobs; what is in hand is not waited for."""
        self._threads.close()

    def _let_go(self, _: object) -> None:
        with self._lock:
            self._open -= 1

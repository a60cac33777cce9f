"""Who looks while the doors go on? A few threads of the page's own; what finds none free in time is told so."""

import asyncio
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

Found = TypeVar("Found")
SECONDS = 20.0


class Busy(Exception):
    """All hands are full, or one took too long: it is to be asked again later."""


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[], Any]
    loop: asyncio.AbstractEventLoop
    done: "asyncio.Future[Any]"


class Hands:
    """So many threads. The process ends without them, whatever they wait for."""

    def __init__(self, name: str, threads: int, most: int) -> None:
        """most: how many jobs there may be at a time, those in hand included."""
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._threads = threads
        self._most = most
        self._open = 0
        self._lock = threading.Lock()
        for number in range(threads):
            threading.Thread(target=self._run, name=f"{name}-{number}", daemon=True).start()

    async def do(self, work: Callable[[], Found], seconds: float = SECONDS) -> Found:
        """What the work gives, or raises. Raises Busy."""
        with self._lock:
            if self._open >= self._most:
                raise Busy
            self._open += 1
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Found] = loop.create_future()
        self._jobs.put(_Job(work, loop, done))
        try:
            return await asyncio.wait_for(done, seconds)
        except TimeoutError:
            raise Busy from None

    def close(self) -> None:
        """No more jobs; what is in hand is not waited for."""
        for _ in range(self._threads):
            self._jobs.put(None)

    def _run(self) -> None:
        while job := self._jobs.get():
            try:
                if not job.done.cancelled():
                    self._do(job)
            finally:
                with self._lock:
                    self._open -= 1

    def _do(self, job: _Job) -> None:
        try:
            found = job.work()
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            tell = partial(_fail, job.done, error)
        else:
            tell = partial(_give, job.done, found)
        try:
            job.loop.call_soon_threadsafe(tell)
        except RuntimeError:
            return  # the loop has ended, and nobody waits


def _give(done: "asyncio.Future[Any]", found: object) -> None:
    if not done.done():
        done.set_result(found)


def _fail(done: "asyncio.Future[Any]", error: Exception) -> None:
    if not done.done():
        done.set_exception(error)

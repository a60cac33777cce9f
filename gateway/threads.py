"""Who waits for what may hang? A few threads of their own, which never hold up the end of the process."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Generic, TypeVar

Result = TypeVar("Result")
Work = tuple[Callable[[], Result], Future[Result]]


class Threads(Generic[Result]):
    """Threads that are started as they are needed and kept.

    Daemons: those of ThreadPoolExecutor are waited for when the process ends, and one that hangs would keep it alive.
    """

    def __init__(self, name: str, most: int | None = None) -> None:
        """most: how many there are; None where who submits bounds it (attempts.py)."""
        self._name, self._most = name, most
        self._work: SimpleQueue[Work[Result] | None] = SimpleQueue()
        self._idle = threading.Semaphore(0)
        self._started: list[threading.Thread] = []

    def submit(self, work: Callable[[], Result]) -> Future[Result]:
        """Has the work done; its exception is the future's. Raises RuntimeError when no thread can be started."""
        done: Future[Result] = Future()
        if not self._idle.acquire(blocking=False) and len(self._started) != self._most:
            thread = threading.Thread(target=self._run, name=f"{self._name}-{len(self._started)}", daemon=True)
            thread.start()
            self._started.append(thread)
        self._work.put((work, done))
        return done

    def close(self) -> None:
        """Sends the threads home; one that hangs is left behind."""
        for _ in self._started:
            self._work.put(None)
        self._started.clear()

    def _run(self) -> None:
        while (next_ := self._work.get()) is not None:
            work, done = next_
            if done.set_running_or_notify_cancel():
                try:
                    result = work()
                except BaseException as error:  # noqa: BLE001 - whoever waits gets it
                    done.set_exception(error)
                else:
                    done.set_result(result)
            del work, done, next_  # a password must not stay here until the next login
            self._idle.release()

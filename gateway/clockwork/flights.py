"""How is something asked that may never answer? In a thread of its own, one at a time for each question, however many want to know."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class _Flight:
    began: datetime
    answer: Future[Any]


class Flights:
    """Questions on their way, and what came back of the last of each name."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flights: dict[str, _Flight] = {}

    def begin(self, name: str, ask: Callable[[], object], now: datetime, lasts: timedelta = timedelta()) -> Future[Any]:
        """The answer to come: of the one that is on its way, of one that began less than `lasts` ago, or of a new one."""
        with self._lock:
            last = self._flights.get(name)
            if last and (not last.answer.done() or timedelta() <= now - last.began < lasts):
                return last.answer
            answer: Future[Any] = Future()
            self._flights[name] = _Flight(now, answer)
        threading.Thread(target=_fly, args=(answer, ask), name=f"asking {name}", daemon=True).start()
        return answer

    @property
    def waiting(self) -> set[str]:
        """The names of the questions that are on their way."""
        with self._lock:
            return {name for name, flight in self._flights.items() if not flight.answer.done()}


def _fly(answer: Future[Any], ask: Callable[[], object]) -> None:
    try:
        answer.set_result(ask())
    except Exception as error:  # noqa: BLE001 - raised again where it is waited for
        answer.set_exception(error)

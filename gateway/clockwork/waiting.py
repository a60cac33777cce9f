"""What waits to be put on record with others, and for how long? What the turns of all threads have come to, each in a room of its own."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from gateway.clockwork.job import Job
from gateway.clockwork.ready import Ready
from storage.schedule.due import Claim

MOST_WAIT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a row came to, since when."""

    claim: Claim
    ready: Ready
    since: datetime


class Room:
    """What one turn of a job has come to. Whoever takes it, takes all, and settles it: the thread of the turn, or one that sees it wait."""

    def __init__(self, job: Job, clock: Callable[[], datetime]) -> None:
        self.job = job
        self._clock = clock
        self._waiting: list[Waiting] = []
        self._lock = threading.Lock()

    def enter(self, claim: Claim, ready: Ready) -> None:
        """One more."""
        with self._lock:
            self._waiting.append(Waiting(claim, ready, self._clock()))

    def take(self) -> Sequence[Waiting]:
        """All of it; nothing waits then."""
        with self._lock:
            taken, self._waiting = self._waiting, []
        return taken

    def is_overdue(self) -> bool:
        """Whether something has waited for too long."""
        with self._lock:
            return bool(self._waiting) and self._clock() - self._waiting[0].since > MOST_WAIT

    def has_mail_of(self, whose: str) -> bool:
        """Whether something waits that somebody's envelope brought (Claim.whose)."""
        with self._lock:
            return any(one.claim.whose == whose for one in self._waiting)

    def bears_on(self, ready: Ready) -> bool:
        """Whether something waits that is about the same person."""
        with self._lock:
            return bool(ready.whose) and any(one.ready.whose == ready.whose for one in self._waiting)


class House:
    """The rooms of the turns that go on."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._rooms: dict[int, Room] = {}

    @contextmanager
    def room(self, job: Job) -> Iterator[Room]:
        """One for a turn."""
        made = Room(job, self._clock)
        self._rooms[id(made)] = made
        try:
            yield made
        finally:
            del self._rooms[id(made)]

    def overdue(self) -> list[Room]:
        """Those in which something has waited for too long: whoever works there waits for somebody who takes his time."""
        return [room for room in list(self._rooms.values()) if room.is_overdue()]

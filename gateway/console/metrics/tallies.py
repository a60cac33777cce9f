"""What has been counted since this process began? Mails, letters and moves of all processes, out of their rows."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate

from sqlalchemy.orm import Session

from gateway.console.metrics.cursor import MOST, Cursor
from storage.counting import settled
from storage.counting.settled import Read, Settled

BOUNDS = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3600.0, 21600.0, 86400.0)  # seconds


@dataclass(slots=True)
class Tally:
    """How many of each, how many tries beyond the first they took, and how long those took that somebody waited for."""

    counts: Counter[tuple[str, ...]] = field(default_factory=Counter)
    retries: int = 0
    seconds: float = 0.0
    within: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))

    def add(self, one: Settled) -> None:
        """One more."""
        self.counts[one.labels] += 1
        self.retries += one.retries
        if one.began is not None:
            took = max(0.0, (one.at - one.began).total_seconds())
            self.seconds += took
            self.within[bisect_left(BOUNDS, took)] += 1

    def buckets(self) -> list[tuple[str, float]]:
        """(upper bound in seconds, how many took no longer), as Prometheus has them."""
        return list(zip([*map(str, BOUNDS), "+Inf"], map(float, accumulate(self.within)), strict=True))


_READS: Mapping[str, Read] = {
    "arrivals": settled.arrivals,
    "mails": settled.mails,
    "letters": settled.letters,
    "moves": settled.moves,
}


class Tallies:
    """One of each kind of thing that happens."""

    def __init__(self, begins: datetime) -> None:
        """begins: what happened before is not counted."""
        self.of = {name: Tally() for name in _READS}
        self._cursors = {name: Cursor(begins) for name in _READS}

    def read(self, session: Session) -> Mapping[str, Sequence[Settled]]:
        """What may be new, for `count`; nothing is counted yet."""
        return {name: read(session, self._cursors[name].since, MOST) for name, read in _READS.items()}

    def count(self, found: Mapping[str, Sequence[Settled]], now: datetime) -> None:
        """Adds what is new of it. now: before it was read."""
        for name, rows in found.items():
            for one in self._cursors[name].new(rows, now):
                self.of[name].add(one)

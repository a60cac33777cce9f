"""What must a digest say? Counted once more from the lives of tickets, one after the other, without a database."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from statistics import median

from gateway.calendar import Calendar
from gateway.clockwork.digesting.spans import Span
from storage.ticket.lifecycle import ASSIGNED, CLOSED, NEW, PENDING, SOLVED
from tests.storage.invented import Invented, Life

KINDS = ("solve", "approve", "refuse", "expire", "abandon", "withdraw", "merge")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Recount:
    """The figures of a world for some groups over a span, as plain values."""

    def __init__(self, world: Invented, groups: Collection[str], span: Span, calendar: Calendar) -> None:
        self.lives = [life for life in world.lives if life.group in groups]
        self.world, self.span, self.calendar = world, span, calendar
        length = span.until - span.since
        self.before = (span.since - length, span.since)
        self.now = (span.since, span.until)
        self.open = [life for life in self.lives if life.status != CLOSED]

    def counts(self) -> list[tuple[int, int]]:
        """Opened, then each of KINDS: now and before."""
        opened = [self._inside([life.opened_at for life in self.lives], span) for span in (self.now, self.before)]
        moved = [
            [self._inside([at for life in self.lives for at in life.when(k)], span) for span in (self.now, self.before)] for k in KINDS
        ]
        return [(now, before) for now, before in (opened, *moved)]

    def medians(self) -> list[tuple[float | None, float | None]]:
        """First answer and solution: now and before, in office hours."""
        answered = [(life.opened_at, life.first_answer_at) for life in self.lives]
        solved = [(life.opened_at, life.solved_at) for life in self.lives]
        return [(self._median(pairs, self.now), self._median(pairs, self.before)) for pairs in (answered, solved)]

    def statuses(self) -> dict[str, int]:
        return {status: sum(life.status == status for life in self.open) for status in (NEW, PENDING, ASSIGNED, SOLVED)}

    def ages(self, bounds: Collection[tuple[int, int | None]]) -> list[int]:
        """How many open tickets are older than the first and not older than the second number of days, for each pair."""
        ages = [max(self.span.until - life.opened_at, timedelta(seconds=1)) for life in self.open]
        return [sum(DAY * after < age and (until is None or age <= DAY * until) for age in ages) for after, until in bounds]

    def approval(self) -> list[Life]:
        """Solved ones, the nearest deadline first."""
        return sorted((life for life in self.open if life.status == SOLVED), key=lambda life: (life.deadline_at, life.number))

    def late(self) -> list[Life]:
        """Those past a target, the oldest first."""
        return sorted(filter(self._is_late, self.open), key=lambda life: (life.opened_at, life.number))

    def days(self, count: int) -> list[tuple[int, int, int]]:
        """Opened, solved and open at the end of the last local days, today to the end of the span."""
        today = self.calendar.local(self.span.until).date()
        found = []
        for day in (today - DAY * n for n in reversed(range(count))):
            begin, end = (datetime.combine(d, time(), self.calendar.zone) for d in (day, day + DAY))
            span = (begin, min(end, self.span.until))
            opened = self._inside([life.opened_at for life in self.lives], span)
            solved = self._inside([at for life in self.lives for at in life.when("solve")], span)
            waiting = sum(life.opened_at < span[1] and not (life.closed_at and life.closed_at < span[1]) for life in self.lives)
            found.append((opened, solved, waiting))
        return found

    def items(self) -> dict[int, int]:
        codes = [life.code for life in self.lives if self.span.since <= life.opened_at < self.span.until]
        return {code: codes.count(code) for code in codes}

    def hidden(self) -> int:
        return sum(life.confidential for life in self.open)

    def mails(self) -> tuple[int, int]:
        """Received, and those with a disposition; what came in the last quarter of an hour may still be in hand."""
        seen = [(at, settled) for at, settled in self.world.mails if settled or at < self.span.until - timedelta(minutes=15)]
        inside = [settled for at, settled in seen if self.span.since <= at < self.span.until]
        return len(inside), sum(inside)

    def _is_late(self, life: Life) -> bool:
        unanswered = life.first_answer_at is None and life.first_answer_due_at is not None and life.first_answer_due_at < self.span.until
        unsolved = life.solution_due_at is not None and life.solution_due_at < self.span.until
        return life.status in (NEW, ASSIGNED) and (unanswered or unsolved)

    def _median(self, pairs: Collection[tuple[datetime, datetime | None]], span: tuple[datetime, datetime]) -> float | None:
        hours = [self.calendar.office_hours_between(a, b) / HOUR for a, b in pairs if b is not None and span[0] <= b < span[1]]
        return median(hours) if hours else None

    def _inside(self, instants: Collection[datetime], span: tuple[datetime, datetime]) -> int:
        return sum(span[0] <= at < span[1] for at in instants)

"""Which span does a digest cover, and when is the next one due? Local days and the hour of the digest (rules.md, Digest)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from gateway.calendar import CLOSES, OPENS, Calendar

AT = time(7, 30)
DAY, WEEK, ASKED = "day", "week", "asked"
FURTHEST = timedelta(days=14)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` up to, and without, `until`. kind: DAY, WEEK or ASKED."""

    kind: str
    since: datetime
    until: datetime

    @property
    def before(self) -> "Span":
        """The span of the same length before it."""
        return Span(self.kind, self.since - (self.until - self.since), self.since)


def due_after(calendar: Calendar, instant: datetime) -> datetime:
    """The first moment after the instant at which a digest is due: 07:30 of a working day."""
    return _slot(calendar, instant, forward=True)


def last_before(calendar: Calendar, instant: datetime) -> datetime:
    """The slot that came last, the instant itself included."""
    return _slot(calendar, instant + timedelta(microseconds=1), forward=False)


def at(calendar: Calendar, slot: datetime, told: datetime | None = None) -> tuple[Span, ...]:
    """The digests of a slot: the day's, and on the first working day of a week the week's too.

    The day's goes back to the slot before, so that a Monday covers the weekend; told: the slot of the reader's last digest, to which it
    goes back after a standstill, but no further than two weeks. A standstill over the beginning of a week brings the week's later.
    """
    slot = calendar.local(slot)  # days back are days of its clock, which summer time sets
    before = _slot(calendar, slot, forward=False)
    last = min(before, told or before)
    day = Span(DAY, max(last, slot - FURTHEST), slot)
    first_of_week = calendar.local(last).isocalendar()[:2] != calendar.local(slot).isocalendar()[:2]
    return (day, Span(WEEK, slot - 7 * _DAY, slot)) if first_of_week else (day,)


def asked(now: datetime, days: int) -> Span:
    """The last `days` times 24 hours."""
    return Span(ASKED, now - days * _DAY, now)


def edges(calendar: Calendar, now: datetime, days: int) -> tuple[datetime, ...]:
    """The beginnings of the last `days` local days, today included, and now."""
    today = calendar.local(now).date()
    starts = (datetime.combine(today - n * _DAY, time(), calendar.zone) for n in reversed(range(days)))
    return (*starts, now)


def office(calendar: Calendar, since: datetime, until: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """Opening and closing of each local day, from the one before `since` to that of `until`; the same twice where the office is closed."""
    first, last = calendar.local(since).date() - _DAY, calendar.local(until).date()
    days = (first + n * _DAY for n in range((last - first) // _DAY + 1))
    return tuple(
        (datetime.combine(day, OPENS, calendar.zone), datetime.combine(day, CLOSES if calendar.working(day) else OPENS, calendar.zone))
        for day in days
    )


def _slot(calendar: Calendar, instant: datetime, *, forward: bool) -> datetime:
    step = _DAY if forward else -_DAY
    day = calendar.local(instant).date()
    while True:
        slot = datetime.combine(day, AT, calendar.zone)
        beyond = slot > instant if forward else slot < instant
        if beyond and calendar.working(day):
            return slot
        day += step

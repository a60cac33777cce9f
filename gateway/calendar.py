"""Which days count, and until which instant may one answer? Brazilian working days, office hours and the seven days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

OPENS, CLOSES = time(8), time(18)
REMINDER_AT = time(9)

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_SATURDAY = 5


class CalendarError(Exception):
    """The time zone or the file of days cannot be used; the text names every flaw with file, line and what is allowed."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Brazil's national holidays and pontos facultativos, with days of one's own added or dropped. Every instant returned is in UTC.

    Days on which the offices end early (Ash Wednesday, 24 and 31 December) count as closed: Lei 9.784/1999, art. 66, § 1º.
    """

    zone: ZoneInfo
    added: frozenset[date] = frozenset()
    dropped: frozenset[date] = frozenset()

    @classmethod
    def load(cls, timezone: str, holidays_setting: str) -> "Calendar":
        """The calendar for a zone such as `America/Sao_Paulo`. The setting is `BR`, or a file of days to add to BR or to drop from it.

        A line of the file: `+ 2026-07-09 name` or `- 2026-10-28`. Raises CalendarError.
        """
        try:
            zone = ZoneInfo(timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise CalendarError(f"{timezone!r} is no time zone; allowed: a name such as America/Sao_Paulo") from error
        if holidays_setting == "BR":
            return cls(zone)
        days = _read_days(Path(holidays_setting))
        added = frozenset(day for day, sign in days.items() if sign == "+")
        return cls(zone, added, frozenset(days) - added)

    def local(self, instant: datetime) -> datetime:
        """The same instant on this calendar's clock."""
        return instant.astimezone(self.zone)

    def working(self, day: date) -> bool:
        """Whether the offices are open that whole day."""
        closed = day.weekday() >= _SATURDAY or day in self.added or (day in _national(day.year) and day not in self.dropped)
        return not closed

    def deadline(self, notice: datetime, days: int = 7) -> datetime:
        """The last second of the term: day of notice left out, continuous days, moved off closed days (Lei 9.784/1999, art. 66)."""
        last = self.local(notice).date() + days * _DAY
        while not self.working(last):
            last += _DAY
        return self._at(last + _DAY, time(0)) - _SECOND

    def reminders(self, notice: datetime, deadline: datetime) -> tuple[datetime, ...]:
        """09:00 two days before and on the last day, as far as they lie between notice and deadline.

        The last day is the last on which 09:00 still comes before the end (a plain term may end at 08:00).
        """
        nine = timedelta(hours=REMINDER_AT.hour)
        last = self.local(deadline - nine - _SECOND).date()
        instants = (self._at(day, REMINDER_AT) for day in (last - 2 * _DAY, last))
        return tuple(instant for instant in instants if notice < instant < deadline)

    def halfway(self, notice: datetime, deadline: datetime) -> tuple[datetime, ...]:
        """09:00 in the middle of a term and two days before its end, as far as they lie between notice and deadline."""
        first, last = self.local(notice).date(), self.local(deadline).date()
        days = {first + (last - first) // 2, last - 2 * _DAY}
        instants = (self._at(day, REMINDER_AT) for day in sorted(days))
        return tuple(instant for instant in instants if notice < instant < deadline)

    def office_hours_after(self, start: datetime, hours: float) -> datetime:
        """The instant at which this many office hours (08:00-18:00 on working days) have passed since the start."""
        if hours < 0:
            raise ValueError("office hours run forward only")
        left = timedelta(hours=hours)
        for opens, closes in self._offices(self.local(start).date()):
            begin = max(opens, start)
            if begin < closes and left <= closes - begin:
                return (begin + left).astimezone(UTC)
            left -= max(closes - begin, timedelta())
        raise OverflowError("the calendar ends before the hours do")

    def office_hours_between(self, start: datetime, end: datetime) -> timedelta:
        """How much office time passes from start to end; none when the end comes first."""
        passed = timedelta()
        for opens, closes in self._offices(self.local(start).date()):
            if opens >= end:
                break
            passed += max(min(closes, end) - max(opens, start), timedelta())
        return passed

    def _offices(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Opening and closing of each working day, from this day on."""
        while day < date.max:
            if self.working(day):
                yield self._at(day, OPENS), self._at(day, CLOSES)
            day += _DAY

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


def plain_deadline(notice: datetime, days: int = 7) -> datetime:
    """The term as plain days of 24 hours, for those who switch the law's counting off."""
    return (notice + days * _DAY).astimezone(UTC)


@lru_cache(maxsize=64)
def _national(year: int) -> frozenset[date]:
    """One year's days, built afresh: the library's own mapping fills itself while it is read, which two threads must not share."""
    import holidays  # noqa: PLC0415 - it loads every country of the world, and most commands ask for none

    return frozenset(holidays.country_holidays("BR", years=year, categories=("public", "optional")))


def _read_days(path: Path) -> dict[date, str]:
    """Day -> sign. Blank lines and lines that begin with # are skipped; what follows the date is its name."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CalendarError(f"{path}: cannot be read ({error}); allowed: BR, or a text file in UTF-8 with days to add or drop") from error
    days: dict[date, str] = {}
    flaws = []
    for number, line in enumerate(lines, 1):
        words = line.split(maxsplit=2)
        if not words or words[0].startswith("#"):
            continue
        day = _day(words[1]) if len(words) > 1 and words[0] in {"+", "-"} else None
        if day is None:
            flaws.append(
                f"{path}:{number}: {line.strip()!r} is no day; allowed: `+ 2026-07-09 name` to add one, `- 2026-10-28` to drop one"
            )
        elif day in days:
            flaws.append(f"{path}:{number}: {day} stands a second time; allowed: each day once")
        else:
            days[day] = words[0]
    if flaws:
        raise CalendarError("\n".join(flaws))
    return days


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None

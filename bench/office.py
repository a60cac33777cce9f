"""Which instant is so many office hours later? The calendar's answer, quick enough for millions of invented tickets."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta

from gateway.calendar import CLOSES, OPENS, Calendar

_DAY = timedelta(days=1)
HOURS = CLOSES.hour - OPENS.hour


class Office:
    """The office hours of a calendar from one day to another."""

    def __init__(self, calendar: Calendar, first: date, last: date) -> None:
        self.calendar = calendar
        days = (first + n * _DAY for n in range((last - first) // _DAY + 1))
        self._opens = [datetime.combine(day, OPENS, calendar.zone).astimezone(UTC) for day in days if calendar.working(day)]

    def after(self, start: datetime, hours: float) -> datetime:
        """Like Calendar.office_hours_after."""
        place = max(bisect_right(self._opens, start) - 1, 0)
        today = (start - self._opens[place]) / timedelta(hours=1)
        days, rest = divmod(min(max(today, 0.0), HOURS) + hours, HOURS)
        return self._opens[place + int(days)] + timedelta(hours=rest)

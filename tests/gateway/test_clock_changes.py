"""Do the printed instant and the effect agree where clocks are changed, and if a country brings its summer time back?"""

import subprocess
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gateway.calendar import Calendar
from gateway.post.wording import date_pt, when_pt

# Summer time as it was until 2019, brought back in 2027: from the first Sunday of November to the third of February, at midnight.
REVIVED = """
Rule B 2027 max - Nov Sun>=1 0:00 1:00 -
Rule B 2028 max - Feb Sun>=15 0:00 0 -
Zone America/Sao_Paulo -3:00 B -03/-02
"""
NEW_YORK = ZoneInfo("America/New_York")
HOURS = range(0, 24 * 16, 5)


@pytest.fixture(scope="module")
def revived(tmp_path_factory: pytest.TempPathFactory) -> ZoneInfo:
    """America/Sao_Paulo out of a time zone database in which the summer time is back."""
    home = tmp_path_factory.mktemp("tz")
    (home / "rules").write_text(REVIVED)
    done = subprocess.run(["/usr/sbin/zic", "-d", str(home), str(home / "rules")], check=False, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    with Path(home, "America", "Sao_Paulo").open("rb") as compiled:
        return ZoneInfo.from_file(compiled, "America/Sao_Paulo")


def check(zone: ZoneInfo, first: date) -> None:
    """Notices given through sixteen days: each ends with the last second of a working day, as printed, and is reminded of at nine."""
    calendar = Calendar(zone)
    for hours in HOURS:
        notice = datetime.combine(first, time(0, 30), UTC) + timedelta(hours=hours)
        end = calendar.deadline(notice)
        local = calendar.local(end)
        last = calendar.local(notice).date() + timedelta(days=7)
        while not calendar.working(last):
            last += timedelta(days=1)
        assert (local.date(), local.time()) == (last, time(23, 59, 59))
        assert date_pt(end, zone).rpartition(", horário")[0].endswith(f"de {last.year}, 23h59")
        assert when_pt(end, zone) == f"{last:%d/%m/%Y} 23:59"
        assert calendar.local(end + timedelta(seconds=1)).date() == last + timedelta(days=1), "the next second is the next day"
        assert {calendar.local(r).time() for r in calendar.reminders(notice, end)} <= {time(9)}


@pytest.mark.parametrize("first", [date(2026, 2, 26), date(2026, 10, 20)])
def test_new_york_over_both_changes(first: date) -> None:
    check(NEW_YORK, first)


@pytest.mark.parametrize("first", [date(2027, 10, 25), date(2028, 2, 8)])
def test_a_summer_time_that_came_back(revived: ZoneInfo, first: date) -> None:
    """It begins and ends at midnight: a day that has no midnight, and one that has two."""
    check(revived, first)


def test_the_days_of_change_are_there(revived: ZoneInfo) -> None:
    offsets = [datetime(2027, 11, 6, 12, tzinfo=revived).utcoffset(), datetime(2027, 11, 8, 12, tzinfo=revived).utcoffset()]
    assert offsets == [timedelta(hours=-3), timedelta(hours=-2)]
    calendar = Calendar(revived)
    # Notice on Saturday 30 October 2027, over the Sunday on which 0:00 became 1:00: the days end on Monday 8 November.
    assert calendar.deadline(datetime(2027, 10, 30, 15, tzinfo=UTC)) == datetime(2027, 11, 9, 1, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["new york", "revived"])
def test_an_office_day_has_ten_hours_whatever_the_clock_did_in_the_night(zone: str, revived: ZoneInfo) -> None:
    calendar = Calendar(NEW_YORK if zone == "new york" else revived)
    friday, monday = (date(2026, 10, 30), date(2026, 11, 3)) if zone == "new york" else (date(2027, 11, 5), date(2027, 11, 8))
    start = datetime.combine(friday, time(17), calendar.zone)
    end = calendar.office_hours_after(start, 2)
    assert calendar.local(end).replace(tzinfo=None) == datetime.combine(monday, time(9))
    assert calendar.office_hours_between(start, end) == timedelta(hours=2)

"""Do the days count as Brazilian administrative law counts them (Lei 9.784/1999, art. 66)?"""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.calendar import Calendar, CalendarError, plain_deadline

ZONE = ZoneInfo("America/Sao_Paulo")
BR = Calendar.load("America/Sao_Paulo", "BR")
WEEK = timedelta(days=7)
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2045, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants naive bounds


def at(text: str) -> datetime:
    """A local time of São Paulo as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("notice", "last_day", "why"),
    [
        ("2026-08-03 10:00", "2026-08-10", "Monday to Monday"),
        ("2026-08-07 10:00", "2026-08-14", "Friday to Friday: the weekend between counts"),
        ("2026-08-01 10:00", "2026-08-10", "ends on a Saturday: Monday"),
        ("2026-08-02 10:00", "2026-08-10", "ends on a Sunday: Monday"),
        ("2026-08-03 23:59", "2026-08-10", "notice at the end of a day is of that day"),
        ("2026-08-04 00:01", "2026-08-11", "two minutes later it is of the next"),
        ("2026-08-31 12:00", "2026-09-08", "Independence Day, a Monday"),
        ("2026-12-17 12:00", "2026-12-28", "Christmas Eve, Christmas, Saturday, Sunday"),
        ("2026-12-24 12:00", "2027-01-04", "New Year's Eve, New Year, Saturday, Sunday"),
        ("2026-12-21 12:00", "2026-12-28", "the days between are continuous, closed or not"),
        ("2026-02-07 12:00", "2026-02-19", "Carnival: Saturday to Ash Wednesday, which ends early"),
        ("2026-02-10 12:00", "2026-02-19", "Carnival Tuesday"),
        ("2026-02-11 12:00", "2026-02-19", "Ash Wednesday alone"),
        ("2026-03-27 12:00", "2026-04-06", "Good Friday"),
        ("2026-05-28 12:00", "2026-06-05", "Corpus Christi, a ponto facultativo"),
        ("2026-10-21 12:00", "2026-10-29", "the public servants' day, a ponto facultativo"),
        ("2026-11-13 12:00", "2026-11-23", "Consciência Negra, national since 2024"),
        ("2023-11-13 12:00", "2023-11-20", "before 2024 it was no national holiday"),
        ("2024-02-22 12:00", "2024-02-29", "the leap day is a day"),
        ("2018-10-29 12:00", "2018-11-05", "over the start of summer time (4 November 2018)"),
        ("2018-02-09 12:00", "2018-02-16", "summer time still holds"),
        ("2018-02-12 12:00", "2018-02-19", "over the end of summer time (17 February 2018)"),
        ("2017-10-09 23:59", "2017-10-16", "over the start of summer time in 2017"),
    ],
)
def test_the_seven_days_end_with_the_last_second_of_a_working_day(notice: str, last_day: str, why: str) -> None:
    end = BR.deadline(at(notice))
    assert BR.local(end).strftime("%Y-%m-%d %H:%M:%S") == f"{last_day} 23:59:59", why
    assert end.tzinfo is UTC


def test_in_summer_time_the_day_ended_an_hour_earlier_in_utc() -> None:
    assert BR.deadline(at("2018-11-05 12:00")) == datetime(2018, 11, 13, 1, 59, 59, tzinfo=UTC)
    assert BR.deadline(at("2026-11-04 12:00")) == datetime(2026, 11, 12, 2, 59, 59, tzinfo=UTC)


def test_the_day_of_notice_is_the_local_one_not_that_of_utc() -> None:
    assert BR.deadline(datetime(2026, 8, 4, 2, 59, tzinfo=UTC)) == at("2026-08-10 23:59:59")
    assert BR.deadline(datetime(2026, 8, 4, 3, 0, tzinfo=UTC)) == at("2026-08-11 23:59:59")


def test_another_number_of_days_may_be_set() -> None:
    assert BR.deadline(at("2026-08-03 10:00"), days=2) == at("2026-08-05 23:59:59")


@given(INSTANTS, st.integers(1, 40))
def test_a_deadline_never_falls_early_nor_on_a_closed_day(notice: datetime, days: int) -> None:
    end = BR.deadline(notice, days)
    last, first = BR.local(end).date(), BR.local(notice).date() + timedelta(days=days)
    assert BR.local(end).time() == time(23, 59, 59)
    assert BR.working(last)
    assert first <= last <= first + timedelta(days=6)
    assert not any(BR.working(first + timedelta(days=gap)) for gap in range((last - first).days))


@given(INSTANTS, st.timedeltas(timedelta(), WEEK))
def test_who_was_told_later_never_has_to_answer_earlier(notice: datetime, later: timedelta) -> None:
    assert BR.deadline(notice) <= BR.deadline(notice + later)


@given(INSTANTS)
def test_the_plain_term_is_seven_times_24_hours(notice: datetime) -> None:
    assert plain_deadline(notice) - notice == WEEK
    assert plain_deadline(BR.local(notice)).tzinfo is UTC


def test_reminders_come_two_days_before_and_on_the_last_day_at_nine() -> None:
    notice = at("2026-08-03 10:00")
    assert BR.reminders(notice, BR.deadline(notice)) == (at("2026-08-08 09:00"), at("2026-08-10 09:00"))


def test_a_reminder_that_would_come_before_the_notice_is_left_out() -> None:
    notice = at("2026-08-03 10:00")
    assert BR.reminders(notice, BR.deadline(notice, days=1)) == (at("2026-08-04 09:00"),)


def test_a_plain_term_that_ends_before_nine_is_reminded_of_the_day_before() -> None:
    notice = at("2026-08-03 08:00")
    assert BR.reminders(notice, plain_deadline(notice)) == (at("2026-08-07 09:00"), at("2026-08-09 09:00"))


@given(INSTANTS, st.booleans())
def test_both_reminders_lie_between_notice_and_deadline(notice: datetime, plain: bool) -> None:
    end = plain_deadline(notice) if plain else BR.deadline(notice)
    first, last = BR.reminders(notice, end)
    assert notice < first < last < end
    assert end - last <= timedelta(hours=24)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-08-03 10:00", 2, "2026-08-03 12:00"),
        ("2026-08-03 10:00", 8, "2026-08-03 18:00"),
        ("2026-08-03 10:00", 9, "2026-08-04 09:00"),
        ("2026-08-03 05:00", 1, "2026-08-03 09:00"),
        ("2026-08-03 20:00", 1.5, "2026-08-04 09:30"),
        ("2026-08-03 10:00", 0, "2026-08-03 10:00"),
        ("2026-08-03 20:00", 0, "2026-08-04 08:00"),
        ("2026-08-07 17:00", 2, "2026-08-10 09:00"),
        ("2026-08-08 12:00", 10, "2026-08-10 18:00"),
        ("2026-12-23 17:00", 2, "2026-12-28 09:00"),
        ("2018-11-02 12:00", 10, "2018-11-05 18:00"),
        ("2026-08-03 08:00", 100, "2026-08-14 18:00"),
    ],
)
def test_office_hours_pass_only_while_the_offices_are_open(start: str, hours: float, end: str) -> None:
    assert BR.office_hours_after(at(start), hours) == at(end)


@given(INSTANTS, st.integers(0, 60), st.integers(1, 60))
def test_office_hours_add_up(start: datetime, some: int, more: int) -> None:
    assert BR.office_hours_after(BR.office_hours_after(start, some), more) == BR.office_hours_after(start, some + more)


def test_office_hours_run_forward_only() -> None:
    with pytest.raises(ValueError, match="forward only"):
        BR.office_hours_after(at("2026-08-03 10:00"), -1)


def test_a_file_adds_days_and_drops_days(tmp_path: Path) -> None:
    file = tmp_path / "days.txt"
    file.write_text("# locais\n\n+ 2026-07-09 Revolução Constitucionalista\n- 2026-10-28\n", "utf-8")
    own = Calendar.load("America/Sao_Paulo", str(file))
    assert BR.working(date(2026, 7, 9))
    assert not own.working(date(2026, 7, 9))
    assert own.working(date(2026, 10, 28))
    assert not own.working(date(2026, 9, 7))
    assert own.deadline(at("2026-07-02 12:00")) == at("2026-07-10 23:59:59")


def test_every_wrong_line_of_the_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "days.txt"
    file.write_text("2026-07-09\n+ 09/07/2026\n+\n+ 2026-07-09\n- 2026-07-09\n", "utf-8")
    with pytest.raises(CalendarError) as caught:
        Calendar.load("America/Sao_Paulo", str(file))
    told = str(caught.value).splitlines()
    assert [line.split(":")[1] for line in told] == ["1", "2", "3", "5"]
    assert all("; allowed: " in line for line in told)


@pytest.mark.parametrize(("zone", "setting"), [("America/Sao_Paulo", "AR"), ("Marte/Olimpo", "BR"), ("", "BR"), ("../etc", "BR")])
def test_a_wrong_setting_says_what_is_allowed(zone: str, setting: str) -> None:
    with pytest.raises(CalendarError, match="; allowed: "):
        Calendar.load(zone, setting)


def test_equal_calendars_are_equal_values() -> None:
    assert Calendar.load("America/Sao_Paulo", "BR") == BR


@given(INSTANTS, st.floats(0.1, 100))
def test_the_office_hours_between_are_those_that_were_added(start: datetime, hours: float) -> None:
    between = BR.office_hours_between(start, BR.office_hours_after(start, hours))
    assert abs(between - timedelta(hours=hours)) < timedelta(milliseconds=1)
    assert BR.office_hours_between(start, start - WEEK) == timedelta()


def test_a_long_term_is_reminded_of_half_way_and_two_days_before_the_end() -> None:
    notice = at("2026-11-23 10:00")
    assert BR.halfway(notice, BR.deadline(notice, 15)) == (at("2026-11-30 09:00"), at("2026-12-06 09:00"))
    assert BR.halfway(notice, BR.deadline(notice, 1)) == ()

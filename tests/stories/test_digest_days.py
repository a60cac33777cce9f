"""On which days do digests come? Holidays, weeks, standstills, new starts, other zones."""

from datetime import UTC
from pathlib import Path

import pytest

from gateway.clockwork.digesting import sending
from tests.stories.digests import LISBON, begun, came, standing_still, until, written
from tests.stories.handed import MARCOS


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def test_none_comes_on_free_days_nor_on_those_that_end_early(home: Path) -> None:
    world = begun(home, "2026-12-22 10:00")
    until(world, "2027-01-05 07:30")
    assert came(world) == [
        "2026-12-23 07:30 Resumo do dia",
        "2026-12-28 07:30 Resumo do dia",
        "2026-12-28 07:30 Resumo da semana",
        "2026-12-29 07:30 Resumo do dia",
        "2026-12-30 07:30 Resumo do dia",
        "2027-01-04 07:30 Resumo do dia",
        "2027-01-04 07:30 Resumo da semana",
        "2027-01-05 07:30 Resumo do dia",
    ]
    assert world.letters(MARCOS, "Resumo do dia")[-2].says("de 30/12/2026 07:30 a 04/01/2027 07:30")
    world.close()


def test_the_week_comes_on_its_first_working_day(home: Path) -> None:
    world = begun(home, "2027-02-05 10:00")  # carnival: Monday to Wednesday are free
    until(world, "2027-02-12 12:00")
    assert came(world) == [
        "2027-02-11 07:30 Resumo do dia",
        "2027-02-11 07:30 Resumo da semana",
        "2027-02-12 07:30 Resumo do dia",
    ]
    world.close()


def test_a_free_day_of_the_office_brings_none(home: Path) -> None:
    days = home / "dias.txt"
    days.write_text("+ 2026-11-25 aniversário da cidade\n")
    world = begun(home, "2026-11-24 06:00", holidays=str(days))
    until(world, "2026-11-26 12:00")
    assert came(world) == ["2026-11-24 07:30 Resumo do dia", "2026-11-26 07:30 Resumo do dia"]
    world.close()


@pytest.mark.parametrize(
    ("ends", "expected", "covers"),
    [
        # Within the week: one, of Friday's slot.
        ("2026-11-27 15:00", ["2026-11-27 15:00 Resumo do dia"], "de 24/11/2026 07:30 a 27/11/2026 07:30"),
        # Before the hour: that of the day before, then the day's own at its hour.
        (
            "2026-11-27 06:00",
            ["2026-11-27 06:00 Resumo do dia", "2026-11-27 07:30 Resumo do dia"],
            "de 26/11/2026 07:30 a 27/11/2026 07:30",
        ),
        # On a Saturday: nothing before Monday, which covers all.
        (
            "2026-11-28 15:00",
            ["2026-11-30 07:30 Resumo do dia", "2026-11-30 07:30 Resumo da semana"],
            "de 24/11/2026 07:30 a 30/11/2026 07:30",
        ),
        # Over a Monday: the week's is not lost.
        (
            "2026-12-02 15:00",
            ["2026-12-02 15:00 Resumo do dia", "2026-12-02 15:00 Resumo da semana"],
            "de 24/11/2026 07:30 a 02/12/2026 07:30",
        ),
        # Of a month: two weeks are covered, in one digest.
        (
            "2026-12-23 15:00",
            ["2026-12-23 15:00 Resumo do dia", "2026-12-23 15:00 Resumo da semana"],
            "de 09/12/2026 07:30 a 23/12/2026 07:30",
        ),
    ],
)
def test_after_a_standstill_one_digest_covers_it(home: Path, ends: str, expected: list[str], covers: str) -> None:
    world = begun(home, "2026-11-23 10:00")
    until(world, "2026-11-24 08:00")
    before = len(came(world))
    standing_still(world, ends)
    until(world, f"{expected[-1][:10]} 18:00")
    assert came(world)[before:] == expected
    assert [x for x in world.letters(MARCOS, "Resumo do dia") if "Resumo do dia" in x.subject][-1].says(covers)
    world.close()


def test_a_new_start_sets_no_second_one(home: Path) -> None:
    world = begun(home, "2026-11-23 10:00")
    for _ in range(3):
        sending.begin(world.tools)
    until(world, "2026-11-24 07:30")
    sending.begin(world.tools)
    until(world, "2026-11-25 08:00")
    assert came(world) == ["2026-11-24 07:30 Resumo do dia", "2026-11-25 07:30 Resumo do dia"]
    world.close()


def test_the_hour_is_the_offices_own_over_a_change_of_summer_time(home: Path) -> None:
    world = begun(home, "2027-03-25 10:00", LISBON)  # a Thursday; on Sunday the clocks go forward
    until(world, "2027-03-30 12:00", LISBON)
    assert came(world, LISBON) == [
        "2027-03-29 07:30 Resumo do dia",
        "2027-03-29 07:30 Resumo da semana",
        "2027-03-30 07:30 Resumo do dia",
    ]
    week = world.letters(MARCOS, "Resumo da semana")[0]
    assert week.says("de 22/03/2027 07:30 a 29/03/2027 07:30")
    assert [written(x).astimezone(UTC).hour for x in world.letters(MARCOS, "Resumo do dia")][-1] == 6
    world.close()

"""Is the operator told once, whoever sees it, and not of what passes by itself or what somebody else tells?"""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from gateway.clockwork.alarming import Alarming
from gateway.console.health.check import Check
from tests.watched import OPERATOR, Watched, watched

RED, GREEN = (Check("disk", ok, "5 % left") for ok in (False, True))
BEGUN, OVER = "Carteiro: o disco está quase cheio", "Carteiro: o disco voltou a ter espaço"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Watched]:
    with watched(tmp_path) as made:
        yield made


def process(world: Watched, sees: list[Check]) -> Alarming:
    """One that sees the newest of these."""
    return Alarming(world.tools, lambda: sees[-1:], lambda _job, _id: None)


def passing(world: Watched, minutes: int, *processes: Alarming) -> None:
    for _ in range(minutes):
        world.later(minutes=1)
        for one in processes:
            one.look()
    world.work_off()


def test_however_many_processes_see_it_one_letter_says_so_and_one_that_it_is_over(world: Watched) -> None:
    sees = [RED]
    several = [process(world, sees) for _ in range(3)]
    passing(world, 30, *several)
    assert world.told == [BEGUN]
    sees.append(GREEN)
    passing(world, 40, *several)
    assert world.told == [BEGUN, OVER]


def test_it_ended_when_it_was_last_seen_and_not_when_that_is_told(world: Watched) -> None:
    sees = [RED]
    one = process(world, sees)
    passing(world, 30, one)
    last = world.tools.rules.calendar.local(world.clock())
    sees.append(GREEN)
    passing(world, 40, one)
    assert f"Até: {last:%d/%m/%Y %H:%M}" in world.last(OPERATOR).text


def test_what_passes_within_a_moment_is_told_to_nobody(world: Watched) -> None:
    sees = [RED]
    one = process(world, sees)
    passing(world, 2, one)
    sees.append(GREEN)
    passing(world, 30, one)
    assert world.told == []


def test_what_comes_again_is_told_again(world: Watched) -> None:
    sees = [RED]
    one = process(world, sees)
    for check in (GREEN, RED, GREEN):
        passing(world, 40, one)
        sees.append(check)
    passing(world, 40, one)
    assert world.told == [BEGUN, OVER, BEGUN, OVER]


def test_two_that_see_different_things_do_not_write_in_turns(world: Watched) -> None:
    blind, seeing = [RED], [GREEN]
    both = process(world, blind), process(world, seeing)
    passing(world, 60, *both)
    assert world.told == [BEGUN]
    blind.append(GREEN)
    passing(world, 40, *both)
    assert world.told == [BEGUN, OVER]


def test_what_somebody_else_has_told_is_only_told_to_be_over(world: Watched) -> None:
    sees = [Check("disk", ok=False, says="", told=True)]
    one = process(world, sees)
    passing(world, 30, one)
    assert world.told == []
    sees.append(GREEN)
    passing(world, 40, one)
    assert world.told == [OVER]


def test_a_trouble_of_which_nobody_else_tells_is_told_beside_one_that_was(world: Watched) -> None:
    sees = [Check("disk", ok=False, says="", told=True)]
    one = process(world, sees)
    passing(world, 30, one)
    sees.append(RED)
    passing(world, 5, one)
    assert world.told == [BEGUN]
    sees.append(GREEN)
    passing(world, 40, one)
    assert world.told == [BEGUN, OVER]


def test_what_comes_and_goes_is_told_once(world: Watched) -> None:
    sees = [RED]
    one = process(world, sees)
    for check in (GREEN, RED) * 6:
        passing(world, 5, one)
        sees.append(check)
    assert world.told == [BEGUN]


def test_two_moments_that_pass_are_told_to_nobody(world: Watched) -> None:
    sees = [RED]
    one = process(world, sees)
    for check in (GREEN, RED, GREEN):
        passing(world, 10 if sees[-1].ok else 1, one)
        sees.append(check)
    passing(world, 10, one)
    assert world.told == []


def test_it_is_over_in_time_when_the_clock_was_set_back(world: Watched) -> None:
    sees = [RED]
    one = process(world, sees)
    passing(world, 5, one)
    sees.append(GREEN)
    world.clock.at -= timedelta(days=2)
    passing(world, 40, one)
    assert world.told == [BEGUN, OVER]


@pytest.mark.parametrize("name", ["stamps", "database"])
def test_of_what_is_told_otherwise_no_letter_tells(world: Watched, name: str) -> None:
    passing(world, 30, process(world, [Check(name, ok=False, says="")]))
    assert world.told == []


def test_without_an_operator_the_log_says_it_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with watched(tmp_path, operator="") as world:
        sees = [RED]
        one = process(world, sees)
        passing(world, 10, one)
        sees.append(GREEN)
        passing(world, 40, one)
        assert world.letters() == []
    said = [(r.levelno, r.getMessage()) for r in caplog.records if r.name.endswith("alarming")]
    assert said == [
        (logging.WARNING, "Seen: disk: 5 % left"),
        (logging.CRITICAL, "Alarm: disk: 5 % left"),
        (logging.WARNING, "Over: disk: 5 % left"),
    ]


def test_a_database_that_is_away_is_told_by_the_log_once_each_time(world: Watched, caplog: pytest.LogCaptureFixture) -> None:
    away, there = (Check("database", ok, "") for ok in (False, True))
    sees = [away]
    one = process(world, sees)
    for check in (there, away, away, away, there, there, away, away, there):
        one.look()
        sees.append(check)
    one.look()
    said = [r.getMessage().partition(",")[0] for r in caplog.records if r.name.endswith("alarming")]
    begun, over = "Alarm: the database does not answer", "Over: the database answers again"
    assert said == [begun, over, begun, over]


@pytest.mark.parametrize(
    ("name", "begun", "over"),
    [
        ("evidence", "a guarda de anexos não responde", "a guarda de anexos voltou a responder"),
        ("inbox", "há e-mails sem decisão", "os e-mails voltaram a ser decididos"),
        ("record", "o registro parou", "o registro voltou a andar"),
    ],
)
def test_each_has_words_of_its_own(world: Watched, name: str, begun: str, over: str) -> None:
    sees = [Check(name, ok=False, says="")]
    one = process(world, sees)
    passing(world, 5, one)
    sees.append(Check(name, ok=True, says=""))
    passing(world, 40, one)
    assert world.told == [f"Carteiro: {begun}", f"Carteiro: {over}"]


def test_in_an_older_state_nothing_is_written_and_looking_goes_on(world: Watched) -> None:
    world.tools.database.gate.shut("it is the backup of last week")
    one = process(world, [Check("record", ok=False, says="")])
    for _ in range(3):
        one.look()
    assert world.letters() == []


def test_a_database_that_goes_away_meanwhile_ends_nothing(world: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    one = process(world, [RED])
    passing(world, 1, one)

    def gone(*_: object) -> None:
        raise OperationalError(None, None, Exception("gone"))

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("storage.schedule.alarms.standing", gone)
        one.look()
    passing(world, 5, one)
    assert world.told == [BEGUN]


def test_the_letter_goes_to_the_operator_and_says_what_to_do(world: Watched) -> None:
    passing(world, 5, process(world, [RED]))
    letter = world.last(OPERATOR)
    assert letter.says("Desde: 23/11/2026 10:01", "df -h")
    assert letter.mail["Auto-Submitted"] == "auto-generated"

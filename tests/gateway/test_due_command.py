"""carteiro due: every timer, when it strikes, for what, and what it will do then; with --at those up to an instant."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from gateway.commands import due
from gateway.commands.line import cli
from gateway.post.relay import Temporary
from tests.world import ANA, MARIA, World

BRASILIA = ZoneInfo("America/Sao_Paulo")


@pytest.fixture(autouse=True)
def standing(tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command works on this world, by its clock."""
    monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setattr(due, "looking", lambda: world.tools)


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["due", *words])


def rows(*words: str) -> list[dict[str, object]]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def foreseen(*words: str) -> list[tuple[object, object]]:
    return [(row["kind"], row["outcome"]) for row in rows(*words)]


def opened(world: World) -> None:
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()


def test_an_open_ticket_has_its_two_targets(world: World) -> None:
    opened(world)
    assert foreseen() == [("late-answer", "late"), ("late-solution", "late")]
    first, second = rows()
    assert (first["number"], second["number"]) == (world.ticket().number, world.ticket().number)
    assert (first["at"], second["at"]) == tuple(
        t.astimezone(BRASILIA).isoformat() for t in (world.ticket().first_answer_due_at, world.ticket().solution_due_at) if t
    )
    assert "tells who has the ticket, and the supervisors, that its first answer is late" in run().output


def test_a_solved_one_its_reminders_and_its_end_and_a_held_mail_its_own(world: World) -> None:
    opened(world)
    world.reply(world.last(ANA), "SOLUCIONAR\nPronto.")
    world.mail_in(MARIA, "[11] Sem prova", login=False)
    world.work_off()
    assert sorted(foreseen()) == [("expire", "expired"), ("hold-end", "hold-end"), ("remind", "reminded"), ("remind", "reminded")]
    assert {row["number"] for row in rows()} == {world.ticket().number, "in-3"}
    assert run().output.index("reminds the entity") < run().output.index("closes the ticket as expired"), "in the order of time"


def test_a_question_is_reminded_of_and_ends(world: World) -> None:
    opened(world)
    world.reply(world.last(ANA), "PENDENTE\nQual navegador?")
    world.work_off()
    assert foreseen() == [("nudge", "reminded"), ("nudge", "reminded"), ("abandon", "unanswered")]


def test_at_lists_what_falls_due_up_to_an_instant(world: World) -> None:
    opened(world)
    world.reply(world.last(ANA), "SOLUCIONAR\nPronto.")
    world.work_off()
    assert foreseen("--at", "2026-11-27") == []
    assert "Nothing is due up to 2026-11-27." in run("--at", "2026-11-27").output
    assert foreseen("--at", "2026-11-28") == [("remind", "reminded")]
    assert foreseen("--at", "2026-12-01T00:00:59") == [("remind", "reminded"), ("remind", "reminded"), ("expire", "expired")]
    assert foreseen("--at", "2026-12-01T02:59:00+00:00") == [("remind", "reminded"), ("remind", "reminded")]


def test_what_waits_for_a_mail_or_a_letter_says_so(world: World) -> None:
    opened(world)
    world.relay.refuses[MARIA] = Temporary("450 later")
    world.reply(world.last(ANA), "SOLUCIONAR\nPronto.")
    world.work_off()
    assert set(foreseen()) == {("remind", "waits"), ("expire", "waits")}
    assert "for a letter that has not left" in run().output
    world.relay.refuses.clear()
    world.later(minutes=5)
    world.clock.at = datetime(2026, 12, 1, 2, 59, tzinfo=UTC)
    world.reply(world.last(MARIA), "APROVAR")
    world.clock.at += timedelta(minutes=5)
    assert foreseen()[-1] == ("expire", "waits")


def test_what_was_overtaken_while_nobody_worked_does_nothing(world: World) -> None:
    opened(world)
    world.reply(world.last(ANA), "SOLUCIONAR\nPronto.")
    world.work_off()
    world.clock.at = datetime(2026, 12, 3, 12, 0, tzinfo=UTC)
    assert foreseen() == [("remind", "void"), ("remind", "void"), ("expire", "expired")]
    assert "nothing: it no longer fits the ticket" in run().output


def test_looking_changes_nothing(world: World) -> None:
    opened(world)
    before = rows()
    world.clock.at += timedelta(days=30)
    rows()
    world.clock.at -= timedelta(days=30)
    assert rows() == before


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-30", "2026-11-30T23:59:59-03:00"),
        ("2026-11-30T09:00", "2026-11-30T09:00:00-03:00"),
        ("2026-11-30 09:00:30", "2026-11-30T09:00:30-03:00"),
        ("2026-11-30T12:00Z", "2026-11-30T09:00:00-03:00"),
        ("2026-11-30T00:00", "2026-11-30T00:00:00-03:00"),
        ("20261130", "2026-11-30T23:59:59-03:00"),
    ],
)
def test_a_time_without_offset_is_of_our_own_clock(text: str, instant: str) -> None:
    assert due.instant(text, BRASILIA).isoformat() == instant


@pytest.mark.parametrize("text", ["tomorrow", "2026-13-01", "30/11/2026", "0001-01-01T00:00+14:00", "9999-12-31", "09:00", ""])
def test_a_time_that_is_none_says_what_is_allowed(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="a day"):
        due.instant(text, BRASILIA)


def test_a_wrong_time_is_a_wrong_use() -> None:
    result = run("--at", "tomorrow")
    assert result.exit_code == 2
    assert "2026-11-30" in result.output

"""Can a listing be read on eighty columns and fewer, do colours say what is well, and does an empty one say what to do?"""

import io
import json
from pathlib import Path

import pytest
from click.testing import Result
from rich.console import Console
from rich.text import Text
from typer.testing import CliRunner

from gateway.app import now
from gateway.commands.line import cli
from gateway.commands.table import laid_out, style
from storage.tables import Inbound, Timer
from tests.world import MARIA, World

COLUMNS = ("id", "at", "disposition", "who", "subject")
ROW = (
    "in-123456",
    "2026-11-26 10:00",
    "evidence-explained",
    "maria.aparecida.da.conceicao@str-valesereno.example",
    "[12] Portal fora do ar desde cedo",
)


def drawn(width: int, columns: tuple[str, ...] = COLUMNS, row: tuple[str, ...] = ROW, *, terminal: bool = True) -> list[str]:
    """The lines, as signs alone."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, color_system=None)
    console.print(laid_out(console, columns, [dict(zip(columns, map(Text, row), strict=True))] * 2), highlight=False)
    return [Text.from_ansi(line).plain.rstrip() for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("width", [300, 120, 100, 80])
def test_on_each_terminal_what_tells_rows_apart_is_whole_and_no_line_is_too_long(width: int) -> None:
    lines = drawn(width)
    assert max(map(len, lines)) <= width
    assert len(lines) == 3, "a line for the names, and one for each row"
    assert all(cell in lines[1] for cell in ROW[:3])
    assert "mar" in lines[1]
    assert "[12]" in lines[1]


def test_on_a_terminal_too_narrow_for_a_table_each_row_is_a_block_and_nothing_is_lost() -> None:
    lines = drawn(66)
    assert max(map(len, lines)) <= 66
    assert [line.split()[0] for line in lines[:5]] == list(COLUMNS)
    assert lines[5] == ""
    assert all(any(cell in line for line in lines) for cell in ROW)


def test_a_pipe_gets_all_of_it_however_wide_it_is() -> None:
    assert all(cell in drawn(1000, terminal=False)[1] for cell in ROW)


@pytest.mark.parametrize(
    ("state", "colour"),
    [("opened", "green"), ("sent", "green"), ("held-claimed", "yellow"), ("waiting", "yellow"), ("dead", "red"), ("list", "")],
)
def test_a_state_has_its_colour_and_what_people_wrote_has_none(state: str, colour: str) -> None:
    assert style("disposition", state) == colour
    assert style("subject", state) == ""


def run(*words: str, **environment: str) -> Result:
    return CliRunner().invoke(cli, list(words), env=environment)


@pytest.fixture
def home(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
    return world


@pytest.mark.parametrize(
    ("words", "next_step"),
    [
        (("ticket", "list"), "carteiro mail list"),
        (("mail", "list"), "carteiro doctor"),
        (("mail", "list", "--only", "dead"), "carteiro mail list"),
        (("ticket", "list", "--status", "solved"), "carteiro ticket list"),
        (("mail", "reconcile"), "carteiro doctor"),
    ],
)
def test_where_there_is_nothing_the_next_step_is_said_to_people_and_nothing_to_scripts(
    home: World, words: tuple[str, ...], next_step: str
) -> None:
    assert home
    assert next_step in run(*words).stdout
    assert run(*words, "--json").stdout == ""


def test_tickets_are_listed_by_status_and_group(home: World) -> None:
    home.mail_in(MARIA, "[11] Como protocolar")
    home.work_off()
    (ticket,) = [json.loads(line) for line in run("ticket", "list", "--json").stdout.splitlines()]
    for words, many in (
        (("--status", "assigned"), 1),
        (("--status", "closed"), 0),
        (("--group", ticket["group"]), 1),
        (("--group", "x"), 0),
    ):
        assert len(run("ticket", "list", "--json", *words).stdout.splitlines()) == many
    wrong = run("ticket", "list", "--status", "opne")
    assert (wrong.exit_code, "assigned" in wrong.output) == (2, True)


def test_a_dead_timer_is_tried_again_by_its_name_and_with_all_that_is_dead(home: World) -> None:
    with home.tools.database.writing() as session:
        session.add(Timer(id=7, kind="x", at=home.clock(), due_at=None, outcome="dead", settled_at=home.clock()))
    assert run("mail", "retry", "timer-7").stdout == "timer-7 is due again.\n"
    assert run("mail", "retry", "timer-7").exit_code == 1
    with home.tools.database.writing() as session:
        session.get_one(Timer, 7).outcome = "dead"
    assert run("mail", "retry", "--all-dead").stdout == "timer-7 is due again.\n"


def test_several_mails_are_tried_again_at_once_and_each_is_answered_for(home: World) -> None:
    for title in ("um", "dois", "tres"):
        home.mail_in(MARIA, f"[12] {title}")
    with home.tools.database.writing() as session:
        for row in session.query(Inbound).filter(Inbound.id < 3):
            row.outcome, row.due_at = "dead", None
    done = run("mail", "retry", "in-1", "in-3", "--json")
    assert done.exit_code == 1
    assert [(row["id"], row["done"]) for row in map(json.loads, done.stdout.splitlines())] == [("in-1", True), ("in-3", False)]
    assert run("mail", "retry", "--all-dead").stdout == "in-2 is due again.\n"
    nothing = run("mail", "retry", "--all-dead")
    assert (nothing.exit_code, nothing.stdout) == (0, "Nothing is dead: nothing is to be tried again.\n")
    assert run("mail", "retry").exit_code == 2
    held = run("mail", "release", "in-1", "in-99")
    assert held.exit_code == 1
    assert all(words in held.output for words in ("in-1 does not wait to be confirmed", "There is no mail in-99"))
    home.clock.at = max(home.clock.at, now())  # the commands' clock is the real one

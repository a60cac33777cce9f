"""Does a look at the health always end, with a word for what cannot be known, and without a word about anybody?"""

import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.console.health import looking
from gateway.console.health.looking import NAMES, look
from gateway.console.health.report import report
from storage.database import Database
from tests.watched import Watched, opened, watched
from tests.world import ANA, MARIA

OF_ROWS = {"mailboxes", "inbox", "outbox", "quarantine", "sweep", "expiry", "record", "stamps"}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Watched]:
    with watched(tmp_path) as made:
        opened(made)
        made.work_off()
        yield made


@pytest.fixture
def silent() -> Iterator[int]:
    """The port of a server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_all_is_well(world: Watched) -> None:
    found = report(world.checks())
    assert (found["live"], found["ready"], found["ok"]) == (True, True, True)
    assert [check["name"] for check in found["checks"]] == list(NAMES)
    assert json.loads(json.dumps(found)) == found


def test_nothing_is_said_about_anybody(world: Watched) -> None:
    world.settings = world.settings.model_copy(update={"mailboxes": ("imaps://suporte@imap.orgao.example/INBOX?password_file=/x",)})
    said = json.dumps(report(world.checks()))
    assert "imap.orgao.example" in said
    assert [word for word in ("@", "suporte", MARIA.split("@")[0], ANA.split("@")[0], "Portal") if word in said] == []


def test_one_that_is_red_does_not_keep_work_away(world: Watched) -> None:
    world.works = False
    opened(world)
    world.pass_minutes(5)
    found = report(world.checks())
    assert (found["live"], found["ready"], found["ok"]) == (True, True, False)
    [red] = [check for check in found["checks"] if not check["ok"]]
    assert (red["name"], red["since"]) == ("sweep", "2026-11-23T13:00:00+00:00")
    assert "carteiro work" in red["mend"]


def test_an_older_state_is_not_ready(world: Watched) -> None:
    world.tools.database.gate.shut("it is the backup of last week")
    assert report(world.checks())["ready"] is False


def test_a_database_that_refuses_is_red_and_what_it_knows_is_not_known(world: Watched) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    tools = replace(world.tools, database=Database(f"postgresql+psycopg://nobody@127.0.0.1:{port}/none"))
    found = {check.name: check for check in look(tools, world.settings)}
    assert {name for name, check in found.items() if not check.ok} == OF_ROWS | {"database"}
    assert {found[name].says for name in OF_ROWS} == {"not known: the database cannot be asked"}
    said = report(tuple(found.values()))
    assert (said["live"], said["ready"]) == (True, False)


def test_a_database_that_says_nothing_is_not_waited_for(world: Watched, silent: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "SECONDS", 0.3)
    tools = replace(world.tools, database=Database(f"postgresql+psycopg://nobody@127.0.0.1:{silent}/none?connect_timeout=20"))
    for _ in range(3):
        found = {check.name: check for check in look(tools, world.settings)}
        assert (found["database"].ok, found["database"].says) == (False, "no answer in time")
        assert found["disk"].ok
    assert tools.flights.waiting == {"rows"}, "one question is on its way, however many looked"


@pytest.mark.parametrize(
    ("setting", "value", "name"),
    [
        ("mailboxes", ("imaps://nobody",), "mailboxes"),
        ("timestamps", "https://carimbo.example/", "stamps"),
        ("broker", "redis://[", "broker"),
    ],
)
def test_a_check_that_cannot_be_made_is_red_alone(world: Watched, setting: str, value: object, name: str) -> None:
    world.settings = world.settings.model_copy(update={setting: value})
    assert world.red == {name}
    assert "cannot be looked at (ValueError)" in world.check(name).says

"""Does the doctor go on whatever is wrong, end whatever hangs, change nothing, and find a fresh installation well?"""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from gateway.app import now
from gateway.commands.doctor import summary
from gateway.commands.line import cli
from gateway.console.doctor.finding import Finding
from gateway.console.doctor.trials import PARTS, trial_of, trials_of
from gateway.settings import Settings
from storage.database import Database
from storage.tables import Row
from tests.doctored import House, house, wrong
from tests.world import MARIA, World

__all__ = ["house"]


def test_the_defaults_of_the_demo_are_well(house: House) -> None:
    for name in ("OPERATOR", "ADDRESS"):
        house.set(**{name: ""})
    rows = house.doctor()
    assert wrong(rows) == set()
    assert {row["why"] for row in rows} >= {"no-operator", "maildir", "empty-groups"}
    assert list(house.home.iterdir()) == []


def test_each_wrong_setting_is_a_finding_and_what_does_not_hang_on_it_is_tried(house: House) -> None:
    house.set(RELAY="pigeon:", DATABASE="oracle:", TIMEZONE="Marte/Norte", COLOURS="azul", SECRET_FILE=house.folder / "none")
    rows = house.doctor()
    faults = [row for row in rows if row["part"] == "settings"][:-1]
    assert {row["name"] for row in faults} == {f"CARTEIRO_{n}" for n in ("RELAY", "DATABASE", "TIMEZONE", "COLOURS", "SECRET")}
    assert all(not row["ok"] and str(row["name"]) in str(row["mend"]) for row in faults)
    tried = {row["part"] for row in rows}
    assert {"evidence", "directory", "people", "catalogue", "listener", "disk", "broker"} <= tried
    assert not {"relay", "database", "record", "clock"} & tried
    assert wrong(rows) == {("settings", "bad"), ("settings", "unknown")}


def test_a_file_of_settings_that_is_no_yaml_is_a_finding(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(house.folder)
    house.write("carteiro.yml", "address: [\n")
    [fault] = [row for row in house.doctor() if not row["ok"]]
    assert (fault["part"], fault["name"], fault["why"]) == ("settings", "carteiro.yml", "bad")
    house.write("carteiro.yml", "address: suporte@orgao.example\n")
    assert wrong(house.doctor()) == set()


def test_for_people_the_fault_why_it_matters_and_the_mend_stand_together(house: House) -> None:
    house.set(RELAY="pigeon:")
    result = CliRunner().invoke(cli, ["doctor"], env={"COLUMNS": "300"})
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith("✗ settings CARTEIRO_RELAY  CARTEIRO_RELAY: 'pigeon:' allowed: maildir:")
    assert lines[1].strip() == "The start stops at a setting that cannot be used."
    assert lines[2].startswith("  -> Set CARTEIRO_RELAY to what is allowed")
    assert lines[-1].endswith("worth a look, 1 wrong.")


def test_the_last_line_counts() -> None:
    found = [
        Finding("disk", "", True, ""),
        Finding("clock", "", True, "", "unsynchronised", "m"),
        Finding("relay", "", False, "", "tls", "m"),
    ]
    assert summary(found) == "1 parts in order, 1 worth a look, 1 wrong."


@contextmanager
def hung() -> Iterator[int]:
    """A server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        yield int(server.getsockname()[1])


def test_whatever_hangs_the_doctor_ends_and_says_so(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.console.doctor.limit.Trial.begin.__defaults__", (4.0,))
    with hung() as port:
        password = house.write("password", "segredo")
        house.set(
            RELAY=f"smtp://127.0.0.1:{port}",
            BROKER=f"redis://127.0.0.1:{port}/0",
            DATABASE=f"postgresql+psycopg://carteiro:segredo@127.0.0.1:{port}/tickets?connect_timeout=60",
            MAILBOXES=f"imap://suporte@127.0.0.1:{port}/INBOX?password_file={password}",
            SECRET="segredo-de-dezesseis-letras",
        )
        rows = house.doctor()
    assert wrong(rows) >= {(part, "silent") for part in ("relay", "broker", "database", "mailbox")}


def test_each_part_can_be_tried_by_itself(house: House) -> None:
    chosen = Settings(home=house.home, resolver="dns://127.0.0.1:1?timeout=0.2")
    for part in PARTS:
        for trial in trials_of(part, chosen, now):
            finding = trial.run()
            assert (finding.part, finding.why) != (part, "fault"), finding
    assert trial_of("relay", chosen, now).run().why == "maildir"
    with pytest.raises(LookupError):
        trial_of("mailbox", chosen, now)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but the database's own, with its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("carteiro.db"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def rows_of(database: Database) -> dict[str, list[object]]:
    with database.reading() as session:
        return {name: [tuple(row) for row in session.execute(text(f"SELECT * FROM {name} ORDER BY 1"))] for name in Row.metadata.tables}  # noqa: S608 - our own names


def test_it_changes_nothing(world: World, house: House, tmp_path: Path) -> None:
    world.mail_in(MARIA, "[12] Portal", "Erro desde as 8h.")
    world.work_off()
    home = tmp_path
    house.set(HOME=home, DATABASE=world.tools.database.url.render_as_string(hide_password=False), EVIDENCE=f"file:{home}/evidence")
    before = (contents(home), rows_of(world.tools.database))
    rows = house.doctor()
    assert {row["part"] for row in rows} >= {"database", "record", "evidence"}
    assert (contents(home), rows_of(world.tools.database)) == before
    assert json.dumps(rows).count(MARIA) == 0

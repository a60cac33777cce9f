"""Does `carteiro doctor` say of each part what is wrong and how to mend it, and always end?"""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from click.testing import Result
from sqlalchemy import text
from typer.testing import CliRunner

import storage
from gateway.app import now
from gateway.commands import doctor
from gateway.commands.line import cli
from gateway.console.doctor import catalogue, database, evidence, relay, resolver
from gateway.console.doctor.finding import Finding
from gateway.console.doctor.limit import Trial
from gateway.console.doctor.trials import PARTS, trial_of
from gateway.people.aligned.resolver import Kind, Unanswered
from gateway.settings import Settings
from storage.database import Database
from storage.evidence.files import Files, FileSpool
from tests.postgres import Postgres

KEYS = ["part", "name", "ok", "why", "says", "matters", "mend"]
NOT_BY_DEFAULT = {"mailbox", "subaddress", "timestamps", "certificate", "page"}
OFFLINE = {"CARTEIRO_RESOLVER": "dns://127.0.0.1:1?timeout=0.2", "CARTEIRO_LISTEN": "smtp://127.0.0.1:0", "CARTEIRO_PAGE": "off"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "300")
    for name, value in OFFLINE.items():
        monkeypatch.setenv(name, value)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["doctor", *words])


def rows(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def wrong(finding: Finding) -> tuple[bool, str]:
    """What is wrong; whatever is must say how it is mended."""
    assert finding.mend or (finding.ok and not finding.why), finding
    return finding.ok, finding.why


def test_a_gateway_as_it_comes_is_well_and_every_part_is_tried() -> None:
    result = run("--json")
    assert result.exit_code == 0, result.output
    found = rows(result)
    assert [row["part"] for row in found] == [part for part in PARTS if part not in NOT_BY_DEFAULT]
    assert [list(row) for row in found] == [KEYS] * len(found)
    assert all(bool(row["why"]) == bool(row["matters"]) == bool(row["mend"]) for row in found)
    assert all(row["ok"] is True for row in found)


def test_for_people_each_part_is_a_line_and_what_to_do_stands_below(home: Path) -> None:
    (home / "mail").write_text("a file where a folder should be")
    result = run()
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert [line for line in lines if line.startswith("✓ evidence")]
    at = next(n for n, line in enumerate(lines) if line.startswith("✗ relay"))
    assert "cannot be written: File exists" in lines[at]
    assert lines[at + 1].strip().startswith("Letters wait")
    assert lines[at + 2].startswith("  -> Let the user that runs Carteiro write there")
    assert re.fullmatch(r"\d+ parts in order, \d+ worth a look, 1 wrong\.", lines[-1])


def test_nothing_is_left_behind(home: Path) -> None:
    run()
    assert list(home.iterdir()) == []


def far(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings whose folders are not there, nor those above them."""
    for name, place in (("HOME", "a/b/var"), ("EVIDENCE", f"file:{home}/c/evidence"), ("RELAY", f"maildir:{home}/d/e/mail")):
        monkeypatch.setenv(f"CARTEIRO_{name}", f"{home}/{place}" if name == "HOME" else place)


def test_nothing_is_left_behind_where_the_folders_above_were_not_there_either(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    far(home, monkeypatch)
    run()
    assert list(home.iterdir()) == []


def test_nothing_is_left_behind_by_one_that_is_ended(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    far(home, monkeypatch)
    told = doctor.shown.line

    def interrupted(row: dict[str, object]) -> None:
        told(row)
        if row["part"] == "relay":
            assert list(home.iterdir()), "the trials have made folders"
            raise KeyboardInterrupt

    monkeypatch.setattr(doctor.shown, "line", interrupted)
    assert run("--json").exit_code != 0
    assert list(home.iterdir()) == []


def test_whether_alarms_reach_somebody_is_said(home: Path) -> None:
    for operator, why in (("", "no-operator"), ("plantao@orgao.example", "")):
        mine = home / "people.yml"
        mine.write_text("entities: []\npeople: []\n")
        finding = trial_of("settings", Settings(home=home, operator=operator, directory=f"file:{mine}"), now).run()
        assert wrong(finding) == (True, why)
        assert operator in finding.says


def upgraded(url: str, to: str = "head") -> Database:
    """A database with the tables of one migration."""
    made, config = Database(url), Config()
    config.set_main_option("script_location", str(Path(str(storage.__file__)).parent / "migrations"))
    with made.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
    return made


def sqlite(home: Path) -> str:
    return f"sqlite:///{home}/carteiro.db"


def test_a_database_without_tables_one_of_now_one_of_before_and_one_of_later(home: Path) -> None:
    with closing(Database(sqlite(home))) as fresh:
        assert database.look(fresh).why == "empty"
        assert not (home / "carteiro.db").exists()
    with closing(upgraded(sqlite(home), "0001")) as made:
        old = database.look(made)
        assert wrong(old) == (False, "old")
        assert "carteiro db upgrade" in old.mend
        made.upgrade()
        assert wrong(database.look(made)) == (True, "")
        with made.writing() as session:
            session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        assert wrong(database.look(made)) == (False, "newer")


def test_a_file_that_is_no_database_is_said(home: Path) -> None:
    (home / "carteiro.db").write_text("Prezados,\n" * 1000)
    with closing(Database(sqlite(home))) as made:
        finding = database.look(made)
    assert wrong(finding) == (False, "damaged")
    assert "not a database" in finding.says


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    with Postgres() as server:
        yield server


def test_postgresql_that_would_lose_mail_only_reads_or_is_away_is_said(postgres: Postgres) -> None:
    with closing(upgraded(postgres.create())) as made:
        assert wrong(database.look(made)) == (True, "")
        assert "PostgreSQL 1" in database.look(made).says
        for setting, why in (("fsync", "unsafe"), ("synchronous_commit", "unsafe"), ("default_transaction_read_only", "read-only")):
            safe, risky = ("off", "on") if why == "read-only" else ("on", "off")
            postgres.set(setting, risky)
            made.close()
            finding = database.look(made)
            assert wrong(finding) == (False, why)
            assert why == "read-only" or f"{setting}=on" in finding.mend
            postgres.set(setting, safe)
    with closing(Database("postgresql+psycopg://carteiro:segredo@127.0.0.1:1/tickets")) as away:
        finding = database.look(away)
    assert wrong(finding) == (False, "unreachable")
    assert finding.name == "127.0.0.1/tickets"
    assert "segredo" not in str(finding)


def word() -> str:
    return "palavra"


def test_evidence_that_cannot_be_written_is_said(home: Path) -> None:
    assert wrong(evidence.look(Files(home / "evidence"), word)) == (True, "")
    (home / "file").write_text("")
    assert wrong(evidence.look(Files(home / "file"), word)) == (False, "unwritable")


def test_a_disk_that_gives_back_other_bytes_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = FileSpool.write
    monkeypatch.setattr(FileSpool, "write", lambda spool, chunk: really(spool, chunk[:-1]))
    assert wrong(evidence.look(Files(home / "evidence"), word)) == (False, "wrong-bytes")


def test_a_directory_whose_groups_have_nobody_is_said(home: Path) -> None:
    finding = catalogue.look(Settings(home=home))
    assert wrong(finding) == (True, "empty-groups")
    assert "21150.SR-2" in finding.says


def test_a_maildir_is_no_way_to_anybody(home: Path) -> None:
    finding = relay.look(Settings(home=home))
    assert wrong(finding) == (True, "maildir")
    assert list((home / "mail").iterdir()) == []


class Zone:
    """A resolver with one answer."""

    def __init__(self, *answer: str) -> None:
        self._answer = answer

    def ask(self, name: str, kind: Kind, patience: float) -> tuple[str, ...]:
        assert (name, kind, patience > 0) == ("orgao.example", "TXT", True)
        if not self._answer:
            raise Unanswered("LifetimeTimeout for TXT")
        return self._answer


@pytest.mark.parametrize(("answer", "why"), [(("v=spf1 mx -all",), ""), (("google-site=1",), ""), ((), "silent")])
def test_a_silent_resolver_is_worth_knowing_and_not_wrong(answer: tuple[str, ...], why: str) -> None:
    assert wrong(resolver.look(Settings(address="suporte@orgao.example"), Zone(*answer))) == (True, why)


def test_a_part_that_never_answers_and_one_with_a_fault_are_findings() -> None:
    forever = threading.Event()

    def hang() -> Finding:
        forever.wait()
        return Finding("relay", "", True, "at last")

    def fail() -> Finding:
        raise ZeroDivisionError("joão@orgao.example")

    assert wrong(Trial("relay", "x", hang).run(0.05)) == (False, "silent")
    forever.set()
    finding = Trial("relay", "x", fail).run()
    assert wrong(finding) == (False, "fault")
    assert "ZeroDivisionError" in finding.says
    assert "joão" not in finding.says

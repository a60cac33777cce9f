"""Does a wrong setting stop the start before a door opens, and say which one and how to mend it?"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import Postgres
from tests.slapd import MAPPING
from tests.wire.process import ROOT, Running

COMMANDS = ("up", "smtp", "work")
UNSAFE = ("fsync", "synchronous_commit", "full_page_writes")


def refused(home: Path, command: str, **settings: str) -> str:
    """What is said, in one line of words, by one that does not start; nothing answers at its port."""
    running = Running(home, settings=settings)
    done = subprocess.run(running.command(command), cwd=ROOT, check=False, capture_output=True, timeout=60)
    said = " ".join(done.stderr.decode().split())
    assert done.returncode == 2, said
    assert "Traceback" not in said
    assert "takes mail" not in said
    return said


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_setting_stops_the_start(tmp_path: Path, command: str) -> None:
    said = refused(tmp_path, command, ADRESS="suporte@carteiro.example")
    assert said.startswith("CARTEIRO_ADRESS: no such setting; allowed: CARTEIRO_ADDRESS")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_base_that_is_no_name_stops_the_start(tmp_path: Path, command: str) -> None:
    mapping = tmp_path / "mapping.yml"
    mapping.write_text(MAPPING.read_text().replace("base: ou=pessoas", "base: pessoas", 1))
    assert mapping.read_text() != MAPPING.read_text()
    said = refused(tmp_path, command, DIRECTORY=f"ldap://127.0.0.1:1?mapping={mapping}")
    assert f"{mapping}:" in said
    assert "people.base: 'pessoas" in said
    assert "allowed: a DN" in said


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with Postgres() as made:
        yield made


@pytest.mark.parametrize("setting", UNSAFE)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_database_that_would_lose_confirmed_mail_stops_the_start(tmp_path: Path, server: Postgres, command: str, setting: str) -> None:
    database = server.create()
    server.set(setting, "off")
    try:
        said = refused(tmp_path, command, DATABASE=database, SECRET="0123456789abcdef")
    finally:
        server.set(setting, "on")
    assert f"PostgreSQL runs with {setting}=off" in said
    assert f"set {setting}=on" in said

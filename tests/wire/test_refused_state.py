"""Does a database that a person must look at stop the start, with an exit that no service manager tries again?"""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import Database
from tests.wire.process import ROOT, Running


def refused(running: Running, *command: str) -> str:
    """What is said, in one line of words."""
    done = subprocess.run(running.command(*command), cwd=ROOT, check=False, capture_output=True, timeout=100)
    said = " ".join(done.stderr.decode().split())
    assert (done.returncode, "Traceback" in said) == (2, False), said
    return said


@pytest.mark.parametrize("command", [("up",), ("ticket", "list")])
def test_a_file_that_is_no_database(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "carteiro.db").write_bytes(b"no database at all " * 500)
    assert "is damaged (file is not a database)" in refused(Running(tmp_path), *command)


def test_a_database_whose_pages_are_gone(tmp_path: Path) -> None:
    file = tmp_path / "carteiro.db"
    with closing(Database(f"sqlite:///{file}")) as database:
        database.upgrade()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    assert "is damaged (database disk image is malformed)" in refused(Running(tmp_path), "up")


def test_a_database_of_a_newer_version(tmp_path: Path) -> None:
    file = tmp_path / "carteiro.db"
    with closing(Database(f"sqlite:///{file}")) as database:
        database.upgrade()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert "schema 9999 is of a newer Carteiro" in refused(Running(tmp_path), "up")

"""What do `carteiro backup` and `restore` say, and what do they point to where they are not for?"""

import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from storage.database import Database
from storage.evidence.files import Files
from storage.mail import inbox
from storage.restoring import witness
from tests.databases import DATABASES
from tests.storage.rows import arrival
from tests.wire.process import ROOT


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a mail whose bytes are in the evidence store, and a witness."""
    made = tmp_path / "home"
    monkeypatch.setenv("CARTEIRO_HOME", str(made))
    monkeypatch.setenv("CARTEIRO_DATABASE", f"sqlite:///{made}/carteiro.db")
    made.mkdir()
    (made / "carteiro.db").write_bytes(DATABASES.sqlite_model.read_bytes())
    name = Files(made / "evidence").put(b"a big mail")
    with closing(Database(f"sqlite:///{made}/carteiro.db")) as database, database.writing() as session:
        inbox.file(session, [replace(arrival(), raw=None, sha256=name)])
    (made / witness.NAME).write_text("{}")
    return made


def run(*words: str) -> tuple[int, str]:
    """Exit code, and all that was said."""
    done = subprocess.run((sys.executable, "-m", "gateway", *words), cwd=ROOT, check=False, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("command", ["backup", "restore"])
@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("DATABASE", "postgresql+psycopg://carteiro@/carteiro", "`pg_dump -Fc` and `pg_restore`"),
        ("EVIDENCE", "s3://provas?endpoint=https://s3.orgao.example", "rclone copy"),
    ],
)
def test_what_has_means_of_its_own_is_left_to_them(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, setting: str, value: str, says: str
) -> None:
    assert home.is_dir()
    monkeypatch.setenv(f"CARTEIRO_{setting}", value)
    code, said = run(command, str(tmp_path / "copy"))
    assert code == 2
    assert says in said
    assert "docs/operating.md" in said
    assert not (tmp_path / "copy").exists()


def test_there_and_back_every_step_is_told(home: Path, tmp_path: Path) -> None:
    code, said = run("backup", str(tmp_path / "copy"))
    assert (code, "1 files copied, 0 there already" in said) == (0, True), said
    assert "Not in it: the secret" in said
    code, said = run("backup", str(tmp_path / "copy"))
    assert (code, "0 files copied, 1 there already" in said) == (0, True), said
    assert not [path for path in (tmp_path / "copy").rglob("*") if path.name.startswith(witness.NAME)]
    home.rename(tmp_path / "lost")
    code, said = run("restore", str(tmp_path / "copy"))
    assert (code, "1 files, all compared" in said) == (0, True), said
    assert "carteiro evidence accept --reason TEXT" in said
    code, said = run("restore", str(tmp_path / "copy"))
    assert (code, "is there already" in said) == (1, True), said


def test_a_file_that_cannot_be_had_is_named_and_the_rest_is_copied(home: Path, tmp_path: Path) -> None:
    [blob] = (home / "evidence" / "blobs").glob("*/*")
    blob.unlink()
    code, said = run("backup", str(tmp_path / "copy"))
    assert (code, blob.name in said) == (1, True), said
    assert (tmp_path / "copy" / "carteiro.db").is_file()


def test_a_backup_is_not_put_into_what_is_backed_up(home: Path) -> None:
    code, said = run("backup", str(home / "copy"))
    assert (code, "is what is backed up" in said) == (2, True), said


def test_without_a_database_there_is_nothing_to_back_up(home: Path, tmp_path: Path) -> None:
    (home / "carteiro.db").unlink()
    code, said = run("backup", str(tmp_path / "copy"))
    assert (code, "there is no file" in said) == (2, True), said


def test_a_folder_without_a_backup_is_said(home: Path, tmp_path: Path) -> None:
    home.rename(tmp_path / "lost")
    code, said = run("restore", str(tmp_path / "empty"))
    assert (code, "holds no backup" in said) == (1, True), said

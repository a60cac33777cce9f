"""Does `carteiro init` leave what was there as closed as it was, and nothing where it comes to nothing?"""

import errno
import os
import stat
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from gateway import settings as reader
from gateway.commands.line import cli
from tests.gateway.standing import standing_in

FEW = ("--address", "suporte@orgao.example", "--directory", "file:demo/directory.yml")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an operator stands."""
    return standing_in(tmp_path, monkeypatch)


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["init", *FEW, *words])


@pytest.mark.parametrize(("older", "newer"), [(0o600, 0o600), (0o644, 0o640), (0o440, 0o440)])
def test_a_new_file_is_read_by_nobody_who_could_not_read_the_older_one(folder: Path, older: int, newer: int) -> None:
    file = folder / "carteiro.yml"
    file.write_text("broker: redis://:gredo@r.example\n")
    file.chmod(older)
    assert run("--no-test", "--relay", "maildir:x", "--yes").exit_code == 0
    assert reader.read(folder).broker == "redis://:gredo@r.example", "it is kept as it was"
    assert stat.S_IMODE(file.stat().st_mode) == newer


def test_what_cannot_take_the_place_of_the_older_file_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "carteiro.yml").write_text("office: Suporte\n")

    def full(_: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))

    monkeypatch.setattr(Path, "replace", full)
    done = run("--no-test", "--relay", "smtp://carteiro:neu@mail.example:587?starttls", "--yes")
    assert (done.exit_code, "cannot be written (No space left on device)" in " ".join(done.output.split())) == (1, True), done.output
    assert {path.name: path.read_text() for path in folder.iterdir()} == {"carteiro.yml": "office: Suporte\n"}


def test_folders_that_answers_were_tried_in_go_when_one_of_them_does_not_work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARTEIRO_RESOLVER", "dns://127.0.0.1:1?timeout=0.2")
    done = run("--home", "a/b/var", "--evidence", "file:c/d/evidence", "--relay", "smtp://127.0.0.1:1")
    assert (done.exit_code, "relay: " in done.output) == (1, True), done.output
    assert list(folder.iterdir()) == []

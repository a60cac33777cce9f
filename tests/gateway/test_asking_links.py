"""Does `carteiro init` write only where it stands, whatever links somebody has put there before?"""

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from gateway import settings as reader
from gateway.commands.line import cli
from gateway.console.asking.stage import put
from tests.gateway.standing import standing_in

WORDS = ("--address", "suporte@orgao.example", "--directory", "file:demo/directory.yml", "--relay", "maildir:x", "--no-test")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an operator stands."""
    made = tmp_path / "here"
    made.mkdir()
    return standing_in(made, monkeypatch)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder of somebody else."""
    made = tmp_path / "elsewhere"
    made.mkdir()
    return made


def run() -> Result:
    return CliRunner().invoke(cli, ["init", *WORDS])


@pytest.mark.parametrize("there", [False, True], ids=["dangling", "leading"])
def test_nothing_is_written_through_a_link(folder: Path, elsewhere: Path, there: bool) -> None:
    target = elsewhere / "theirs"
    if there:
        target.write_text("theirs\n")
    (folder / "secrets").mkdir()
    (folder / "secrets" / "secret").symlink_to(target)
    done = run()
    assert done.exit_code == 0, done.output
    assert [path.read_text() for path in elsewhere.iterdir()] == (["theirs\n"] if there else [])
    assert reader.read(folder).secret == ((folder / "secrets" / "secret-2").read_text().strip(),)
    assert (folder / "secrets" / "secret").is_symlink()


@pytest.mark.parametrize("kind", ["link", "file"])
def test_secrets_go_into_no_folder_of_others(folder: Path, elsewhere: Path, kind: str) -> None:
    if kind == "link":
        (folder / "secrets").symlink_to(elsewhere)
    else:
        (folder / "secrets").write_text("")
    done = run()
    assert (done.exit_code, "secrets cannot be written (it is a link or a file; move it away)" in " ".join(done.output.split())) == (
        1,
        True,
    )
    assert list(elsewhere.iterdir()) == []
    assert [path.name for path in folder.iterdir()] == ["secrets"]


def test_a_file_that_is_there_is_never_written_anew(folder: Path, elsewhere: Path) -> None:
    (folder / "one").write_text("one")
    (folder / "link").symlink_to(elsewhere / "none")
    for name in ("one", "link"):
        with pytest.raises(FileExistsError):
            put(folder / name, "other", 0o600)
    assert ((folder / "one").read_text(), list(elsewhere.iterdir())) == ("one", [])

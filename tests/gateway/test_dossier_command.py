"""carteiro evidence export: a ticket's whole record as a file, for the operator."""

import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from gateway.commands.line import cli
from storage.evidence import archive
from storage.tables import Ticket
from tests.dossiers import story, unpacked, verified
from tests.world import MARIA, World


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["evidence", "export", *words])


def test_it_writes_the_whole_record_and_says_what_is_in_it(world: World, tmp_path: Path) -> None:
    number = story(world)
    done = run(number, "-o", "dossie.zip", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    path = tmp_path / "dossie.zip"
    assert (told["file"], told["sha256"]) == ("dossie.zip", sha256(path.read_bytes()).hexdigest())
    assert (told["numbers"], told["files"], told["stamps"], told["open"], told["confidential"]) == ([number], 4, 0, False, False)
    folder = unpacked(path.read_bytes(), tmp_path)
    assert len(list((folder / "mails").glob("*.eml"))) == told["mails"]
    assert len(list((folder / "letters").iterdir())) == told["letters"]
    assert verified(folder).returncode == 0


def test_without_a_name_it_takes_the_tickets_and_nothing_is_written_over(world: World, tmp_path: Path) -> None:
    number = story(world)
    assert "events" in run(number.replace("L_", "l ")).output
    assert (tmp_path / f"dossie-{number}.zip").exists()
    again = run(number)
    assert again.exit_code == 1
    assert "is there already; name another file with -o" in again.stderr
    assert "cannot be written" in run(number, "-o", str(tmp_path / "no" / "folder.zip")).stderr


def test_an_unknown_number_leaves_nothing_behind(world: World, tmp_path: Path) -> None:
    story(world)
    done = run("L_61123777")
    assert (done.exit_code, "There is no ticket L_61123777" in done.stderr) == (1, True)
    assert list(tmp_path.glob("*.zip")) == []


def test_whoever_gets_one_of_an_open_or_confidential_ticket_is_warned(world: World) -> None:
    world.mail_in(MARIA, "[1] Fato grave", "O chefe desvia verbas.")
    world.work_off()
    warned = " ".join(run(world.ticket().number).stderr.split())
    assert "Hand it to nobody before the ticket is closed." in warned
    assert "The ticket is confidential" in warned


def test_a_ticket_that_was_altered_in_the_table_is_handed_over_as_it_is_and_found(world: World, tmp_path: Path) -> None:
    number = story(world)
    with world.tools.database.writing() as session:
        session.query(Ticket).one().outcome = "expired"
    assert run(number, "-o", "dossie.zip").exit_code == 0
    found = verified(unpacked((tmp_path / "dossie.zip").read_bytes(), tmp_path))
    assert (found.returncode, "ticket.json: 'outcome'" in found.stderr) == (1, True)
    with world.tools.database.writing() as session:
        session.query(Ticket).one().outcome = "approved"


def test_letters_that_went_into_a_pack_have_their_words(world: World, tmp_path: Path) -> None:
    number = story(world)
    run(number, "-o", "before.zip")
    tools = world.tools
    with tools.database.reading() as session:
        letters = archive.batch(session, world.clock().replace(year=2030))
    pack = tools.evidence.put(archive.packed(letters))
    with tools.database.writing() as session:
        archive.let_go(session, letters, pack)
    run(number, "-o", "after.zip")
    before, after = ((tmp_path / name).read_bytes() for name in ("before.zip", "after.zip"))
    assert before == after


def test_it_is_a_zip_of_one_ticket_alone(world: World, tmp_path: Path) -> None:
    story(world)
    world.mail_in(MARIA, "[11] Outra pergunta", "Não é deste chamado.")
    world.work_off()
    run("L_61123001", "-o", "dossie.zip")
    with zipfile.ZipFile(tmp_path / "dossie.zip") as package:
        assert not [name for name in package.namelist() if "Não é deste".encode() in package.read(name)]

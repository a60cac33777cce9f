"""Does the program work once it is installed, from any folder and without the checkout, upgraded, gone back, and taken away?"""

import signal
import smtplib
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path

import pytest

from gateway.commands.starting import USAGE
from storage import schema
from tests.deploy.building import TOMORROW, Place, environment, newer, wheel
from tests.deploy.parts import ROOT
from tests.ports import free_port
from tests.wire.premises import until
from tests.world import ADDRESS, MARIA

pytestmark = pytest.mark.timeout(400)  # many programs start, on a machine that may be busy


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheel(ROOT, tmp_path_factory.mktemp("today"))


@pytest.fixture(scope="module")
def tomorrow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheel(newer(tmp_path_factory.mktemp("newer")), tmp_path_factory.mktemp("tomorrow"))


@pytest.fixture
def place(tmp_path: Path, today: Path) -> Place:
    made = Place.made(tmp_path / "place")
    made.pip("install", "--no-deps", "--no-index", today)
    return made


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty folder, with nothing of ours above it."""
    folder = tmp_path / "anywhere"
    folder.mkdir()
    return folder


@contextmanager
def running(place: Place, home: Path) -> Iterator[tuple[str, int]]:
    """`carteiro up` there; where it listens. It ends well when it is told to."""
    door = ("127.0.0.1", free_port())
    settings = environment(home, CARTEIRO_LISTEN=f"smtp://127.0.0.1:{door[1]}")
    with (home / "log").open("ab") as log:
        process = subprocess.Popen((place.program, "up"), cwd=home, env=settings, stdout=log, stderr=log)
    try:
        until(lambda: process.poll() is not None or answers(door), 60)
        assert process.poll() is None, (home / "log").read_text()
        yield door
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()


def answers(door: tuple[str, int]) -> bool:
    try:
        with smtplib.SMTP(*door, timeout=5) as client:
            return client.noop()[0] == 250
    except OSError:
        return False


def asks(door: tuple[str, int], home: Path) -> None:
    """Maria writes, and her answer comes."""
    box = home / "var" / "mail" / MARIA / "new"
    before = len(list(box.glob("*")))
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = MARIA, ADDRESS, "[11] Uma pergunta"
    mail["Message-ID"] = make_msgid()
    mail.set_content("Como protocolar?")
    with smtplib.SMTP(*door, timeout=30) as client:
        client.login(MARIA, "carteiro")
        client.send_message(mail)
    until(lambda: len(list(box.glob("*"))) > before, 60)


def tickets(place: Place, home: Path) -> int:
    ended, said = place.run(home, "ticket", "list", "--json")
    assert ended == 0, said
    return said.count('"number"')


def test_it_works_in_an_empty_folder_and_is_taken_away_whole(place: Place, home: Path) -> None:
    where = "import gateway, parsers, storage; print(*(one.__path__[0] for one in (gateway, parsers, storage)))"
    python = place.folder / "bin" / "python"
    said = subprocess.run((python, "-c", where), cwd=home, check=True, capture_output=True, text=True).stdout
    assert said.split() == [str(place.site / name) for name in ("gateway", "parsers", "storage")]
    with running(place, home) as door:
        asks(door, home)
    assert tickets(place, home) == 1
    ended, said = place.run(home, "people")
    assert (ended, MARIA in said) == (0, True), "the demo's people came along"
    share = place.folder / "share" / "carteiro"
    assert {"docs", "deploy", "README.md", "CHANGELOG.md"} <= {path.name for path in share.iterdir()}
    assert (share / "deploy" / "systemd" / "carteiro").stat().st_mode & 0o111, "the command for root may be run"

    kept = sorted(path for path in home.rglob("*"))
    place.pip("uninstall", "-y", "carteiro")
    left = [path for path in place.folder.rglob("*") if "carteiro" in path.name or path.name in {"gateway", "parsers", "storage"}]
    assert [str(path) for path in left if path.is_file() or any(path.rglob("*"))] == []
    assert sorted(path for path in home.rglob("*")) == kept, "what was put on record stays"


@pytest.mark.faults
def test_a_newer_version_goes_on_and_the_older_one_comes_back_with_its_backup(
    place: Place, home: Path, tmp_path: Path, tomorrow: Path
) -> None:
    with running(place, home) as door:
        asks(door, home)
    assert place.run(home, "backup", str(tmp_path / "backup"))[0] == 0

    beside = Place.made(tmp_path / "beside")
    beside.pip("install", "--no-deps", "--no-index", tomorrow)
    assert beside.run(home, "--version")[1].strip() == "carteiro 9.0.0"
    ended, said = beside.run(home, "ticket", "list")
    assert (ended, "carteiro db upgrade" in said, f"needs {TOMORROW}" in said) == (USAGE, True, True), said
    assert beside.run(home, "db", "upgrade")[0] == 0
    with running(beside, home) as door:
        asks(door, home)
    assert tickets(beside, home) == 2

    ended, said = place.run(home, "up")
    assert (ended, "Traceback" in said) == (USAGE, False), said
    assert f"schema {TOMORROW} is of a newer Carteiro than this one ({schema.newest()})" in " ".join(said.split())
    since = home / "since.eml"
    since.write_text(beside.run(home, "mail", "show", "in-2", "--raw")[1])

    (home / "var").rename(tmp_path / "newer-state")
    (home / "var").mkdir()
    for name in ("secret", "witness"):
        (home / "var" / name).write_bytes((tmp_path / "newer-state" / name).read_bytes())
    ended, said = place.run(home, "restore", str(tmp_path / "backup"))
    assert ended == 0, said
    ended, said = place.run(home, "up")
    assert (ended, "The database is an older state" in said) == (USAGE, True), said
    ended, said = place.run(home, "evidence", "accept", "--reason", "back to the version before")
    assert ended == 0, said
    assert place.run(home, "deliver", "since.eml")[0] == 0
    with running(place, home):
        until(lambda: list((home / "var" / "mail" / MARIA / "new").glob("*")), 60)
    ended, said = place.run(home, "mail", "list", "--json")
    assert (ended, said.count('"opened"'), said.count('"held-claimed"')) == (0, 1, 1), "who wrote since then is asked to confirm"

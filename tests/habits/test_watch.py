"""Would the watch over personal data (tests/canaries.py) find a leak? One is planted in each place."""

import base64
import logging
import quopri
import shutil
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.canaries import CPF, NB, Watch, in_files, in_letters, within
from tests.habits.tree import ROOT
from tests.world import ANA, JOAO, MARIA, Letter, World

DIGITS = CPF.replace(".", "").replace("-", "")


@pytest.mark.parametrize("typed", [CPF, DIGITS])
@pytest.mark.parametrize(
    "told",
    [
        lambda typed: f"CPF {typed}.".encode(),
        lambda typed: f"CPF {typed}.".encode("utf-16"),
        lambda typed: f"CPF {typed}.".encode("utf-16-be"),
        lambda typed: base64.encodebytes(b"x" * 54 + typed.encode()),
        lambda typed: base64.encodebytes(b"x" * 50 + typed.encode() + b"y"),
        lambda typed: base64.encodebytes(b"x" * 52 + typed.encode() + b"yy"),
        lambda typed: quopri.encodestring(b"x" * 70 + typed.encode()),
        lambda typed: "".join(f"={ord(sign):02X}" for sign in typed).encode(),
    ],
)
def test_a_canary_is_known_in_every_form(typed: str, told: object) -> None:
    assert callable(told)
    assert within(told(typed)) == {CPF}


def test_what_is_no_canary_is_none() -> None:
    assert within(f"CPF 123.456.789-00, ***{CPF[3:-2]}**, {NB[:-1]}".encode()) == frozenset()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A place for leaks, gone before the whole run is looked through."""
    made = tmp_path / "planted"
    made.mkdir()
    yield made
    shutil.rmtree(made)


@pytest.mark.parametrize("name", ["log", "home/log", "home/spool.tmp", "mailing/nota.txt"])
def test_a_leak_in_a_file_is_found(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(f"INFO login {DIGITS}\n")
    assert [name in leak and CPF in leak for leak in in_files(folder)] == [True]


@pytest.mark.parametrize("name", ["carteiro.db", "evidence/ab/cd", "mail.eml", "people.yml"])
def test_the_raw_mail_the_rows_and_the_directory_are_no_leak(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True, parents=True)
    (folder / name).write_text(CPF)
    assert in_files(folder) == []


def letter(subject: str = "[L_61123001] x", name: str = "tela.png", body: str = "Texto") -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = subject
    mail.set_content(body)
    mail.add_attachment(b"x", maintype="image", subtype="png", filename=name)
    return mail


@pytest.mark.parametrize("mail", [letter(subject=f"É do CPF {CPF}"), letter(name=f"ção_{DIGITS}.png"), letter(subject="RG 111.222.333-44")])
def test_a_leak_in_a_header_of_a_letter_on_disk_is_found_and_its_body_is_the_tickets_own(folder: Path, mail: EmailMessage) -> None:
    (folder / "new").mkdir()
    (folder / "new" / "1").write_bytes(letter(body=CPF).as_bytes())
    assert in_files(folder) == []
    (folder / "new" / "2").write_bytes(mail.as_bytes())
    assert in_files(folder)


@pytest.mark.parametrize("written", [CPF, CPF.replace(".", "\\."), f"=?utf-8?b?{base64.b64encode(CPF.encode()).decode()}?="])
def test_a_leak_in_a_name_is_found_however_it_is_written(folder: Path, written: str) -> None:
    (folder / "new").mkdir()
    name = written if written.startswith("=?") else f'"{written}"'
    (folder / "new" / "1").write_bytes(f"From: {name} <ana@orgao.example>\r\nSubject: oi\r\n\r\noi\r\n".encode())
    assert in_files(folder)


def test_a_letter_that_tells_a_stranger_of_a_ticket_is_found(world: World) -> None:
    world.mail_in(MARIA, "[1] Denúncia", f"É do CPF {CPF}.")
    world.work_off()
    assert world.last(ANA).says(CPF)
    assert in_letters(world) == []
    own = world.relay.letters
    other = own[0]
    world.mail_in(JOAO, "[11] Outro assunto", "Sem número.")
    world.work_off()
    theirs = world.last(JOAO)
    told = letter(body=f"A denúncia fala do CPF {DIGITS}.")
    told["Message-ID"] = str(theirs.mail["Message-ID"])
    world.relay.letters = [other, Letter(JOAO, "", told)]
    assert len(in_letters(world)) == 1
    world.relay.letters = own


PLANTED = """
import logging
from tests.canaries import CPF

def test_planted(tmp_path):
    {}

def test_nothing():
    pass
"""
LEAKS = {
    "logging.getLogger('some.library').debug('login of %s', CPF)": "log: some.library",
    "logging.getLogger('gateway').exception('x', exc_info=ValueError(CPF))": "log: gateway",
    "(tmp_path / 'left').write_text(CPF)": "file: ",
}


def run(folder: Path, body: str, *more: str) -> subprocess.CompletedProcess[str]:
    """A whole run of pytest over one planted test, under the watch of this suite."""
    (folder / "test_planted.py").write_text(PLANTED.format(body))
    places = [
        "-c",
        str(ROOT / "pyproject.toml"),
        "--rootdir",
        str(ROOT),
        "--basetemp",
        str(folder / "run"),
        str(folder / "test_planted.py"),
    ]
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", *more, *places]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=100)


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_run_with_leaks_fails_and_says_where(folder: Path, workers: str) -> None:
    done = run(folder, "; ".join(LEAKS), "-n", workers)
    assert done.returncode == 1
    assert [where for where in LEAKS.values() if where not in done.stdout] == []
    assert "FAILED" not in done.stdout, "the tests themselves pass"


def test_a_run_without_a_leak_passes(folder: Path) -> None:
    assert run(folder, "logging.getLogger('gateway').debug('Heard in-1')").returncode == 0


def test_the_watch_hears_what_an_exception_says() -> None:
    watch = Watch()
    watch.emit(logging.makeLogRecord({"name": "x", "msg": "Fault", "exc_info": (ValueError, ValueError(CPF), None)}))
    assert len(watch.leaks) == 1

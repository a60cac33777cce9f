"""Does a gateway in earnest notice that its database was put back, and go on only when an operator agrees?"""

import re
import subprocess
from contextlib import closing
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path

import pytest

from storage.database import Database
from storage.record import seals
from storage.restoring import witness
from tests.ports import free_port
from tests.wire.premises import PLAIN, Caller, on_the_wire, until
from tests.wire.process import ROOT, Running

MARIA = "maria@str-valesereno.example"
NUMBER = re.compile(r"L_\d+")
SEEN = "Nothing is put on record any more"


def asked(running: Running, mails: int) -> list[str]:
    """Mails come in and are sealed; the numbers that their writer was told so far."""
    for _ in range(mails):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = MARIA, "suporte@carteiro.example", "[12] Portal fora do ar"
        mail["Message-ID"] = make_msgid(domain="str-valesereno.example")
        mail.set_content("Erro desde as 8h.")
        known = len(running.letters(MARIA))
        running.deliver(mail, MARIA)
        until(lambda known=known: len(running.letters(MARIA)) > known, 60)  # type: ignore[misc]
    until(lambda: _witnessed(running), 60)
    return [NUMBER.findall(str(letter["Subject"]))[0] for letter in running.letters(MARIA)]


def _witnessed(running: Running) -> bool:
    """Whether all is sealed, and this machine remembers it."""
    seen = witness.read(running.home / witness.NAME)
    with closing(Database(f"sqlite:///{running.home}/carteiro.db")) as database, database.reading() as session:
        sealed = all(not seals.unsealed(session, kind, 0) for kind in ("event", "mail", "letter"))
        return sealed and seen is not None and seen.seq == seals.head(session).seq


def command(running: Running, *words: str) -> tuple[int, str]:
    done = subprocess.run(running.command(*words), cwd=ROOT, check=False, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.timeout(400)  # nine processes start, one after the other
def test_from_backup_to_restore_no_number_comes_twice(tmp_path: Path) -> None:
    with closing(Running(tmp_path / "home")) as running:
        running.start()
        asked(running, 2)
        code, said = command(running, "backup", str(tmp_path / "backup"))
        assert code == 0, said
        told = asked(running, 2)
        assert running.stop() == 0
        for path in running.home.glob("carteiro.db*"):
            path.unlink()
        code, said = command(running, "restore", str(tmp_path / "backup"))
        assert code == 0, said
        running.start(wait=False)
        assert running.process is not None
        assert running.process.wait(60) == 2
        assert "The database is an older state" in running.log
        code, said = command(running, "evidence", "accept", "--reason", "disco perdido")
        assert code == 0, said
        running.start()
        numbers = asked(running, 1)
        assert running.stop() == 0
        assert len(set(numbers)) == len(numbers)
        assert set(told) < set(numbers)
        assert command(running, "evidence", "verify")[0] == 0


def put_back(running: Running, backup: Path) -> None:
    """An older state takes the database's place, whoever runs on it."""
    for path in running.home.glob("carteiro.db*"):
        path.unlink()
    code, said = command(running, "restore", str(backup))
    assert code == 0, said


@pytest.mark.timeout(400)  # seconds on a busy machine; many programs start
def test_a_running_gateway_ends_when_its_database_is_put_back(tmp_path: Path) -> None:
    with closing(Running(tmp_path / "home")) as running:
        running.start()
        asked(running, 1)
        assert command(running, "backup", str(tmp_path / "backup"))[0] == 0
        told = asked(running, 2)
        caller = Caller(running.address).greet().begin()
        put_back(running, tmp_path / "backup")
        until(lambda: SEEN in running.log, 60)
        assert caller.send(on_the_wire(PLAIN)).answer()[:3] in {"421", "451"}
        caller.hang_up()
        assert running.process is not None
        assert running.process.wait(60) == 2
        assert "carteiro evidence accept --reason" in running.log
        running.start(wait=False)
        assert running.process.wait(60) == 2, "whoever starts it again is refused"
        assert command(running, "evidence", "accept", "--reason", "disco perdido")[0] == 0
        running.start()
        numbers = asked(running, 2)
        assert running.stop() == 0
        assert len(set(numbers)) == len(numbers) == len(told) + 2


@pytest.mark.timeout(400)  # seconds on a busy machine; many programs start
@pytest.mark.parametrize("part", ["smtp", "imap"])
def test_a_door_of_its_own_ends_too(tmp_path: Path, part: str) -> None:
    (tmp_path / "password").write_text("segredo")
    (tmp_path / "password").chmod(0o600)
    box = f"imap://suporte@127.0.0.1:{free_port()}/INBOX?password_file={tmp_path / 'password'}"  # nobody listens there
    with closing(Running(tmp_path / "home", settings={"MAILBOXES": box})) as running:
        running.start("work", wait=False)
        until(lambda: "Carteiro is working" in running.log, 60)
        assert running.stop() == 0
        assert command(running, "backup", str(tmp_path / "backup"))[0] == 0
        running.start(part, wait=False)
        until(lambda: "Carteiro takes mail" in running.log, 60)
        put_back(running, tmp_path / "backup")
        assert running.process is not None
        assert running.process.wait(60) == 2
        assert SEEN in running.log
        assert "carteiro evidence accept --reason" in running.log

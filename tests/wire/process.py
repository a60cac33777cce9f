"""How does a test run `carteiro up` as its users do? In a process of its own, with a home and a port of its own."""

import json
import signal
import smtplib
import socket
import subprocess
import sys
from contextlib import closing
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gateway.witness.verifying import verify
from parsers.reading import Known
from storage.database import Database
from storage.evidence.files import Files
from tests.ports import free_port
from tests.wire.premises import until
from tests.world import ADDRESS

ROOT = Path(__file__).parents[2]
PASSWORD = "carteiro"


class Running:
    """One gateway that is started, killed and started again. Its log is home/log, if no other place is given."""

    def __init__(self, home: Path, *program: str, settings: dict[str, str] | None = None, log: Path | None = None) -> None:
        """program: the Python arguments before the command; `-m gateway` if none are given."""
        self.home = home
        self._log = log or home / "log"
        self.address = ("127.0.0.1", free_port())
        self._program = program or ("-m", "gateway")
        given = {"HOME": str(home), "LISTEN": f"smtp://127.0.0.1:{self.address[1]}", "PAGE": "off"} | (settings or {})
        doors = (urlsplit(url) for url in given["LISTEN"].split(","))
        self._doors = [(door.hostname, door.port) for door in doors]
        self._settings = [f"CARTEIRO_{name}={value}" for name, value in given.items()]
        self._embedded = not {"DATABASE", "EVIDENCE"} & given.keys()
        self.ends_whole = True
        """Whether its record is verified when it is closed; a test that spoils it says no."""
        self.process: subprocess.Popen[bytes] | None = None
        home.mkdir(parents=True, exist_ok=True)

    def command(self, *command: str) -> list[str]:
        """How a `carteiro` command about this gateway is called."""
        return ["env", *self._settings, sys.executable, *self._program, *command]

    def start(self, command: str = "up", *, wait: bool = True) -> None:
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(self.command(command), cwd=ROOT, stdout=log, stderr=log)
        if wait:
            until(self.answers, 60)

    def answers(self) -> bool:
        """Whether every door takes callers: they open one after the other."""
        assert self.process is not None
        assert self.process.poll() is None, self.log
        try:
            for door in self._doors:
                socket.create_connection(door, timeout=5).close()
        except OSError:
            return False
        return True

    def stop(self, number: int = signal.SIGTERM, seconds: float = 20) -> int:
        """Sends the signal; returns the exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(seconds)

    def close(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop(signal.SIGKILL)
        self._verify()

    def _verify(self) -> None:
        """However it ended: the record that it left on its own disk is whole."""
        if self.ends_whole and self._embedded and (self.home / "carteiro.db").is_file():
            with closing(Database(f"sqlite:///{self.home}/carteiro.db")) as database:
                report = verify(database, Files(self.home / "evidence"), Known(ADDRESS, {}), lambda *_: None)
            assert report.found == [], report.found

    def json(self, *command: str) -> list[dict[str, Any]]:
        """What a command with --json says."""
        done = subprocess.run(self.command(*command, "--json"), cwd=ROOT, check=True, capture_output=True, timeout=60)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def letters(self, to: str) -> list[EmailMessage]:
        """The letters in someone's Maildir, oldest first."""
        files = sorted((self.home / "mail" / to / "new").glob("*"), key=lambda path: path.stat().st_mtime_ns)
        return [m for m in (message_from_bytes(path.read_bytes(), policy=default) for path in files) if isinstance(m, EmailMessage)]

    @property
    def log(self) -> str:
        return self._log.read_text(errors="replace")

    def deliver(self, mail: EmailMessage, login: str) -> None:
        """Sends a mail as its From, with login, by the standard library."""
        with smtplib.SMTP(*self.address, timeout=30) as client:
            client.login(login, PASSWORD)
            client.send_message(mail)

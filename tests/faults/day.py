"""Who works at the office that is swept? A whole gateway on what lies in a home, and senders who try until their mail is accepted."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from gateway.clockwork import archiving
from gateway.clockwork.archiving import Archiving
from gateway.clockwork.filing import Filing
from gateway.clockwork.jobs import Jobs
from gateway.clockwork.tools import Tools
from gateway.doors import data
from gateway.post.maildir import MaildirRelay
from parsers.letterhead.thread import conversation
from storage.evidence.files import Files
from storage.mail.inbox import Arrival
from storage.restoring import backup
from storage.restoring.backup import CannotBackUp
from tests.world import ADDRESS, World

OPERATOR = "operador@carteiro.example"


class Day(World):
    """The office at one moment, on what lies in `home`. acked: what was accepted there, name -> [inbox id, SHA-256]."""

    def __init__(self, home: Path, at: datetime, mailboxes: tuple[str, ...] = ()) -> None:
        super().__init__(home)
        self.home = home
        self.clock.at = at
        self.use(replace(self.tools, relay=MaildirRelay(home / "mail"), operator=OPERATOR, mailboxes=mailboxes))

    def use(self, tools: Tools) -> None:
        self.tools = tools
        self.jobs = Jobs(tools)

    @property
    def acked(self) -> dict[str, tuple[int, str]]:
        ledger = self.home / "acked"
        lines = ledger.read_text().splitlines() if ledger.exists() else []
        return {name: (number, sha256) for name, number, sha256 in map(json.loads, lines)}

    def deliver(self, name: str, sender: str, subject: str, text: str, *, login: bool = True, head: str = "", to: str = ADDRESS) -> None:
        """A mail by somebody who tries again until it is accepted: nothing, when it was."""
        if name in self.acked:
            return
        headers = f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{name}@cliente.example>\r\n{head}"
        raw = f"{headers}\r\n{text}\r\n".encode()
        with trying():
            content = data.stow(self.tools.evidence, [raw])
            key = conversation(raw, (to,), ADDRESS)
            who = self.person(sender).id if login else ""
            arrival = Arrival(self.clock(), "smtp", (to,), sender, len(raw), key, content.raw, content.sha256, "127.0.0.1", login=who)
            entry = (name, self.door.accept(arrival), hashlib.sha256(raw).hexdigest())
            with (self.home / "acked").open("a") as ledger:
                ledger.write(json.dumps(entry) + "\n")

    def letters_to(self, to: str) -> list[EmailMessage]:
        """What lies in somebody's Maildir."""
        files = sorted((self.home / "mail" / to / "new").glob("*"), key=lambda path: path.stat().st_mtime_ns)
        return [m for m in (message_from_bytes(path.read_bytes(), policy=default) for path in files) if isinstance(m, EmailMessage)]

    def answer(self, name: str, sender: str, about: str, text: str) -> None:
        """An answer to the newest letter about a ticket."""
        if name in self.acked:
            return
        letter = [m for m in self.letters_to(sender) if about in str(m["Subject"])][-1]
        self.deliver(name, sender, f"RES: {about}", text, to=str(letter["Reply-To"]), head=f"In-Reply-To: {letter['Message-ID']}\r\n")

    def work(self) -> None:
        """What is due now, each job as long as there is anything; trouble ends a turn, as it does in the workers."""
        for job in (self.jobs.hear, self.jobs.send, self.jobs.strike, self.jobs.hear, self.jobs.send):
            with trying():
                while job():
                    pass
        with trying():
            while self.sealing.seal():
                pass

    def put_away(self) -> None:
        """Mails and letters leave the database for the evidence store."""
        archiving.SETTLED_FOR = timedelta()
        rooms = (self.tools.database, self.tools.evidence, self.clock, lambda: 0.0, lambda: 0.0)
        with trying():
            while Filing(*rooms, timedelta()).file():
                pass
        with trying():
            while Archiving(*rooms).pack():
                pass

    @property
    def files(self) -> Files:
        return Files(self.home / "evidence")

    @property
    def backup(self) -> Path:
        return self.home / "backup"

    def put_back(self) -> list[str]:
        """What a backup, if there is one, lacks where it is put."""
        again = self.home / "again"
        shutil.rmtree(again, ignore_errors=True)
        with trying():
            done = backup.put_back(self.backup, again / "carteiro.db", Files(again / "evidence"), lambda *_: None)
            return done.files.missing
        return ["all of it"]


@contextmanager
def trying() -> Iterator[None]:
    """A fault of the disk or the database is told to whoever asked, who tries again."""
    with suppress(OSError, SQLAlchemyError, sqlite3.Error, CannotBackUp):
        yield

"""What do the tests of the mailbox door stand on? A database, a real server's mailbox, and looks into it, one by one or by pollers."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from gateway.app import now
from gateway.doors.door import Door
from gateway.doors.imap.keeping import Keeping
from gateway.doors.imap.line import Line, Patience
from gateway.doors.imap.poller import Poller
from gateway.doors.imap.taking import Look, Taking
from gateway.doors.imap.url import Box, read_url
from storage.database import Database
from storage.evidence.files import Files
from storage.mail import inbox
from storage.mailbox import mailboxes
from storage.tables import Inbound, Mailbox, Pickup
from tests.world import ADDRESS

PATIENCE = Patience(connect=5, answer=5)


@dataclass(frozen=True)
class Told:
    """A letter that the operator would get."""

    mailbox: str
    why: str
    detail: str
    since: datetime


class Mailroom:
    """One gateway's side of a mailbox. Its clock is the real one plus `ahead`; nothing works off what is put on record."""

    def __init__(self, home: Path, url: str, database: str = "", patience: Patience = PATIENCE, lease: float = 30) -> None:
        self.ahead = timedelta()
        self.told: list[Told] = []
        self.rings: list[int] = []
        self.patience = patience
        self.database = Database(database or f"sqlite:///{home}/carteiro.db")
        self.database.upgrade()
        self.evidence = Files(home / "evidence")
        self.box: Box = read_url(url)
        self.keeping = Keeping(
            self.database,
            Door(self.database, self.rings.append),
            self.evidence,
            ADDRESS,
            ZoneInfo("America/Sao_Paulo"),
            lambda: now() + self.ahead,
            lambda *words: self.told.append(Told(*words)),
            timedelta(seconds=lease),
        )

    def look(self) -> Look:
        """One look over a connection of its own, as a poller does it first."""
        stop = threading.Event()
        with self.database.writing() as session:
            mailbox_id = mailboxes.known(session, self.box.name, self.keeping.clock())
        line = Line(self.box, self.patience)
        try:
            start = self.poller().start(line, mailbox_id)
            return Taking(self.keeping, self.box, line, mailbox_id, stop).look(start)
        finally:
            line.close()

    def poller(self) -> Poller:
        """A poller that is not open yet."""
        return Poller(self.keeping, self.box, lambda: 0.0, self.patience)

    @contextmanager
    def polling(self, pollers: int = 1) -> Iterator[list[Poller]]:
        """So many pollers at work."""
        made = [self.poller() for _ in range(pollers)]
        for one in made:
            one.open()
        try:
            yield made
        finally:
            for one in made:
                one.stop()
            for one in made:
                one.close()

    def mails(self) -> list[bytes]:
        """What is on record, oldest first."""
        with self.database.reading() as session:
            return [inbox.raw(session, self.evidence, row) for (row,) in session.query(Inbound.id).order_by(Inbound.id)]

    def rows(self, table: type[Any] = Inbound) -> list[Any]:
        """Rows of a table in order, detached."""
        with self.database.reading() as session:
            found = session.query(table).order_by(table.id).all()
            session.expunge_all()
            return found

    @property
    def pickups(self) -> list[Pickup]:
        """Every mail seen, in order."""
        return self.rows(Pickup)

    @property
    def mailbox(self) -> Mailbox:
        """The mailbox as it is on record."""
        found: Mailbox = self.rows(Mailbox)[0]
        return found

    def close(self) -> None:
        self.database.close()

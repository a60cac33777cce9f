"""kill -9 at random moments: is every mail that was answered 250 a ticket, exactly once?"""

import random
import signal
import smtplib
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from gateway.app import equip, now
from gateway.clockwork.jobs import Jobs
from gateway.settings import Settings
from storage import record
from storage.database import Database
from storage.tables import Inbound, Ticket
from tests.wire.premises import until
from tests.wire.process import PASSWORD, Running
from tests.world import ADDRESS, CONCEICAO, JOAO, MARIA, RITA

WRITERS = (MARIA, JOAO, CONCEICAO, RITA)
BETWEEN_MAILS = 0.05
BIG_EVERY = 15  # mails, of which one is too big to ride in the database
LEASES_ENDED = timedelta(minutes=5)


@dataclass(frozen=True)
class Found:
    """What a run found. Mails are named by their titles."""

    acked: frozenset[str]
    refused: tuple[str, ...]
    tickets: Counter[str]

    @property
    def lost(self) -> set[str]:
        return set(self.acked - self.tickets.keys())

    @property
    def doubled(self) -> set[str]:
        return {title for title, times in self.tickets.items() if times > 1}


class Sender(threading.Thread):
    """Sends mail after mail, each again and again until it is answered 250; the answers are its own ledger."""

    def __init__(self, running: Running, writer: str, enough: threading.Event, pause: float = BETWEEN_MAILS) -> None:
        """pause: seconds between two mails."""
        super().__init__()
        self.acked: list[str] = []
        self.refused: list[str] = []
        self._running, self._writer, self._enough, self._pause = running, writer, enough, pause
        self._client: smtplib.SMTP | None = None

    def run(self) -> None:
        while not self._enough.wait(self._pause):
            title = f"Queda {self._writer[:4]}-{len(self.acked)}"
            mail = self._write(title)
            until(lambda mail=mail: self._try(mail), 120)  # type: ignore[misc] # a lambda with its mail bound
            self.acked.append(title)
        self._hang_up()

    def _write(self, title: str) -> bytes:
        header = f"From: {self._writer}\r\nSubject: [11] {title}\r\nMessage-ID: <{title.replace(' ', '-')}@cliente.example>\r\n\r\n"
        big = len(self.acked) % BIG_EVERY == BIG_EVERY - 1
        return header.encode() + f"Texto de {title}.\r\n".encode() + (b"a" * 900 + b"\r\n") * (1300 if big else 0)

    def _try(self, mail: bytes) -> bool:
        try:
            if self._client is None:
                self._client = smtplib.SMTP(*self._running.address, timeout=20)
                self._client.login(self._writer, PASSWORD)
            self._client.sendmail(self._writer, ADDRESS, mail)
        except (OSError, smtplib.SMTPException) as error:
            code = getattr(error, "smtp_code", 0)
            if isinstance(code, int) and code >= 500:
                self.refused.append(str(error))
            self._hang_up()
            return False
        return True

    def _hang_up(self) -> None:
        if self._client is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._client.close()
        self._client = None


def run(running: Running, kills: int, seed: int, *, patient: bool = False) -> Found:
    """Kills and restarts under four senders; then lets everything be worked off, and counts.

    patient: the gateway itself ends the leases that the kills left (half a minute); otherwise the same code does it here, by a later clock.
    """
    chance = random.Random(seed)
    enough, pause = threading.Event(), threading.Event()
    senders = [Sender(running, writer, enough) for writer in WRITERS]

    def taken() -> int:
        return sum(len(sender.acked) for sender in senders)

    running.start()
    for sender in senders:
        sender.start()
    try:
        for _ in range(kills):
            if chance.random() > 0.2:  # otherwise it dies while starting
                before = taken()
                until(lambda before=before: taken() > before, 60)  # type: ignore[misc] # a lambda with its count bound
            pause.wait(chance.uniform(0.05, 1))
            running.stop(signal.SIGKILL)
            running.start(wait=False)
        until(running.answers, 60)
    finally:
        enough.set()
        for sender in senders:
            sender.join()
    if patient:
        until(lambda: _undecided(running) == 0, 240)
    assert running.stop() == 0, running.log
    _work_off(running)
    titles = Counter(row["title"] for row in running.json("ticket", "list"))
    acked = [title for sender in senders for title in sender.acked]
    return Found(frozenset(acked), tuple(r for s in senders for r in s.refused), titles)


def _undecided(running: Running) -> int:
    database = Database(f"sqlite:///{running.home}/carteiro.db")
    with database.reading() as session:
        found = session.scalar(select(func.count()).where(Inbound.outcome.is_(None)))
    database.close()
    return found or 0


def _work_off(running: Running) -> None:
    """Decides what is left, and checks what is on record."""
    tools = equip(Settings(home=running.home), lambda: now() + LEASES_ENDED)
    jobs = Jobs(tools)
    while jobs.hear():
        pass
    check_record(tools.database)
    tools.database.close()


def check_record(database: Database) -> None:
    """Every mail has its disposition, and every ticket is the replay of its events."""
    with database.reading() as session:
        for ticket in session.scalars(select(Ticket)):
            record.check(session, ticket)
        waits = Inbound.outcome.is_(None) | (Inbound.outcome == "dead")
        undecided = session.execute(select(Inbound.id, Inbound.outcome, Inbound.attempts, Inbound.last_error).where(waits)).all()
    assert not undecided, undecided

"""kill -9 at random moments: is every mail that was answered 250 a ticket, exactly once, and byte for byte what was sent?"""

import random
import signal
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from gateway.app import equip, now
from gateway.clockwork.jobs import Jobs
from gateway.clockwork.sealing import Sealing
from gateway.clockwork.tools import Tools
from gateway.settings import Settings
from gateway.witness.verifying import verify
from storage.database import Database
from storage.tables import Inbound
from tests.faults.senders import BETWEEN_MAILS, WRITERS, Sender
from tests.wire.premises import until
from tests.wire.process import Running

WORKED_OFF_SECONDS = 600  # that what was taken may wait for leases and for its turn
LEASES_ENDED = timedelta(minutes=5)


@dataclass(frozen=True)
class Found:
    """What a run found. Mails are named by their titles; heard: the codes of answers that were no 250."""

    acked: frozenset[str]
    refused: tuple[str, ...]
    tickets: Counter[str]
    heard: frozenset[int] = frozenset()

    @property
    def lost(self) -> set[str]:
        return set(self.acked - self.tickets.keys())

    @property
    def doubled(self) -> set[str]:
        return {title for title, times in self.tickets.items() if times > 1}


def run(
    running: Running,
    kills: int,
    seed: int,
    *,
    patient: bool = False,
    pause: float = BETWEEN_MAILS,
    between: Callable[[Mapping[int, str]], None] = lambda _: None,
) -> Found:
    """Kills and restarts under four senders; then lets everything be worked off, and counts.

    patient: the gateway itself ends the leases that the kills left (half a minute); otherwise the same code does it here, by a later clock.
    pause: seconds between two mails of a sender.
    between: what happens while it is dead; it is told what has been answered 250 so far (inbox id -> SHA-256 of the mail).
    """
    chance = random.Random(seed)
    enough, waiting = threading.Event(), threading.Event()
    senders = [Sender(running, writer, enough, pause) for writer in WRITERS]

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
            waiting.wait(chance.uniform(0.05, 1))
            running.stop(signal.SIGKILL)
            between({number: sha256 for sender in senders for number, sha256 in sender.answered.copy().items()})
            running.start(wait=False)
        until(running.answers, 60)
    except BaseException:
        for sender in senders:
            sender.gone = True
        raise
    finally:
        enough.set()
        for sender in senders:
            sender.join()
    if patient:
        until(lambda: _undecided(running) == 0, WORKED_OFF_SECONDS)
    assert running.stop() == 0, running.log
    work_off(running)
    titles = Counter(row["title"] for row in running.json("ticket", "list"))
    return found(senders, titles)


def found(senders: Sequence[Sender], titles: Counter[str]) -> Found:
    """What senders heard, beside the titles of all tickets."""
    return Found(
        frozenset(title for sender in senders for title in sender.acked),
        tuple(refusal for sender in senders for refusal in sender.refused),
        titles,
        frozenset(code for sender in senders for code in sender.heard),
    )


def _undecided(running: Running) -> int:
    database = Database(f"sqlite:///{running.home}/carteiro.db")
    with database.reading() as session:
        waiting = session.scalar(select(func.count()).where(Inbound.outcome.is_(None)))
    database.close()
    return waiting or 0


def work_off(running: Running) -> None:
    """Decides what is left, and checks what is on record."""
    tools = equip(Settings(home=running.home), lambda: now() + LEASES_ENDED)
    jobs = Jobs(tools)
    while jobs.hear():
        pass
    check_record(tools)
    tools.database.close()


def check_record(tools: Tools) -> None:
    """Every mail has its disposition, and the record is whole to its last row (`carteiro evidence verify`)."""
    sealing = Sealing(tools.database, tools.evidence, tools.clock, lambda: 0.0, tools.latest)
    while sealing.seal():
        pass
    report = verify(tools.database, tools.evidence, tools.known, lambda *_: None)
    assert report.found == [], report.found
    assert report.waiting == 0
    with tools.database.reading() as session:
        waits = Inbound.outcome.is_(None) | (Inbound.outcome == "dead")
        undecided = session.execute(select(Inbound.id, Inbound.outcome, Inbound.attempts, Inbound.last_error).where(waits)).all()
    assert not undecided, undecided

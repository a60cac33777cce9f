"""kill -9 of anything, Redis and the database too: is every mail that was answered 250 one ticket, and every letter itself?"""

import random
import re
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, select

from gateway.app import equip, now
from gateway.clockwork.jobs import Jobs
from storage.database import Database
from storage.mail.outbox import SENT
from storage.tables import Inbound, Outbound, Ticket
from tests.faults.fleet import Fleet
from tests.faults.killing import Found, check_record, found
from tests.faults.senders import WRITERS, Sender
from tests.wire.premises import until

BETWEEN_MAILS = 0.3  # seconds
MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([^>]+)>", re.IGNORECASE | re.MULTILINE)
A_MINUTE = timedelta(minutes=1)
WAITS = 30  # minutes that leases and tries after trouble may take to end
FOR_ONE_TICKET = ("received", "new")


@dataclass(frozen=True)
class Letters:
    """written: (Message-ID, to whom) of every letter on record as sent; left: how often each arrived; told: (ticket, kind, to whom)."""

    written: frozenset[tuple[str, str]]
    left: Counter[tuple[str, str]]
    told: Counter[tuple[int, str, str]]
    waiting: int

    def repeated(self) -> dict[tuple[str, str], int]:
        """How often more than once, by letter."""
        return {letter: times - 1 for letter, times in self.left.items() if times > 1}

    def check(self, kills: int) -> None:
        assert self.waiting == 0
        assert self.left.keys() == self.written, "what left is what is on record as sent, under the same Message-ID"
        assert not [letter for letter, times in self.repeated().items() if times > kills]
        assert not [told for told, times in self.told.items() if times > 1], "nobody is told of a ticket in two letters"


def run(fleet: Fleet, kinds: Iterable[str], seed: int, seconds: tuple[float, float] = (0.2, 1)) -> tuple[Found, Letters]:
    """Kills one of each kind in turn under four senders; then lets everything be worked off, and counts.

    seconds: the shortest and the longest pause before a kill, after a mail was taken since the last one.
    """
    chance, enough, pause = random.Random(seed), threading.Event(), threading.Event()
    senders = [Sender(fleet.doors[0], writer, enough, BETWEEN_MAILS) for writer in WRITERS]

    def taken() -> int:
        fleet.tend()
        return sum(len(sender.acked) for sender in senders)

    for sender in senders:
        sender.start()
    try:
        for kind in kinds:
            before = taken()
            until(lambda before=before: taken() > before, 180)  # type: ignore[misc] # a lambda with its count bound
            pause.wait(chance.uniform(*seconds))
            fleet.kill(kind, chance.choice)
        before = taken()
        until(lambda: taken() > before, 180)
    finally:
        enough.set()
        for sender in senders:
            sender.join()
    fleet.tend()
    fleet.stop()
    titles = _work_off(fleet)
    return found(senders, titles), _letters(fleet)


def _work_off(fleet: Fleet) -> Counter[str]:
    """Does what is left with the same code, by a clock that goes on until every lease has ended; returns the titles of all tickets."""
    later = [timedelta()]

    def clock() -> datetime:
        return now() + later[0]

    tools = replace(equip(fleet.settings, clock), operator="")
    jobs = Jobs(tools)
    for _ in range(WAITS):
        later[0] += A_MINUTE
        while jobs.hear() + jobs.send():
            pass
        if not _undone(tools.database):
            break
    check_record(tools)
    with tools.database.reading() as session:
        titles = Counter(session.scalars(select(Ticket.title)))
    tools.relay.close()
    tools.database.close()
    return titles


def _undone(database: Database) -> int:
    """How many mails are undecided and letters unsent."""
    with database.reading() as session:
        return sum(session.scalar(select(func.count()).where(table.outcome.is_(None))) or 0 for table in (Inbound, Outbound))


def _letters(fleet: Fleet) -> Letters:
    database = Database(fleet.settings.database)
    with database.reading() as session:
        rows = session.execute(select(Outbound.message_id, Outbound.recipient, Outbound.ticket_id, Outbound.kind, Outbound.outcome)).all()
    database.close()
    told = Counter((row.ticket_id, row.kind, row.recipient) for row in rows if row.kind in FOR_ONE_TICKET)
    left = Counter((_message_id(envelope.content), envelope.rcpt_tos[0]) for envelope in fleet.sink.taken)
    written = frozenset((row.message_id, row.recipient) for row in rows if row.outcome == SENT)
    return Letters(written, left, told, sum(row.outcome is None for row in rows))


def _message_id(content: bytes | str | None) -> str:
    assert isinstance(content, bytes)
    said = MESSAGE_ID.search(content)
    assert said is not None
    return said[1].decode()

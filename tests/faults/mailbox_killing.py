"""kill -9 at random moments while mail arrives in a mailbox: is every mail on record, filed and decided once?"""

import random
import signal
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from storage.tables import Inbound, Mailbox
from tests.dovecot import Dovecot
from tests.wire.mailroom import Mailroom
from tests.wire.premises import until
from tests.wire.process import Running
from tests.wire.recount import Recount, look_on, recount
from tests.world import ADDRESS, MARIA

BIG_EVERY = 20  # mails, of which one is too big to ride in the database
HASTY = ("-m", "tests.faults.hasty_gateway")


def titled(number: int) -> str:
    return f"Queda {number}"


def mail(number: int) -> bytes:
    """A first mail that is believed, as its provider vouches for it: one ticket."""
    head = f"Authentication-Results: dmarc=pass header.from={MARIA.partition('@')[2]}\r\nFrom: {MARIA}\r\nTo: {ADDRESS}\r\n"
    head += f"Subject: [11] {titled(number)}\r\nMessage-ID: <{number}@cliente.example>\r\nDate: Mon, 23 Nov 2026 10:00:00 -0300\r\n\r\n"
    return head.encode() + b"Nada abre.\r\n" + (b"a" * 900 + b"\r\n") * (1300 if number % BIG_EVERY == BIG_EVERY - 1 else 0)


@dataclass(frozen=True)
class Found:
    """What a run came to. amid: kills that hit it with mails in hand; titles: those of the tickets; reconciled: what the commands say."""

    recount: Recount
    amid: int
    titles: Counter[str]
    dispositions: Counter[str]
    reconciled: list[dict[str, object]]

    def check(self, mails: int) -> None:
        self.recount.check()
        assert self.titles == Counter(map(titled, range(mails)))
        assert self.dispositions == Counter(opened=mails)
        assert sum(int(str(day["received"])) for day in self.reconciled) == mails
        assert not any(day["without"] for day in self.reconciled)


@contextmanager
def office(home: Path, *kind: str) -> Iterator[tuple[Dovecot, Running, Mailroom]]:
    """A mailbox, a gateway that was started once, and a look at what it has on record."""
    with Dovecot() as server:
        running = Running(home, *HASTY, *kind, settings={"MAILBOXES": server.url(trust_results="topmost")})
        try:
            running.start()
            with closing(Mailroom(home, server.url())) as room:
                until(lambda: any(one.since for one in room.rows(Mailbox)), 60)
                yield server, running, room
        finally:
            running.close()


def run(home: Path, mails: int, kills: int, seed: int, *kind: str) -> Found:
    """Mails come in as many bursts as there are kills, which fall anywhere: while it starts, amid its work, when it is idle."""
    chance, pause, amid = random.Random(seed), threading.Event(), 0
    sent: list[bytes] = []
    with office(home, *kind) as (server, running, room):
        for burst in range(kills):
            if chance.random() > 0.2:
                until(running.answers, 60)
            sent += (fresh := [mail(number) for number in range(len(sent), mails * (burst + 1) // kills)])
            server.put_many(fresh)
            before = len(room.pickups)
            if chance.random() > 0.3:
                until(lambda before=before: len(room.pickups) > before, 60)  # type: ignore[misc] # a lambda with its count bound
            pause.wait(chance.uniform(0, 0.1))
            running.stop(signal.SIGKILL)
            amid += any(one.outcome is None for one in room.pickups)
            running.start(wait=False)
        until(lambda: _calm(server, room, sent), 60 + mails)
        assert running.stop() == 0, running.log
        look_on(room, server)
        incoming = Counter(str(row["disposition"]) for row in running.json("mail", "list") if row["way"] == "in")
        titles = Counter(str(row["title"]) for row in running.json("ticket", "list"))
        return Found(recount(room, server, sent), amid, titles, incoming, running.json("mail", "reconcile"))


def _calm(server: Dovecot, room: Mailroom, sent: Sequence[bytes]) -> bool:
    with room.database.reading() as session:
        decided = session.scalar(select(func.count()).where(Inbound.outcome.is_not(None)))
    return server.count() == 0 and decided is not None and decided >= len(sent)

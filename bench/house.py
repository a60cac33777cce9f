"""How does a whole gateway run beside its peers? Embedded in one process, or grown: a door and workers over PostgreSQL and Redis."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench import cast, mails, tree
from bench.server import Program, free_home, loading, started, wait_for
from storage.database import Database
from storage.tables import Inbound, Outbound
from tests.postgres import Postgres
from tests.redis import Redis

WRITERS = 100
TICKETS_TIME = 300  # seconds in which mails must have become tickets


@dataclass(frozen=True)
class House:
    """A gateway that runs. beside: the processes of the servers it needs."""

    door: Program
    workers: tuple[Program, ...]
    database: str
    beside: tuple[int, ...] = ()

    @property
    def pids(self) -> tuple[int, ...]:
        """The gateway's own processes, without those they start."""
        return (self.door.pid, *(worker.pid for worker in self.workers))

    def cpu_seconds(self) -> float:
        """Of the gateway's own processes, and of those they start."""
        return tree.cpu_seconds(*self.pids)

    def cpu_beside(self) -> float:
        """Of the servers it needs."""
        return tree.cpu_seconds(*self.beside)

    def load(self, count: int, sessions: int = 10, size: int = mails.TYPICAL) -> float:
        """Sends mails; returns when the first was begun, in seconds of time.monotonic, once each has its 250."""
        return loading(self.door.port, count, sessions, size, WRITERS)[0]


class Ledger:
    """What is on record of the mails that came after this was made."""

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.reading() as session:
            self._first = session.scalar(select(func.max(Inbound.id))) or 0
            self._first_letter = session.scalar(select(func.max(Outbound.id))) or 0

    def settled(self, mails: int, seconds: float = TICKETS_TIME) -> int:
        """Waits until so many mails are tickets and every letter is at the relay; returns how many letters. Raises TimeoutError."""
        wait_for(lambda: self._all(mails), seconds, each=0.02)
        with self._database.reading() as session:
            return session.scalar(select(func.count()).where(Outbound.id > self._first_letter)) or 0

    def _all(self, mails: int) -> bool:
        with self._database.reading() as session:
            # Asked fifty times a second: what waits is found by its index, and only then is everything counted.
            waits = (session.scalar(select(table.id).where(table.outcome.is_(None)).limit(1)) for table in (Inbound, Outbound))
            return all(number is None for number in waits) and self._opened(session) >= mails

    def _opened(self, session: Session) -> int:
        return session.scalar(select(func.count()).where(Inbound.id > self._first, Inbound.outcome == "opened")) or 0


@contextmanager
def ledger(house: House) -> Iterator[Ledger]:
    """Looks at the rows from outside."""
    with closing(Database(house.database)) as database:
        yield Ledger(database)


@contextmanager
def embedded(relay: str, database: str = "", home: Path | None = None, workers: int = 0, module: str = "gateway") -> Iterator[House]:
    """`carteiro up`, and some `carteiro work` beside it.

    database: the URL of one that is there already; '' for SQLite under home. home: a folder; None for a new one. module: what is run.
    """
    with ExitStack() as stack:
        folder = home or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = database or f"sqlite:///{folder}/carteiro.db"
        settings = free_home(folder, _settings(folder, relay) | {"DATABASE": url})
        whole = stack.enter_context(started(settings, module, "up"))
        hands = tuple(stack.enter_context(started(settings, module, "work", said="is working")) for _ in range(workers))
        yield House(whole, hands, url)


@contextmanager
def grown(relay: str, workers: int, filled: str = "") -> Iterator[House]:
    """`carteiro smtp` and some `carteiro work` over a PostgreSQL and a Redis of their own; filled: the URL of a database that is there."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        redis = stack.enter_context(Redis())
        beside = [redis.process.pid] if redis.process else []
        url = filled
        if not url:
            url = stack.enter_context(Postgres()).create()
        beside.append(postmaster(url))
        settings = free_home(folder, _settings(folder, relay) | {"DATABASE": url, "BROKER": redis.url})
        door = stack.enter_context(started(settings, "gateway", "smtp"))
        hands = tuple(stack.enter_context(started(settings, "gateway", "work", said="is working")) for _ in range(workers))
        yield House(door, hands, url, tuple(beside))


def postmaster(url: str) -> int:
    """The first process of the PostgreSQL of this URL (tests/postgres.py)."""
    home = Path(url.partition("?host=")[2])
    return int((home / "data" / "postmaster.pid").read_text().split()[0])


def _settings(home: Path, relay: str) -> dict[str, str]:
    return {
        "RELAY": relay,
        "TRUSTED_AUTHSERV": mails.AUTHSERV,
        "DIRECTORY": f"file:{cast.directory(home, WRITERS)}",
        "SECRET": "so that several processes share it",
    }

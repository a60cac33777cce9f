"""How is the database reached? One engine, writing transactions that never lose an update, reading ones that never block."""

import select
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session

from storage import schema
from storage.gate import Gate

BUSY_SECONDS = 30
BUSY_TIMEOUT = f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}"
REQUIRED_ON_POSTGRES = ("fsync", "synchronous_commit", "full_page_writes")


class UnsafeDatabase(Exception):
    """The database would lose what it has confirmed; its text says which setting to mend."""


class Database:
    """SQLite or PostgreSQL by URL. `writing` commits or rolls back as a whole; `reading` is a snapshot. gate: what writes goes through it.

    lasting=False: for a throw-away copy, in which no commit waits for the disk.
    """

    def __init__(self, url: str, *, lasting: bool = True) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        options: dict[str, Any] = {"connect_args": {"timeout": BUSY_SECONDS}} if self.is_sqlite else {}
        # SQLite has one writer, and its busy handler waits in naps: threads of one process queue here instead.
        self._turn: AbstractContextManager[object] = threading.Lock() if self.is_sqlite else nullcontext()
        options["execution_options"] = {"lasting": lasting}
        self.engine = create_engine(self.url, pool_size=10, max_overflow=20, hide_parameters=True, **options)
        self._read = self.engine.execution_options(reading=True)
        self.gate = Gate()
        self._note = self.engine.execution_options(noting=True)
        if self.is_sqlite:
            event.listen(self.engine, "connect", _open_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        else:
            event.listen(self.engine, "checkout", _refuse_left)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction that takes the write lock at once (SQLite: BEGIN IMMEDIATE) and commits at the end."""
        with self._turn, self._changing(self.engine) as session:
            yield session

    @contextmanager
    def noting(self) -> Iterator[Session]:
        """Like `writing`, for what may be lost when the power fails, such as a claim: nobody waits for the disk.

        What was committed before, and is lasting, stays so.
        """
        with self._turn, self._changing(self._note) as session:
            if not self.is_sqlite:
                session.execute(text("SET LOCAL synchronous_commit TO off"))
            yield session

    @contextmanager
    def alone(self) -> Iterator[Session]:
        """For one statement that is a transaction by itself: what it locks is free again before its answer is on the way.

        As `noting` on SQLite; on PostgreSQL the statement itself says whether it waits for the disk.
        """
        if self.is_sqlite:
            with self.noting() as session:
                yield session
            return
        self.gate.refuse()
        with (
            self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
            connection.begin(),
            Session(connection) as session,
        ):
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One transaction that only reads; on SQLite it never waits for a writer (WAL)."""
        with _transaction(self._read) as session:
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """One long look at the rows as they are now, in which the database itself refuses every change."""
        with self.engine.connect().execution_options(reading=True) as connection, Session(connection) as session, session.begin():
            if self.is_sqlite:
                session.execute(text("PRAGMA query_only=ON"))
            else:
                session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            try:
                yield session
            finally:
                if self.is_sqlite:
                    session.execute(text("PRAGMA query_only=OFF"))

    def upgrade(self) -> None:
        """Brings the schema to the newest migration; quick when nothing is to do.

        Raises UnsafeDatabase when PostgreSQL runs with a setting that loses confirmed commits, OtherSchema when a newer program wrote it.
        """
        with self.engine.begin() as connection:
            schema.upgrade(connection)
        self._refuse_unsafe()

    def prepare(self) -> None:
        """Makes the tables of a database that has none yet; one that has them is left as it is. Raises OtherSchema."""
        with self.reading() as session:
            now = schema.of(session.connection())
        if now is None:
            self.upgrade()
        schema.refuse_other(now)

    def empty_log(self) -> bool:
        """SQLite: what was written over leaves the write-ahead file too; False while somebody still reads from it, or writes.

        It waits for nobody, because meanwhile no writer has a turn. PostgreSQL sees to its own log and old versions of rows, in its own
        time (docs/registro-de-tratamento.md).
        """
        if not self.is_sqlite:
            return True
        with self._turn, closing(self.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute("PRAGMA busy_timeout=0")
            try:
                busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                cursor.execute(BUSY_TIMEOUT)
        return not busy

    def close(self) -> None:
        """Gives every connection back."""
        self.engine.dispose()

    @contextmanager
    def _changing(self, engine: Engine) -> Iterator[Session]:
        self.gate.refuse()
        with _transaction(engine) as session:
            yield session
            self.gate.refuse()

    def _refuse_unsafe(self) -> None:
        if self.is_sqlite:
            return
        with self.reading() as session:
            for setting in REQUIRED_ON_POSTGRES:
                if session.scalar(text(f"SHOW {setting}")) == "off":  # a name from our own tuple
                    said = f"PostgreSQL runs with {setting}=off and would lose confirmed mail; set {setting}=on and restart it"
                    raise UnsafeDatabase(said)


@contextmanager
def _transaction(engine: Engine) -> Iterator[Session]:
    """A session in a transaction of its connection. What asks without making objects (prepared.py) leaves the session itself unused."""
    with engine.connect() as connection, connection.begin(), Session(connection) as session:
        yield session
        session.flush()


def _refuse_left(connection: Any, _record: object, _proxy: object) -> None:
    """A server says nothing to who asks nothing, but that it hangs up: another connection is made then, and no question is lost."""
    ear = select.poll()
    ear.register(connection.fileno(), select.POLLIN)
    if ear.poll(0):
        raise DisconnectionError("the server has left")


def _open_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: ours begin IMMEDIATE.
    connection.isolation_level = None
    # What is deleted or written over is gone from the file as well.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(BUSY_TIMEOUT)


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("reading"):
        connection.connection.execute("BEGIN")  # nothing is locked yet, so nothing can go wrong
        return
    waits = ("NORMAL" if options.get("noting") else "FULL") if options.get("lasting", True) else "OFF"
    if connection.info.get("synchronous") != waits:
        connection.connection.execute(f"PRAGMA synchronous={waits}")
        connection.info["synchronous"] = waits
    connection.exec_driver_sql("BEGIN IMMEDIATE")

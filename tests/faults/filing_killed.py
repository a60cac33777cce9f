"""Files the mails of a database, dying at each boundary in turn; after each death every mail must be readable, whole.

A program of its own, with no thread before it forks: `python -m tests.faults.filing_killed HOME EVIDENCE_URL`. Prints the boundaries
that were passed, one a line, then `lost N`.
"""

import hashlib
import itertools
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event, func, select

from gateway.clockwork.filing import Filing
from storage.database import Database
from storage.evidence import files as evidence_files
from storage.evidence import filing
from storage.evidence import url as evidence_url
from storage.evidence.store import Evidence
from storage.mail import inbox
from storage.tables import Inbound, InboundRaw, Row

LATER = datetime(2026, 11, 24, tzinfo=UTC)
FEW = 1
CHANGES = ("open", "write", "fchmod", "fsync", "close", "mkstemp", "mkdir", "rename", "put")


class Death:
    """Counts boundaries, each before and behind, and ends the process at one of them as a power cut of its memory would."""

    def __init__(self, at: int) -> None:
        self._at = at
        self.passed: list[str] = []

    def __call__(self, name: str) -> None:
        self.passed.append(name)
        if len(self.passed) == self._at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **more: Any) -> Any:
            self(f"before {name}")
            try:
                return act(*args, **more)
            finally:
                self(f"behind {name}")

        return watched


class Watched:
    """A module whose changes to the disk or the store pass death."""

    def __init__(self, module: Any, death: Death) -> None:
        self._module, self._death = module, death

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._module, name)
        return self._death.around(name, found) if name in CHANGES else found


def watched_path(death: Death) -> type[Path]:
    """Paths whose changes to the disk pass death."""

    class WatchedPath(type(Path())):  # type: ignore[misc] # the class of this system's paths
        def mkdir(self, *args: Any, **more: Any) -> None:
            death.around("mkdir", super().mkdir)(*args, **more)

        def rename(self, target: Any) -> Any:
            return death.around("rename", super().rename)(target)

    return WatchedPath


def opened(home: Path, url: str) -> tuple[Database, Evidence]:
    """What one process works with."""
    return Database(f"sqlite:///{home}/carteiro.db"), evidence_url.open_url(url, home / "evidence")


def move(home: Path, url: str, at: int) -> list[str]:
    """Files everything; dies at boundary `at`, or returns those that were passed."""
    database, store = opened(home, url)
    death = Death(at)
    evidence_files.os = Watched(os, death)  # type: ignore[assignment] # the faults are injected where they happen
    evidence_files.tempfile = Watched(tempfile, death)  # type: ignore[assignment]
    evidence_files.Path = watched_path(death)  # type: ignore[misc]
    if url.startswith("s3:"):
        from storage.evidence import s3 as evidence_s3  # noqa: PLC0415 - its threads must not be there when a process is forked

        evidence_s3.obstore = Watched(evidence_s3.obstore, death)  # type: ignore[assignment]
    elif hasattr(store, "root"):
        store.root = evidence_files.Path(store.root)
    event.listen(database.engine, "commit", lambda _connection: death("commit"))
    filing.let_go = death.around("let_go", filing.let_go)
    moving = Filing(database, store, lambda: LATER, lambda: 0.0, lambda: 0.0, timedelta())
    while moving.file():
        pass
    return death.passed


def begin(home: Path) -> int:
    """The tables."""
    Row.metadata.create_all(Database(f"sqlite:///{home}/carteiro.db").engine)
    return 0


def fill(home: Path) -> int:
    """So many settled mails that a few ride in the database: what a run left and new ones."""
    database = Database(f"sqlite:///{home}/carteiro.db")
    at = LATER - timedelta(days=1)
    raws = [b"mail %d of %d" % (n, os.getpid()) * 1000 for n in range(FEW - left(home))]
    if not raws:
        return 0
    with database.writing() as session:
        arrivals = [inbox.Arrival(at, "smtp", ("suporte@carteiro.example",), "", len(raw), "", raw) for raw in raws]
        for number in inbox.file(session, arrivals):
            row = session.get_one(Inbound, number)
            row.outcome, row.settled_at = "opened", at
    return 0


def lost(home: Path, url: str) -> int:
    """How many mails cannot be read back as they came."""
    database, store = opened(home, url)
    missing = 0
    with database.reading() as session:
        for row in session.scalars(select(Inbound)):
            try:
                missing += hashlib.sha256(inbox.raw(session, store, row.id)).hexdigest() != row.sha256
            except (OSError, LookupError):
                missing += 1
    return missing


def left(home: Path) -> int:
    """How many mails still ride in the database."""
    with Database(f"sqlite:///{home}/carteiro.db").reading() as session:
        return session.scalar(select(func.count()).select_from(InboundRaw)) or 0


def apart(act: Callable[[], int]) -> int:
    """What a piece of work comes to in a process of its own; 255 when it was killed."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            code = act()
        except Exception:  # noqa: BLE001 - said where the test shows it
            traceback.print_exc()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 255


def main(home: Path, url: str) -> None:
    """Until a run passes every boundary alive."""
    seen = home / "passed"

    def moved(at: int) -> int:
        seen.write_text("\n".join(move(home, url, at)))
        return 0

    assert apart(lambda: begin(home)) == 0
    for at in itertools.count(1):
        assert apart(lambda: fill(home)) == 0
        ended = apart(lambda at=at: moved(at))  # type: ignore[misc] # a lambda with its number bound
        gone = apart(lambda: lost(home, url))
        if gone or ended not in {0, 255}:
            print(f"boundary {at}: exit {ended}")  # noqa: T201 - what this program is for
            print(f"lost {gone}")  # noqa: T201
            return
        if ended == 0:
            break
    print(seen.read_text())  # noqa: T201
    print(f"riding {apart(lambda: left(home))}")  # noqa: T201
    print(f"lost {gone}")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

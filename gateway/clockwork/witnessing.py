"""Does this machine remember how far the record went, and does it notice when an older one takes its place?"""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from storage.database import Database
from storage.record import seals
from storage.record.seals import Head
from storage.restoring import restored, witness
from storage.restoring.restored import OlderState
from storage.restoring.witness import Witness
from storage.ticket import numbers

log = logging.getLogger(__name__)


class Witnessing:
    """Keeps {home}/witness. local: the agency's own time of an instant.

    older: what showed that the database is an older state, once that was seen; heard: called then, from whichever thread saw it.
    """

    def __init__(self, database: Database, home: Path, clock: Callable[[], datetime], local: Callable[[datetime], datetime]) -> None:
        self._database, self._clock, self._local = database, clock, local
        self._path = home / witness.NAME
        self.older: OlderState | None = None
        self.heard: Callable[[], None] = lambda: None
        self._seen = Head(0, "")
        self._file: tuple[int, int] | None = None

    def check(self, session: Session, head: Head) -> None:
        """Before anything is sealed behind a head: it goes on from the last one that this process saw.

        Raises OlderState when it does not; from then on this process puts nothing on record, and so gives out no number.
        """
        try:
            if self._database.is_sqlite:
                self._same_file()
            restored.refuse(session, self._seen)
        except OlderState as why:
            self._end(why)
            raise
        self._seen = head

    def look(self) -> None:
        """The same, where others seal; a newer end is remembered here too. Raises OlderState, DBAPIError."""
        before = self._seen
        with self._database.reading() as session:
            head = seals.head(session)
            self.check(session, head)
        if head.seq != before.seq:
            self.sealed(head)

    def sealed(self, head: Head) -> None:
        """Remembers a new end of the record. Nothing that goes wrong here disturbs the sealing."""
        self._seen = head
        try:
            today = self._local(self._clock()).date()
            with self._database.reading() as session:
                last = numbers.lasts(session, witness.keys(today))
            witness.write(self._path, Witness(head.seq, head.hash, head.at or self._clock(), last))
        except Exception:
            log.exception("The witness of the record could not be written (%s); sealing goes on", self._path.name)

    def _end(self, why: OlderState) -> None:
        self._database.gate.shut(f"the database is an older state: {why}")
        if self.older is None:
            self.older = why
            log.critical("Nothing is put on record any more, and this process ends: the database is an older state: %s", why)
            self.heard()

    def _same_file(self) -> None:
        """A process keeps a file open that was moved away, and would write where nobody looks."""
        try:
            found = Path(self._database.url.database or "").stat()
        except OSError:
            raise OlderState("its file is gone") from None
        now = (found.st_dev, found.st_ino)
        if self._file not in {None, now}:
            raise OlderState("another file has taken the place of the one that this process opened")
        self._file = now

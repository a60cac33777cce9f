"""How do fetched mails go on record? Batch by batch in one transaction each, while the next one is fetched; then they are filed."""

import logging
from collections.abc import Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy.exc import OperationalError

from gateway.doors.imap.filing import Filing
from gateway.doors.imap.keeping import Keeping
from storage.mail.inbox import Arrival
from storage.mailbox import pickups, suspects
from storage.mailbox.pickups import Kept

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Batch:
    """Fetched mails, oldest first: the arrival of each pickup, and what is to be filed once they are on record."""

    arrivals: dict[int, Arrival]
    kept: Sequence[Kept]


class Recording:
    """Two batches at most are in memory. However its `with` block ends, what was handed over goes on record and, if it can be, is filed."""

    def __init__(self, keeping: Keeping, filing: Filing) -> None:
        self._keeping = keeping
        self._filing = filing
        self._aside = ThreadPoolExecutor(1, "record")
        self._waiting: Batch | None = None
        self._going: Future[Sequence[Kept]] | None = None

    @property
    def waiting(self) -> Collection[int]:
        """Pickups that were handed over and are not on record yet."""
        return self._waiting.arrivals.keys() if self._waiting else ()

    def begin(self) -> None:
        """What waits goes on record from now on."""
        if self._waiting:
            self._going = self._aside.submit(self._record, self._waiting)
            self._waiting = None

    def hand_over(self, batch: Batch) -> None:
        """The next batch; returns when the one before is on record and filed. Raises Trouble, and what the database raises."""
        self._waiting = batch
        self._settle()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        with self._aside:
            try:
                self._settle()
            finally:
                self.begin()
                self._settle()

    def _settle(self) -> None:
        """What fails here is no fault of the batch after it; that one is fetched anew, so that it does not come on record before."""
        if self._going:
            going, self._going = self._going, None
            try:
                recorded = going.result()
            except Exception:
                behind, self._waiting = self.waiting, None
                self._acquit(behind)
                raise
            self._filing.file(recorded)

    def _record(self, batch: Batch) -> Sequence[Kept]:
        """Returns what is ours to file: nothing when another poller, who believed us dead, is at it too; what it leaves is filed later."""
        file_until = self._keeping.clock() + self._keeping.lease
        try:
            put = self._keeping.door.commit(lambda session: pickups.put_on_record(session, batch.arrivals, file_until))
        except OperationalError:  # a database that is away
            self._acquit(batch.arrivals)
            raise
        log.info("%d mails out of a mailbox put on record", len(put))
        return batch.kept if len(put) == len(batch.kept) and self._keeping.clock() < file_until else ()

    def _acquit(self, claims: Collection[int]) -> None:
        with self._keeping.database.noting() as session:
            suspects.acquit(session, claims)

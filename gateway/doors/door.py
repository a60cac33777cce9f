"""When is a mail accepted? When its row is committed: many sessions share one commit, then the bell rings."""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from gateway import about
from storage.database import Database
from storage.mail import inbox
from storage.mail.inbox import Arrival

log = logging.getLogger(__name__)

BATCH = 50  # ten sessions already share most of a commit's cost; more only adds waiting
Waiting = tuple[Arrival, asyncio.Future[int]]


class Door:
    """Files arrivals durably. `accept` is for one mail at a time, `submit` for sessions (of one event loop) that share commits; both ring.

    Every failure raises in the caller, who answers 451 or tries again: nothing is half accepted.
    """

    def __init__(self, database: Database, ring: Callable[[int], None]) -> None:
        self._database = database
        self._ring = ring
        self._waiting: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self._writer: threading.Thread | None = None

    def accept(self, arrival: Arrival) -> int:
        """Commits one arrival and returns its inbox id."""
        return self.commit(lambda session: inbox.file(session, [arrival]))[0]

    def commit(self, put: Callable[[Session], Sequence[int]]) -> Sequence[int]:
        """One transaction of a door that keeps more than arrivals; put returns the inbox ids of what came in, and each is rung for."""
        with self._database.writing() as session:
            ids = put(session)
        for inbound_id in ids:
            with about.working_on(about.row("inbound", inbound_id)):
                self._ring(inbound_id)
        return ids

    async def submit(self, arrival: Arrival) -> int:
        """Like accept, sharing a commit with other sessions; cancelling the caller does not undo it."""
        done: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.put((arrival, done))
        return await done

    def open(self) -> None:
        """Starts the writer that `submit` needs."""
        self._writer = threading.Thread(target=self._write, name="door", daemon=True)
        self._writer.start()

    def close(self) -> None:
        """Ends the writer after everything submitted has been answered."""
        if self._writer:
            self._waiting.put(None)
            self._writer.join()

    def _write(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch = [first]
            while len(batch) < BATCH and not self._waiting.empty():
                following = self._waiting.get()
                if following is None:
                    self._waiting.put(None)
                    break
                batch.append(following)
            self._answer(batch)

    def _answer(self, batch: Sequence[Waiting]) -> None:
        try:
            ids = self.commit(lambda session: inbox.file(session, [arrival for arrival, _ in batch]))
        except Exception as error:
            # One arrival that cannot be stored must not cost the others their 250; a database that is away costs all.
            if len(batch) > 1 and not isinstance(error, OperationalError):
                for one in batch:
                    self._answer([one])
                return
            log.exception("Not stored: %d mails", len(batch))
            _tell(batch, [error] * len(batch))
            return
        _tell(batch, ids)


def _tell(batch: Sequence[Waiting], answers: Sequence[int | Exception]) -> None:
    """Wakes the event loop once for a whole batch."""
    with suppress(RuntimeError):  # the loop has ended: nobody waits any more
        batch[0][1].get_loop().call_soon_threadsafe(_settle, batch, answers)


def _settle(batch: Sequence[Waiting], answers: Sequence[int | Exception]) -> None:
    for (_, done), answer in zip(batch, answers, strict=True):
        if done.cancelled():  # the caller has gone; the mail is on record all the same
            continue
        if isinstance(answer, Exception):
            done.set_exception(answer)
        else:
            done.set_result(answer)

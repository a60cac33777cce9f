"""What turns the wheel? claim -> act -> settle, the same for mails to hear, letters to send and timers to strike."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from gateway.clockwork import hearing, sending, striking
from gateway.clockwork.bell import HEAR, SEND, STRIKE
from gateway.clockwork.job import Job
from gateway.clockwork.ready import Done, Errand, Ready, Ring, settle
from gateway.clockwork.tools import Tools
from gateway.clockwork.trouble import Trouble
from gateway.clockwork.waiting import House, Room
from gateway.people.aside import AskedAside, ResolverAside
from gateway.people.file import FileDirectory
from storage.schedule import due
from storage.schedule.due import Claim, Overslept
from storage.tables import Inbound, Outbound, Timer
from storage.ticket import tickets

log = logging.getLogger(__name__)

Found = TypeVar("Found")

AGAIN = 5
ENDS = 10  # tries that may end with the process: a mail that each restart of the database hits is not the one that ends it
AT_ONCE = 16


class Jobs:
    """The three jobs. Each call claims a few due rows and works on them one by one; one bad row delays nobody.

    What they come to is put on record in one transaction, or, when that fails, each by itself.

    ring is called for rows that a job has made due; it may do nothing (the sweeper finds them). goes_on: False when the process is to
    stop; what was claimed and not begun is given back then.
    """

    def __init__(self, tools: Tools) -> None:
        self._tools = tools = _aside(tools)
        self._trouble = Trouble(tools)
        self._jobs = {
            HEAR: Job(HEAR, Inbound, hearing.hear, due.LEASE, hearing.BACKOFF, in_turn=True, ahead=hearing.ahead, is_slow=hearing.is_big),
            SEND: Job(SEND, Outbound, sending.send, tools.relay.patience + due.LEASE, sending.BACKOFF, give_up=sending.give_up),
            STRIKE: Job(STRIKE, Timer, striking.strike, due.LEASE, striking.BACKOFF, has_time=True),
        }
        self._house = House(tools.clock)
        self.ring: Callable[[str, int], None] = lambda _job, _id: None
        self.goes_on: Callable[[], bool] = lambda: True

    def hear(self) -> int:
        """Reads mails and decides about them; returns how many were claimed."""
        return self._turn(self._jobs[HEAR])

    def send(self) -> int:
        """Hands letters to the relay; returns how many were claimed."""
        return self._turn(self._jobs[SEND])

    def strike(self) -> int:
        """Lets due timers happen; returns how many were claimed."""
        return self._turn(self._jobs[STRIKE])

    def _turn(self, job: Job) -> int:
        with self._tools.baton.held(), self._tools.database.noting() as session:
            start = self._tools.clock()
            claims = due.claim(session, job.table, start, AT_ONCE, job.lease)
            if claims and job.ahead:
                job.ahead(session, self._tools, claims)
        with self._house.room(job) as room:
            self._work_through(room, claims, start)
            with self._tools.baton.held():
                self._settle(room)
        return len(claims)

    def _work_through(self, room: Room, claims: Sequence[Claim], start: datetime) -> None:
        job = room.job
        errands: list[tuple[Claim, Errand]] = []
        for place, claim in enumerate(claims):
            if place and self._is_late(job, start):
                self._give_back(job, claims[place:])
                break
            if job.has_time:
                self._tools.baton.give_way()
            with self._tools.baton.held():
                self._work(room, claim, errands)
        for place, (claim, errand) in enumerate(errands):
            if place and self._is_late(job, start):
                self._give_back(job, [each for each, _ in errands[place:]])
                break
            self._wait(room, claim, self._trouble.guarded(job, claim, errand.run, errand.about))

    def settle_overdue(self) -> None:
        """Settles what waits for somebody who takes his time. Called every second, in a thread of its own."""
        for room in self._house.overdue():
            self._settle(room)

    def _is_late(self, job: Job, start: datetime) -> bool:
        return self._tools.clock() - start > job.begun or not self.goes_on()

    def _work(self, room: Room, claim: Claim, errands: list[tuple[Claim, Errand]]) -> None:
        """Works on one row. What it comes to waits for others, unless one that waits bears on it, or it cannot wait."""
        job = room.job
        is_slow = job.is_slow is not None and job.is_slow(self._tools, claim)
        if is_slow or (job.in_turn and room.has_mail_of(claim.whose)):
            self._settle(room)
        done = self._trouble.guarded(job, claim, lambda: _again(lambda: self._act(job, claim)))
        if isinstance(done, Errand):
            errands.append((claim, done))
        elif isinstance(done, Ready) and room.bears_on(done):
            self._settle(room)
            self._ring(self._trouble.guarded(job, claim, lambda: self._whole(job, claim), done.about))
        else:
            self._wait(room, claim, done)

    def _wait(self, room: Room, claim: Claim, done: Ready | Sequence[Ring]) -> None:
        if not isinstance(done, Ready):
            self._ring(done)
            return
        room.enter(claim, done)
        if done.now or room.is_overdue():
            self._settle(room)

    def _settle(self, room: Room) -> None:
        """Puts on record what waits, and lets the rings follow."""
        together = room.take()
        if not together:
            return
        try:
            rings = settle(self._tools, [one.ready for one in together])
        except Exception as trouble:  # noqa: BLE001 - whatever it is, and whose: it comes again for who has it
            if len(together) > 1:
                log.info("Settled one by one (%s)", type(trouble).__name__)
            for one in together:
                whole = partial(self._whole, room.job, one.claim, one.ready)
                self._ring(self._trouble.guarded(room.job, one.claim, whole, one.ready.about))
        else:
            self._ring(rings)

    def _ring(self, rings: Sequence[Ring]) -> None:
        for name, row_id in rings:
            self.ring(name, row_id)

    def _give_back(self, job: Job, claims: Sequence[Claim]) -> None:
        """What was claimed and not begun falls due again at once."""
        try:
            with self._tools.database.noting() as session:
                for claim in claims:
                    with suppress(Overslept):
                        due.put_off(session, job.table, claim, self._tools.clock(), "", counts=False)
        except SQLAlchemyError as trouble:
            log.warning("The leases of %d rows will end by themselves (%s)", len(claims), type(trouble).__name__)
            return
        for claim in claims:
            self.ring(job.name, claim.id)

    def _act(self, job: Job, claim: Claim) -> Done:
        if claim.attempts > max(len(job.backoff) + 1, ENDS):
            # Counted before the work, and never settled: the process ended each time while it worked on this row.
            if job.give_up:
                return job.give_up(self._tools, claim)
            self._trouble.failed(job, claim, "the process ended while it was worked on")
            return ()
        return job.act(self._tools, claim)

    def _whole(self, job: Job, claim: Claim, done: Ready | None = None) -> Sequence[Ring]:
        """Works on a row and settles it alone. done: what the row came to, if it was worked on."""
        given = [done] if done else []

        def once() -> Sequence[Ring]:
            found = given.pop() if given else self._act(job, claim)
            found = found.run() if isinstance(found, Errand) else found
            return settle(self._tools, [found]) if isinstance(found, Ready) else found

        return _again(once)


def _again(work: Callable[[], Found]) -> Found:
    """A ticket that moves while we decide about it is read and decided again, at once. Raises tickets.Changed if it never rests."""
    for _ in range(AGAIN):
        try:
            return work()
        except tickets.Changed as moved:
            log.info("Decided again: %s", moved)
    return work()


def _aside(tools: Tools) -> Tools:
    """Whoever asks over the network lays the baton down meanwhile."""
    waiting = tools.baton.laid_down
    asked = tools.directory if isinstance(tools.directory, FileDirectory) else AskedAside(tools.directory, waiting)
    return replace(tools, directory=asked, resolver=ResolverAside(tools.resolver, waiting))

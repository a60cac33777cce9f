"""How do days gone by pass once more? Kept mails fall due as they did, and between them letters leave and timers strike."""

import heapq
import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from gateway.clockwork import hearing, ready, sending, striking
from gateway.clockwork.bell import SEND
from gateway.clockwork.ready import Done, Errand, Ready, Ring
from gateway.clockwork.replaying import joining
from gateway.clockwork.replaying.scratch import Scratch
from gateway.clockwork.tools import Tools
from gateway.people.directory import DirectoryUnavailable
from storage.mail import held, inbox
from storage.schedule import due
from storage.schedule.due import Claim, Claimable
from storage.tables import Inbound, InboundRaw, Outbound, Timer
from storage.ticket import tickets

log = logging.getLogger(__name__)

AT_ONCE = 200
AGAIN = 5
OPERATOR = "operator"
A_MOMENT = timedelta(seconds=2)
AN_HOUR = timedelta(hours=1)
JUST_BEFORE = timedelta(microseconds=1)
DECIDED = (Inbound.outcome.is_not(None), Inbound.erased_at.is_(None))
NEVER = datetime.max.replace(tzinfo=UTC)
# What became of a mail when another one, or time, settled it: then `settled_at` says nothing about when it was decided.
SETTLED_LATER = frozenset({"opened", "completed", "withdrawn", "hold-expired", "duplicate"})
AS_IT_CAME = (
    "id", "received_at", "door", "peer", "helo", "tls", "login", "mail_from", "hop", "rcpt_to", "size", "sha256", "spooled",
    "conversation", "verdict",
)  # fmt: skip
Act = Callable[[Tools, Claim], Done]


class Running:
    """Decides the mails of a database again, in a scratch one. then: a session that sees the record and changes nothing."""

    def __init__(self, then: Session, tools: Tools, scratch: Scratch) -> None:
        self._then = then
        self._tools = tools
        self._scratch = scratch
        self._released: list[tuple[datetime, int]] = []
        self._timers = 0  # the newest that is known
        joining.prepare(then, scratch)

    def count(self) -> int:
        """How many mails there are that have a disposition and were not erased."""
        return self._then.scalar(select(func.count()).select_from(Inbound).where(*DECIDED)) or 0

    def run(self) -> Iterator[int]:
        """Each mail's id as it comes in again; after the last one time goes on as far as the record does. Raises DirectoryUnavailable."""
        for row in self._kept():
            self._pass_to(row.received_at)
            self._take_in(row)
            yield row.id
        self._pass_to(self._end())
        self._work_off()

    def _end(self) -> datetime:
        """The last instant that the record knows of."""
        found = (self._then.scalar(select(func.max(table.settled_at))) for table in (Inbound, Outbound, Timer))
        return max((at for at in found if at is not None), default=self._scratch.clock.at)

    def _kept(self) -> Iterator[Inbound]:
        """Mails with a disposition that were not erased, in the order of their arrival, a few in memory at a time."""
        last: tuple[datetime, int] | None = None
        while True:
            query = select(Inbound).where(*DECIDED).order_by(Inbound.received_at, Inbound.id).limit(AT_ONCE)
            if last is not None:
                at, number = last
                query = query.where((Inbound.received_at > at) | ((Inbound.received_at == at) & (Inbound.id > number)))
            found = list(self._then.scalars(query))
            yield from found
            if not found:
                return
            last = found[-1].received_at, found[-1].id
            self._then.expunge_all()

    def _take_in(self, row: Inbound) -> None:
        values = {name: getattr(row, name) for name in AS_IT_CAME} | {"due_at": self._decided_at(row)}
        raw = None if row.spooled else inbox.raw(self._then, self._tools.evidence, row.id)
        with self._scratch.tools.database.writing() as session:
            session.execute(insert(Inbound), [values])
            if raw is not None:
                session.execute(insert(InboundRaw), [{"inbound_id": row.id, "content": raw}])
        if row.released_by == OPERATOR and row.settled_at is not None:
            heapq.heappush(self._released, (row.settled_at, row.id))

    def _decided_at(self, row: Inbound) -> datetime:
        """When a mail was first decided, as far as the record says: its first letters were written then."""
        if inbox.HELD_CLAIMED in row.flags:
            return row.received_at
        wrote = self._then.scalar(select(func.min(Outbound.created_at)).where(Outbound.cause_id == row.id))
        settled = None if row.outcome in SETTLED_LATER else row.settled_at
        return max(wrote or settled or row.received_at, row.received_at)

    def _pass_to(self, instant: datetime) -> None:
        """Lets time pass, and happen what falls due before an instant."""
        self._work_off()
        while (ahead := self._next()) < instant:
            self._scratch.clock.at = ahead
            self._work_off()
        if self._scratch.clock.at < instant - JUST_BEFORE:
            self._scratch.clock.at = instant - JUST_BEFORE
            self._work_off()
        self._scratch.clock.at = max(self._scratch.clock.at, instant)

    def _next(self) -> datetime:
        """When something falls due next. What looks every minute whether a mail still waits looks every hour, and before each mail."""
        now = self._scratch.clock.at
        with self._scratch.tools.database.reading() as session:
            tables: tuple[Claimable, ...] = (Inbound, Outbound, Timer)
            ahead = [session.scalar(_ahead(t, now)) for t in tables]
            looks = session.scalar(select(func.min(Timer.due_at)).where(Timer.outcome.is_(None), Timer.last_error != ""))
        ahead += [at for at, _ in self._released[:1]]
        ahead += [max(looks, now + AN_HOUR)] if looks else []
        return min((at for at in ahead if at is not None), default=NEVER)

    def _work_off(self) -> None:
        while self._release() + self._turn(Inbound, hearing.hear) + self._turn(Outbound, sending.send) + self._turn(Timer, striking.strike):
            pass

    def _release(self) -> int:
        """What the operator let go on then."""
        done = 0
        while self._released and self._released[0][0] <= self._scratch.clock.at:
            _, number = heapq.heappop(self._released)
            with self._scratch.tools.database.writing() as session:
                held.free(session, number, OPERATOR, self._scratch.clock.at)
            done += 1
        return done

    def _turn(self, table: Claimable, act: Act) -> int:
        with self._scratch.tools.database.writing() as session:
            claims = due.claim(session, table, self._scratch.clock.at, 1)
        for claim in claims:
            if table is Inbound:
                with joining.number_of(self._then, self._scratch, claim.id):
                    self._try(table, act, claim)
            else:
                self._try(table, act, claim)
        return len(claims)

    def _try(self, table: Claimable, act: Act, claim: Claim) -> None:
        tools = self._scratch.tools
        try:
            rings = _act(tools, act, claim)
        except DirectoryUnavailable:
            raise
        except hearing.EarlierWaits:
            with tools.database.writing() as session:
                due.put_off(session, table, claim, tools.clock() + A_MOMENT, "EarlierWaits", counts=False)
            return
        except Exception:
            log.exception("Failed again: %s %d", table.__tablename__, claim.id)
            with tools.database.writing() as session:
                due.fail(session, table, claim, tools.clock(), "", ())
            return
        joining.letters(self._then, self._scratch, [number for job, number in rings if job == SEND])
        self._timers = joining.timers(self._then, self._scratch, self._timers)


def _ahead(table: Claimable, now: datetime) -> Select[datetime | None]:
    """When a row of this table falls due next, those aside that only look again."""
    aside = (table.last_error == "",) if table is Timer else ()
    return select(func.min(table.due_at)).where(table.outcome.is_(None), table.due_at > now, *aside)


def _act(tools: Tools, act: Act, claim: Claim) -> Sequence[Ring]:
    for _ in range(AGAIN):
        try:
            return _done(tools, act, claim)
        except tickets.Changed as moved:
            log.info("Decided again: %s", moved)
    return _done(tools, act, claim)


def _done(tools: Tools, act: Act, claim: Claim) -> Sequence[Ring]:
    done = act(tools, claim)
    done = done.run() if isinstance(done, Errand) else done
    return ready.settle(tools, [done]) if isinstance(done, Ready) else done

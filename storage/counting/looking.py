"""What is there, for who looks at all of it? What came, what is in hand, what was set aside, and which mails and tickets there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from storage.mail.held import HELD_REASON
from storage.schedule import timers
from storage.schedule.due import is_dead
from storage.tables import Inbound, Outbound, Ticket, Timer
from storage.ticket import queues, tickets
from storage.ticket.lifecycle import ASSIGNED, CLOSED, NEW
from storage.ticket.tickets import Standing

LOOKED_AT = 20_000
"""Ids that one look for a word goes back: what is rare is looked for page by page."""
Mail = type[Inbound] | type[Outbound]
T = TypeVar("T")
M = TypeVar("M", Inbound, Outbound)
D = TypeVar("D", Inbound, Outbound, Timer)
R = TypeVar("R", Inbound, Outbound, Standing)


@dataclass(frozen=True, slots=True)
class Came:
    """How many mails came by a door and have a disposition ('' for none yet)."""

    door: str
    disposition: str
    count: int


@dataclass(frozen=True, slots=True)
class InHand:
    """Open tickets of a group ('' for none yet) of one status; late: how many of them passed one of their targets."""

    group: str
    status: str
    count: int
    late: int


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """Part of a list, newest first. below: where to look on, None at the end."""

    rows: tuple[T, ...]
    below: int | None


def came(session: Session, since: datetime, until: datetime) -> list[Came]:
    """What came in a span, by door and disposition."""
    query = select(Inbound.door, func.coalesce(Inbound.outcome, ""), func.count())
    query = query.where(Inbound.received_at >= since, Inbound.received_at < until).group_by(Inbound.door, Inbound.outcome)
    return [Came(*row) for row in session.execute(query.order_by(Inbound.door, Inbound.outcome))]


def by_day(session: Session, edges: Sequence[datetime]) -> list[int]:
    """How many mails came on each day. edges: the ascending instants at which the days begin, and the end of the last one."""
    spans = [select(func.count()).where(Inbound.received_at >= a, Inbound.received_at < b).scalar_subquery() for a, b in pairwise(edges)]
    return [int(n) for n in session.execute(select(*spans)).one()]


def held_mails(session: Session, most: int) -> list[Inbound]:
    """Mails that wait for somebody's word, the ones that end first first; refusals without a reason last."""
    timed = select(Inbound).join(Timer, Timer.inbound_id == Inbound.id).where(Timer.kind == timers.HOLD_END, Timer.outcome.is_(None))
    found = list(session.scalars(timed.order_by(Timer.at, Timer.id).limit(most)))
    reasons = select(Inbound).where(Inbound.outcome == HELD_REASON).order_by(Inbound.id).limit(most)
    return list({row.id: row for row in (*found, *session.scalars(reasons))}.values())[:most]


def dead(session: Session, table: type[D], most: int) -> list[D]:
    """What was set aside, the last first."""
    return list(session.scalars(select(table).where(is_dead(table)).order_by(table.settled_at.desc()).limit(most)))


def in_hand(session: Session, now: datetime) -> list[InHand]:
    """Open tickets by group and status."""
    late = func.sum(case((and_(Ticket.status.in_((NEW, ASSIGNED)), queues.late(now)), 1), else_=0))
    query = select(Ticket.group, Ticket.status, func.count(), late).where(Ticket.status != CLOSED).group_by(Ticket.group, Ticket.status)
    return [InHand(group, status, n, int(late)) for group, status, n, late in session.execute(query)]


def next_timers(session: Session, most: int) -> list[Timer]:
    """The timers that strike next."""
    return list(session.scalars(select(Timer).where(Timer.outcome.is_(None)).order_by(Timer.due_at, Timer.id).limit(most)))


def mails(session: Session, table: type[M], word: str, below: int | None, most: int) -> Found[M]:
    """Mails whose disposition begins with a word (`waiting`: those without; '' for all), newest first. below: an id."""
    wanted = _begins(table, word)
    top, floor = _span(session, table, wanted, below)
    query = select(table).where(table.id < top, table.id >= floor, *wanted)
    return _found(tuple(session.scalars(query.order_by(table.id.desc()).limit(most))), floor, most)


def letters_of(session: Session, mail: int) -> list[Outbound]:
    """The letters that a mail caused."""
    return list(session.scalars(select(Outbound).where(Outbound.cause_id == mail).order_by(Outbound.id)))


def listed(session: Session, status: str, below: int | None, most: int) -> Found[Standing]:
    """Tickets of a status ('' for all), newest first. below: an id."""
    wanted = [Ticket.status == status] if status else []
    top, floor = _span(session, Ticket, wanted, below)
    query = select(*tickets.COLUMNS).where(Ticket.id < top, Ticket.id >= floor, *wanted)
    return _found(tickets.standings(session.execute(query.order_by(Ticket.id.desc()).limit(most))), floor, most)


def _begins(table: Mail, word: str) -> list[ColumnElement[bool]]:
    if not word:
        return []
    return [table.outcome.is_(None) if word == "waiting" else table.outcome.startswith(word, autoescape=True)]


def _span(session: Session, table: Mail | type[Ticket], wanted: Sequence[object], below: int | None) -> tuple[int, int]:
    """The ids that one look goes over: below the first, from the second on."""
    newest = session.scalar(select(func.max(table.id))) or 0
    top = newest + 1 if below is None else min(below, newest + 1)
    return top, max(0, top - LOOKED_AT) if wanted else 0


def _found(rows: tuple[R, ...], floor: int, most: int) -> Found[R]:
    if len(rows) == most:
        return Found(rows, rows[-1].id if rows[-1].id > 1 else None)
    return Found(rows, floor if floor > 1 else None)

"""How many? What digests count for groups of technicians, over a span or at a moment; the database does the counting.

A span goes from `since` up to, and without, `until`. Confidential tickets are counted like all others: a count says no more.
"""

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, func, or_, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.tables import Event, Inbound, Ticket
from storage.ticket.lifecycle import ASSIGNED, CLOSED, NEW, PENDING, SOLVED

# What is counted -> the move that a record knows it by (storage/ticket/lifecycle.py).
MOVES = {
    "solved": "solve",
    "approved": "approve",
    "refused": "refuse",
    "expired": "expire",
    "unanswered": "abandon",
    "withdrawn": "withdraw",
    "merged": "merge",
}
IN_HAND = timedelta(minutes=15)  # the mail that asks for a report is among those that are read just now
OPEN = (NEW, PENDING, ASSIGNED, SOLVED)
Groups = Collection[str]
Clause = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Mails:
    """Mails that came in over a span, by whatever door, and how many of them have their disposition."""

    received: int
    settled: int


@dataclass(frozen=True, slots=True)
class Day:
    """What one day brought; waiting: open tickets at its end."""

    opened: int
    solved: int
    waiting: int


def within(column: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None], since: datetime, until: datetime) -> Clause:
    """Whether an instant lies in a span."""
    return and_(column >= since, column < until)


def hurry(session: Session) -> None:
    """Lets PostgreSQL count by index for the rest of the transaction: compiling a count takes longer than it, and so does a whole table."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL jit TO off"))
        session.execute(text("SET LOCAL random_page_cost TO 1.1"))


def flow(session: Session, groups: Groups, since: datetime, until: datetime) -> dict[str, int]:
    """How many tickets were opened, and how many of each of MOVES happened; every word is there, 0 when none."""
    query = select(Event.kind, func.count()).join(Ticket, Ticket.id == Event.ticket_id)
    query = query.where(Event.kind.in_(MOVES.values()), within(Event.at, since, until), Ticket.group.in_(groups)).group_by(Event.kind)
    found: dict[str, int] = {kind: n for kind, n in session.execute(query)}  # noqa: C416 - rows are no pairs to mypy
    opened = session.scalar(select(_opened(groups, since, until))) or 0
    return {"opened": opened} | {word: found.get(kind, 0) for word, kind in MOVES.items()}


def by_item(session: Session, groups: Groups, since: datetime, until: datetime) -> dict[int, int]:
    """Code of an item -> how many tickets it brought; only items that brought any."""
    query = select(Ticket.code, func.count()).where(Ticket.group.in_(groups), within(Ticket.opened_at, since, until))
    return {code: n for code, n in session.execute(query.group_by(Ticket.code))}  # noqa: C416 - as above


def first_opened(session: Session, groups: Groups) -> datetime | None:
    """When the oldest ticket was opened, whatever became of it; None when there is none."""
    first = [select(func.min(Ticket.opened_at)).where(Ticket.group == group).scalar_subquery() for group in groups]
    return min(filter(None, session.execute(select(*first)).one()), default=None)


def by_status(session: Session, groups: Groups) -> dict[str, int]:
    """Status -> how many open tickets have it now; every open status is there."""
    query = select(Ticket.status, func.count()).where(Ticket.group.in_(groups), Ticket.status != CLOSED).group_by(Ticket.status)
    return dict.fromkeys(OPEN, 0) | {status: n for status, n in session.execute(query)}  # noqa: C416 - as above


def by_age(session: Session, groups: Groups, now: datetime, ages: Sequence[timedelta]) -> tuple[int, ...]:
    """How many open tickets are not older than each of the ascending ages and older than the one before; the last: all older ones."""
    place = case(*((Ticket.opened_at >= now - age, n) for n, age in enumerate(ages)), else_=len(ages))
    query = select(place, func.count()).where(Ticket.group.in_(groups), Ticket.status != CLOSED).group_by(place)
    found: dict[int, int] = {n: count for n, count in session.execute(query)}  # noqa: C416 - as above
    return tuple(found.get(n, 0) for n in range(len(ages) + 1))


def days(session: Session, groups: Groups, edges: Sequence[datetime]) -> list[Day]:
    """What each day brought. edges: the ascending instants at which the days begin, and the end of the last one."""
    spans = list(itertools.pairwise(edges))
    counted = [count for span in spans for count in (_opened(groups, *span), _solved(groups, *span), _closed(groups, *span))]
    since = (edges[-1], datetime.max.replace(tzinfo=UTC))
    *found, opened, closed = (
        int(n or 0) for n in session.execute(select(*counted, _opened(groups, *since), _closed(groups, *since))).one()
    )
    waiting = sum(by_status(session, groups).values()) - opened + closed
    newest_first = []
    for opened, solved, closed in reversed(list(zip(found[::3], found[1::3], found[2::3], strict=True))):
        newest_first.append(Day(opened, solved, waiting))
        # What was open the evening before: without what came on this day, with what was closed on it.
        waiting += closed - opened
    return newest_first[::-1]


def mails(session: Session, since: datetime, until: datetime) -> Mails:
    """All mails on record that arrived in the span, without those that came a moment before its end and are still in hand."""
    seen = or_(Inbound.outcome.is_not(None), Inbound.received_at < until - IN_HAND)
    query = select(func.count(), func.count(Inbound.outcome)).where(within(Inbound.received_at, since, until), seen)
    received, settled = session.execute(query).one()
    return Mails(received, settled)


def _opened(groups: Groups, since: datetime, until: datetime) -> ScalarSelect[int]:
    counted = select(func.count()).where(Ticket.group.in_(groups), within(Ticket.opened_at, since, until))
    return counted.scalar_subquery()


def _closed(groups: Groups, since: datetime, until: datetime) -> ScalarSelect[int]:
    counted = select(func.count()).where(Ticket.group.in_(groups), within(Ticket.closed_at, since, until))
    return counted.scalar_subquery()


def _solved(groups: Groups, since: datetime, until: datetime) -> ScalarSelect[int]:
    counted = select(func.count()).select_from(Event).join(Ticket, Ticket.id == Event.ticket_id)
    counted = counted.where(Event.kind == MOVES["solved"], within(Event.at, since, until), Ticket.group.in_(groups))
    return counted.scalar_subquery()

"""Which tickets are shown to whom? The seed's three parts for an entity's people, and the queue of groups for those who answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from storage.counting.reckoning import Aside
from storage.tables import Ticket
from storage.ticket import tickets
from storage.ticket.lifecycle import ASSIGNED, CLOSED, NEW, PENDING, SOLVED
from storage.ticket.tickets import Standing

MOST = 20  # tickets of one part that are listed; of the others it is said how many there are

# Headings of the table (rules.md, CONSULTAR) -> the statuses under them.
PARTS = (("processing", (NEW, PENDING, ASSIGNED)), ("solved", (SOLVED,)), ("closed", (CLOSED,)))
OPEN = (NEW, PENDING, ASSIGNED, SOLVED)
Clause = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Part:
    """Tickets under one heading. kind: a word of templates/_base/shown.txt; total: how many there are, those not listed included."""

    kind: str
    tickets: tuple[Standing, ...]
    total: int


def of_entities(session: Session, person: str, entities: Collection[str], only: int | None = None) -> tuple[Part, ...]:
    """What a representative may see, newest first: the entities' tickets, a confidential one if its author asks. only: one ticket's id."""
    seen = and_(Ticket.entity.in_(entities), or_(~Ticket.confidential, Ticket.requester == person), _only(only))
    newest = (Ticket.opened_at.desc(), Ticket.id.desc())
    return tuple(_part(session, kind, and_(seen, Ticket.status.in_(statuses)), newest) for kind, statuses in PARTS)


def of_groups(
    session: Session, technician: str, works: Collection[str], supervises: Collection[str], now: datetime, only: int | None = None
) -> tuple[Part, ...]:
    """The open tickets of groups, oldest first, by what they wait for.

    works: groups of which all is seen; supervises: groups of which the confidential tickets are not.
    """
    seen = and_(_seen(works, supervises), _only(only))
    oldest = (Aside(Ticket.opened_at), Ticket.id)  # found by their status, then put in order: most by far of all tickets are closed
    taken = and_(seen, Ticket.status.in_((NEW, ASSIGNED)))
    parts: tuple[tuple[str, Clause], ...] = (
        ("late", and_(taken, late(now))),
        ("waiting", and_(taken, Ticket.technician == "")),
        ("mine", and_(taken, Ticket.technician == technician)),
        ("others", and_(taken, Ticket.technician.not_in(("", technician)))),
        ("pending", and_(seen, Ticket.status == PENDING)),
    )
    decided = _part(session, "approval", and_(seen, Ticket.status == SOLVED), (Ticket.deadline_at, Ticket.id))
    return (*(_part(session, kind, clause, oldest) for kind, clause in parts), decided)


def hidden(session: Session, groups: Collection[str]) -> int:
    """How many confidential tickets of these groups are open: who only supervises is told no more."""
    query = select(func.count()).select_from(Ticket).where(_seen(groups, ()), Ticket.status.in_(OPEN), Ticket.confidential)
    return session.scalar(query) or 0


def is_late(ticket: Standing, now: datetime) -> bool:
    """Whether a ticket that waits for the group has passed one of its targets; see `late`."""
    answer, solution = ticket.first_answer_due_at, ticket.solution_due_at
    unanswered = ticket.first_answer_at is None and answer is not None and answer < now
    return ticket.status in (NEW, ASSIGNED) and (unanswered or (solution is not None and solution < now))


def late(now: datetime) -> Clause:
    """Whether a ticket that waits for the group has passed one of its targets."""
    unanswered = and_(Ticket.first_answer_at.is_(None), Ticket.first_answer_due_at < now)
    return or_(unanswered, Ticket.solution_due_at < now)


def _seen(works: Collection[str], supervises: Collection[str]) -> Clause:
    """Open ones alone, said so that the index of open tickets serves: those that are closed are a hundred times as many."""
    groups, open_ = Ticket.group.in_((*works, *supervises)), Ticket.status != CLOSED
    return and_(groups, open_, or_(Ticket.group.in_(works), ~Ticket.confidential))


def _only(ticket_id: int | None) -> Clause:
    return ~false() if ticket_id is None else Ticket.id == ticket_id


def _part(session: Session, kind: str, clause: Clause, order: tuple[ColumnElement[object] | object, ...]) -> Part:
    total = session.scalar(select(func.count()).select_from(Ticket).where(clause)) or 0
    # The rows are in the session once they are read: `get` asks for none again.
    rows = list(session.scalars(select(Ticket).where(clause).order_by(*order).limit(MOST))) if total else []  # type: ignore[arg-type]
    return Part(kind, tuple(tickets.get(session, row.id) for row in rows), total)

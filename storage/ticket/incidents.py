"""Which tickets belong to an incident, and which look as if they were one? One ticket leads it; the others bear its number."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select, text
from sqlalchemy.orm import Session, aliased

from storage.counting.reckoning import Aside
from storage.prepared import Prepared, each, first_of, rows_of
from storage.record import events
from storage.schedule import timers
from storage.tables import Attachment, Event, Message, Ticket, Timer
from storage.ticket import tickets
from storage.ticket.lifecycle import ASSIGNED, CLOSED, PENDING, SOLVED
from storage.ticket.tickets import Standing

AFTERWARDS = timedelta(days=1)  # who writes later than that after the solution writes of something new
A_WHILE = timedelta(hours=1)  # between two letters that list who joined
JOINED, GATHERED = "joined", "gathered"  # moves: of a ticket that joins, and of the one that leads when its technician is told
SPIKE = "spike"
UNSOLVED = (PENDING, ASSIGNED)

_OF = (Ticket.code == bindparam("code")) & (Ticket.group == bindparam("group")) & ~Ticket.confidential
_OPEN_LEAD = Prepared(
    select(Ticket.id)
    .where(_OF, Ticket.incident == Ticket.number)
    .where(or_(Ticket.status.in_(each(UNSOLVED)), (Ticket.status == SOLVED) & (Ticket.solved_at > bindparam("since"))))
    .order_by(Ticket.id.desc())
    .limit(1)
)
_ARRIVED = Prepared(
    select(*tickets.COLUMNS)
    .where(_OF, Ticket.opened_at > bindparam("since"), Ticket.incident == "", Ticket.merged_into == "")
    .order_by(Ticket.opened_at, Ticket.id)
)
_NEAR = aliased(Ticket)
_LEADER = (  # of a crowd: the oldest of it that is not solved
    select(_NEAR.id)
    .where(_NEAR.code == bindparam("code"), _NEAR.group == bindparam("group"), ~_NEAR.confidential, _NEAR.status.in_(each(UNSOLVED)))
    .where(_NEAR.opened_at > bindparam("since"), _NEAR.incident == "", _NEAR.merged_into == "")
    .order_by(_NEAR.opened_at, _NEAR.id)
    .limit(1)
    .scalar_subquery()
)
_CROWD = Prepared(
    select(func.count(), func.count(Ticket.requester.distinct()), _LEADER)
    .select_from(Ticket)
    .where(_OF, Ticket.opened_at > bindparam("since"), Ticket.incident == "", Ticket.merged_into == "")
)
_OFFERED = Prepared(
    select(Event.id).join(Ticket, Ticket.id == Event.ticket_id).where(_OF, Event.kind == SPIKE, Event.at > bindparam("since")).limit(1)
)


@dataclass(frozen=True, slots=True)
class Entered:
    """A ticket of an incident: since when it is of it, and whose word made it so (a person's id)."""

    ticket: Standing
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Solution:
    """A solution as it was written: by whom (a person's id, and the name then), its text, its mail (id)."""

    by: str
    who: str
    text: str
    mail_id: int


def open_lead(session: Session, code: int, group: str, now: datetime) -> Standing | None:
    """The ticket that leads the open incident of an item in a group: unsolved, or solved within a day. The newest, should there be two."""
    found = first_of(session, _OPEN_LEAD, code=code, group=group, since=now - AFTERWARDS)
    return None if found is None else tickets.get(session, found)


def turn(session: Session, code: int, group: str) -> None:
    """One after the other, for those who would begin an incident of this item in this group; SQLite has one writer anyway."""
    if session.get_bind().dialect.name != "sqlite":
        key = zlib.crc32(f"incident {code} {group}".encode())
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def _others(number: str) -> ColumnElement[bool]:
    return (Ticket.incident == number) & (Ticket.number != number)


def joined(session: Session, number: str) -> tuple[Standing, ...]:
    """The tickets of the incident that the ticket of a number leads, without itself, oldest first."""
    return tickets.standings(rows_of(session, select(*tickets.COLUMNS).where(_others(number)).order_by(Ticket.id)))


def is_led(session: Session, ticket: Standing) -> bool:
    """Whether a ticket joined an incident that still has its solution to come: its lead is open, leads, and is in its group."""
    lead = tickets.find(session, ticket.incident) if ticket.incident not in {"", ticket.number} else None
    return lead is not None and lead.incident == lead.number and lead.status in UNSOLVED and lead.group == ticket.group


def entered(session: Session, number: str) -> tuple[Entered, ...]:
    """The same, each with its entry."""
    kinds = Aside(Event.kind).in_(("open", JOINED))  # an incident has a few tickets, and every ticket was opened
    query = select(Event.ticket_id, func.max(Event.id)).join(Ticket, Ticket.id == Event.ticket_id).where(_others(number), kinds)
    last = [event for _, event in session.execute(query.group_by(Event.ticket_id).order_by(Event.ticket_id))]
    rows = session.scalars(select(Event).where(Event.id.in_(last)).order_by(Event.id))
    return tuple(Entered(tickets.get(session, e.ticket_id), e.at, e.by) for e in rows)


def left(session: Session, number: str) -> tuple[Standing, ...]:
    """Tickets of an incident that are unsolved, and that no solution is on its way to; oldest first."""
    comes = exists().where(Timer.ticket_id == Ticket.id, Timer.kind == timers.FOLLOW, Timer.outcome.is_(None))
    query = select(*tickets.COLUMNS).where(_others(number), Ticket.status.in_(UNSOLVED), ~comes)
    return tickets.standings(rows_of(session, query.order_by(Ticket.id)))


def spread(session: Session, number: str, kind: str, round_: int, now: datetime) -> None:
    """Sets a timer for every ticket of the incident that it may concern: what the lead's round means to it is decided there."""
    which = Ticket.status != CLOSED if kind == timers.FOLLOW else Ticket.status == SOLVED
    for ticket_id in session.scalars(select(Ticket.id).where(_others(number), which).order_by(Ticket.id)).all():
        timers.set_for(session, ticket_id, round_, ((kind, now),))


def shared(session: Session, number: str) -> frozenset[int]:
    """Ids of the tickets whose newest solution is the one of the ticket that leads."""
    query = select(func.max(Event.id)).join(Ticket, Ticket.id == Event.ticket_id).where(_others(number), Aside(Event.kind) == "solve")
    newest = session.scalars(query.group_by(Event.ticket_id)).all()
    rows = session.execute(select(Event.ticket_id, Event.payload).where(Event.id.in_(newest)))
    return frozenset(ticket_id for ticket_id, payload in rows if json.loads(payload)["facts"].get("incident") == number)


def announce(session: Session, lead_id: int, now: datetime) -> None:
    """Whoever leads is told who joined: at once, then once in a while. Under the lock of the lead's row."""
    if not timers.waits(session, lead_id, timers.NEWS):
        last = events.last(session, lead_id, (GATHERED,))
        timers.set_for(session, lead_id, 0, ((timers.NEWS, max(now, last.at + A_WHILE) if last else now),))


def told(session: Session, lead_id: int) -> frozenset[str]:
    """The numbers that whoever leads was told of."""
    query = select(Event.payload).where(Event.ticket_id == lead_id, Event.kind == GATHERED)
    return frozenset(number for payload in session.scalars(query) for number in json.loads(payload)["facts"]["tickets"])


def facts_of(session: Session, ticket_id: int, kind: str) -> Mapping[str, Any]:
    """The facts of a ticket's newest move of a kind, and `by`; {} when there was none."""
    event = events.last(session, ticket_id, (kind,))
    return dict(json.loads(event.payload)["facts"], by=event.by) if event else {}


def said(session: Session, ticket_id: int, round_: int) -> Solution | None:
    """The solution of a round."""
    query = select(Message.by, Message.who, Message.text, Message.inbound_id).where(
        Message.ticket_id == ticket_id, Message.round == round_, Message.public
    )
    row = session.execute(query.order_by(Message.id.desc()).limit(1)).first()
    return Solution(row.by, row.who, row.text, row.inbound_id) if row else None


def enclose(session: Session, mail_id: int, ticket_id: int) -> None:
    """The files of a mail that was written to another ticket belong to this one too: ANEXO finds them here."""
    have = select(Attachment.id).where(Attachment.inbound_id == mail_id)
    if session.scalar(have.where(Attachment.ticket_id == ticket_id).limit(1)) is not None:
        return
    names = [c.name for c in Attachment.__table__.columns if c.name not in {"id", "ticket_id"}]
    lead = select(func.min(Attachment.ticket_id)).where(Attachment.inbound_id == mail_id).scalar_subquery()
    found = session.scalars(
        select(Attachment).where(Attachment.inbound_id == mail_id, Attachment.ticket_id == lead).order_by(Attachment.id)
    )
    session.add_all([Attachment(ticket_id=ticket_id, **{n: getattr(a, n) for n in names}) for a in found.all()])


def arrived(session: Session, code: int, group: str, since: datetime) -> tuple[Standing, ...]:
    """Tickets of an item that a group has, opened since an instant, of no incident and not confidential; oldest first."""
    return tickets.standings(rows_of(session, _ARRIVED, code=code, group=group, since=since))


def crowd(session: Session, code: int, group: str, since: datetime) -> tuple[int, int, int | None]:
    """How many those are, how many people opened them, and the id of the oldest that is not solved."""
    found: Sequence[Any] = rows_of(session, _CROWD, code=code, group=group, since=since).one()
    return int(found[0]), int(found[1]), found[2]


def count(session: Session, code: int, group: str, since: datetime, until: datetime) -> int:
    """How many tickets of an item were opened in a time for a group."""
    query = select(func.count()).select_from(Ticket).where(_OF, Ticket.opened_at > since, Ticket.opened_at <= until)
    return int(first_of(session, query, code=code, group=group))


def offered(session: Session, code: int, group: str, since: datetime) -> bool:
    """Whether a spike of an item was pointed out to a group since an instant."""
    return first_of(session, _OFFERED, code=code, group=group, since=since) is not None

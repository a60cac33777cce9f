"""What belongs to a ticket? Its mails with their copies, its letters, what was said, and the personal values of its events."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, literal_column, select
from sqlalchemy.orm import Session, aliased

from storage.erasing.blanks import OF_TICKET
from storage.record.events import NOBODY
from storage.tables import Event, Inbound, Message, Outbound, Personal, Ticket
from storage.ticket import lifecycle
from storage.ticket.tickets import ref_of

HELD = Inbound.outcome.like("held-%")
LISTS = ("status", "queue")
"""Kinds of letters about no ticket that show titles and requesters of many."""


@dataclass(frozen=True, slots=True)
class Value:
    """A personal value that an event commits to: its event's id and seq, and its name there."""

    event: int
    seq: int
    name: str


@dataclass(frozen=True, slots=True)
class Extent:
    """What is to be erased: ids of mails, letters and contributions, values beside the chain, and fields of the ticket's row."""

    mails: tuple[int, ...] = ()
    letters: tuple[int, ...] = ()
    said: tuple[int, ...] = ()
    values: tuple[Value, ...] = ()
    fields: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.mails or self.letters or self.said or self.values or self.fields)


def whole(session: Session, ticket: Ticket) -> Extent:
    """All of a ticket that was not erased yet."""
    mails = mails_of(session, ticket)
    said = select(Message.id).where(Message.ticket_id == ticket.id, (Message.text != "") | (Message.by != ""))
    return Extent(
        mails,
        letters_of(session, ticket.id, mails),
        tuple(session.scalars(said.order_by(Message.id))),
        values_of(session, ticket.id),
        tuple(name for name in OF_TICKET if getattr(ticket, name)),
    )


def mails_of(session: Session, ticket: Ticket) -> tuple[int, ...]:
    """Mails of the ticket; those that named it and joined nothing, unless they wait; copies of any of these. None that was erased."""
    own = set(session.scalars(_mails().where(Inbound.ticket_id == ticket.id)))
    roots = set(session.scalars(select(Inbound.conversation).where(Inbound.ticket_id == ticket.id, Inbound.conversation != "")))
    other = aliased(Inbound)
    elsewhere = select(other.conversation).where(other.conversation.in_(roots), other.ticket_id.is_not(None), other.ticket_id != ticket.id)
    alone = roots - set(session.scalars(elsewhere)) | {ref_of(ticket.number)}
    own |= set(session.scalars(_mails().where(Inbound.conversation.in_(alone), _loose())))
    return tuple(sorted(own | set(copies(session, own))))


def copies(session: Session, mails: Iterable[int]) -> list[int]:
    """Other arrivals of these mails, which belong to no ticket themselves."""
    ids = list(mails)
    digests = select(Inbound.digest).where(Inbound.id.in_(ids), Inbound.digest != "")
    same = Inbound.duplicate_of.in_(ids) | Inbound.digest.in_(digests)
    return list(session.scalars(_mails().where(same, _loose())))


def letters_of(session: Session, ticket_id: int, mails: Iterable[int]) -> tuple[int, ...]:
    """Letters about a ticket, and those about none that answer its mails; none that was erased or waits to be sent."""
    about = (Outbound.ticket_id == ticket_id) | (Outbound.ticket_id.is_(None) & Outbound.cause_id.in_(list(mails)))
    query = select(Outbound.id).where(about, Outbound.erased_at.is_(None), Outbound.outcome.is_not(None))
    return tuple(session.scalars(query.order_by(Outbound.id)))


def lists_of(session: Session, ticket: Ticket) -> list[int]:
    """Lists about no ticket in which it stands, as long as their words are here: a month later, in packs (storage/evidence/archive.py)."""
    here = (Outbound.pack == literal_column("''"), Outbound.outcome.is_not(None), Outbound.settled_at >= ticket.opened_at)
    query = select(Outbound.id).where(*here, Outbound.kind.in_(LISTS), Outbound.ticket_id.is_(None), Outbound.erased_at.is_(None))
    return list(session.scalars(query.where(Outbound.body_text.contains(ticket.number, autoescape=True), ~answers_held())))


def values_of(session: Session, ticket_id: int, *only: ColumnElement[bool]) -> tuple[Value, ...]:
    """The values beside a ticket's chain that are still there."""
    query = select(Event.id, Event.seq, Personal.name).join(Personal, Personal.event_id == Event.id)
    rows = session.execute(query.where(Event.ticket_id == ticket_id, *only).order_by(Event.seq, Personal.name))
    return tuple(Value(*row) for row in rows)


def acted(session: Session, ticket_id: int) -> set[str]:
    """Ids of the people whom a ticket's events name: who acted, asked, worked on it."""
    names = (*OF_TICKET[1:], "by", "reader", "in_the_name_of")
    query = select(Personal.value).join(Event, Event.id == Personal.event_id)
    return set(session.scalars(query.where(Event.ticket_id == ticket_id, Personal.name.in_(names)))) - NOBODY


def bound() -> ColumnElement[bool]:
    """Whether a mail of no ticket is a copy of a ticket's mail, or names a ticket that is open or on hold: it is not erased by itself."""
    first = aliased(Inbound)
    copy = exists(literal_column("1")).where(first.id == Inbound.duplicate_of, first.ticket_id.is_not(None))
    ref = func.lower(func.replace(Ticket.number, "_", ""))
    kept = select(ref).where((Ticket.status != lifecycle.CLOSED) | (Ticket.hold != ""))
    return copy | Inbound.conversation.in_(kept)


def answers_held() -> ColumnElement[bool]:
    """Whether a letter of no ticket answers a mail of one that is on hold."""
    held = select(Inbound.id).join(Ticket, Ticket.id == Inbound.ticket_id).where(Ticket.hold != "")
    return Outbound.cause_id.is_not(None) & Outbound.cause_id.in_(held)


def _mails() -> Select[int]:
    return select(Inbound.id).where(Inbound.erased_at.is_(None))


def _loose() -> ColumnElement[bool]:
    return Inbound.ticket_id.is_(None) & Inbound.outcome.is_not(None) & ~HELD

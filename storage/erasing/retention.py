"""What has been kept for its time? Closed tickets by their item, and mails and letters that belong to no ticket."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Exists, delete, exists, literal_column, or_, select
from sqlalchemy.orm import Session

from storage.erasing.blanks import OF_TICKET
from storage.erasing.extent import HELD, answers_held, bound
from storage.record import items
from storage.schedule import slots
from storage.tables import Event, Inbound, Message, Outbound, Personal, Seal, Ticket, Timer
from storage.ticket import merging, tickets
from storage.ticket.tickets import Standing

QUIET = timedelta(days=30)
"""A ticket about which something came or went this lately is left for now: it is being talked about."""


def tickets_due(
    session: Session, closed_before: Mapping[int, datetime], others: datetime | None, never: Collection[int], now: datetime, limit: int
) -> list[int]:
    """Tickets of which something is left and that may go, those that closed first first.

    closed_before: by code; others: of all other codes but those of `never`, None for none of them. Merged ones are found with the ticket
    that they went on as.
    """
    by_code = [(Ticket.code == code) & (Ticket.closed_at < at) for code, at in closed_before.items()]
    if others is not None:
        by_code.append(Ticket.code.not_in([*closed_before, *never]) & (Ticket.closed_at < others))
    if not by_code:
        return []
    quiet = ~_of(Inbound, Inbound.received_at > now - QUIET) & ~_of(Outbound, Outbound.created_at > now - QUIET)
    query = select(Ticket.id).where(Ticket.closed_at.is_not(None), Ticket.merged_into == "", Ticket.hold == "", or_(*by_code))
    query = query.where(_left(), quiet)
    return list(session.scalars(query.order_by(Ticket.closed_at, Ticket.id).limit(limit)))


def _left() -> ColumnElement[bool]:
    """Whether anything of a ticket is left, as extent.whole finds it: when one person was erased, what the others said is."""
    stands = or_(*(getattr(Ticket, name) != "" for name in OF_TICKET))
    said = exists(literal_column("1")).where(Message.ticket_id == Ticket.id, (Message.text != "") | (Message.by != ""))
    beside = exists(literal_column("1")).where(Event.ticket_id == Ticket.id, Personal.event_id == Event.id)
    return stands | _of(Inbound) | _of(Outbound) | said | beside


def _of(table: type[Inbound] | type[Outbound], *more: ColumnElement[bool]) -> Exists:
    return exists(literal_column("1")).where(table.ticket_id == Ticket.id, table.erased_at.is_(None), *more)


def family(session: Session, ticket_id: int) -> tuple[Standing, ...]:
    """The ticket, and those that went on as it, these first: the last one erased is the one by which all are found again."""
    return tuple(reversed(merging.family(session, tickets.get(session, ticket_id))))


def mails_due(session: Session, before: datetime, limit: int) -> list[int]:
    """Mails of no ticket that arrived before an instant and wait for nothing; no copies of a ticket's mail, and none unsealed."""
    query = select(Inbound.id).where(Inbound.received_at < before, Inbound.erased_at.is_(None), Inbound.ticket_id.is_(None))
    query = query.where(Inbound.outcome.is_not(None), ~HELD, ~bound(), _sealed(items.MAIL, Inbound))
    return list(session.scalars(query.order_by(Inbound.received_at).limit(limit)))


def letters_due(session: Session, before: datetime, limit: int) -> list[int]:
    """The same of letters."""
    query = select(Outbound.id).where(Outbound.created_at < before, Outbound.erased_at.is_(None), Outbound.ticket_id.is_(None))
    query = query.where(Outbound.outcome.is_not(None), ~answers_held(), _sealed(items.LETTER, Outbound))
    return list(session.scalars(query.order_by(Outbound.id).limit(limit)))


def _sealed(kind: str, table: type[Inbound] | type[Outbound]) -> Exists:
    return exists(literal_column("1")).where(Seal.kind == kind, Seal.of == table.id)


def forget_readers(session: Session, before: datetime) -> None:
    """Timers that say who was to read a digest long ago."""
    old = (Timer.kind == slots.READER, Timer.outcome.is_not(None), Timer.at < before)
    session.execute(delete(Timer).where(*old))


def forget_reader(session: Session, person: str) -> None:
    """The same of one person."""
    session.execute(delete(Timer).where(Timer.kind == slots.READER, Timer.outcome.is_not(None), Timer.conversation == person))

"""What is on record about one person? Mails, letters, contributions, and tickets in which they have a part."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, func, or_, select, true
from sqlalchemy.orm import Session

from storage.erasing.extent import HELD, answers_held, bound
from storage.record import items
from storage.tables import Event, Inbound, Message, Outbound, Personal, Seal, Ticket, clean


@dataclass(frozen=True, slots=True)
class Who:
    """Whom the record may name: by the directory's id ('' for nobody known there), and by mail addresses in lower case."""

    id: str
    addresses: tuple[str, ...]


def sent(who: Who) -> ColumnElement[bool]:
    """The mails that came from a person, or said so. An address that others have, or had, tells nothing where it is known who wrote."""
    own = or_(Inbound.person == who.id, Inbound.login == who.id) if who.id else false()
    from_there = or_(func.lower(Inbound.sender).in_(who.addresses), func.lower(Inbound.mail_from).in_(who.addresses))
    return or_(own, (Inbound.person == "") & Inbound.login.in_(("", who.id)) & from_there)


def told(who: Who) -> ColumnElement[bool]:
    """The letters that went to them; by address only those to nobody known."""
    own = Outbound.person == who.id if who.id else false()
    return or_(own, (Outbound.person == "") & func.lower(Outbound.recipient).in_(who.addresses))


def known_by(session: Session, address: str) -> list[str]:
    """Ids of the people whom mails from an address (in lower case), or letters to it, name. In order."""
    mails = select(Inbound.person).where(or_(func.lower(Inbound.sender) == address, func.lower(Inbound.mail_from) == address))
    letters = select(Outbound.person).where(func.lower(Outbound.recipient) == address)
    return sorted({*session.scalars(mails.distinct()), *session.scalars(letters.distinct())} - {""})


def in_payloads(session: Session, who: Who, ids: Sequence[int] | None) -> int:
    """How many events name a person in what their hash covers: by a version that kept only titles beside the chain.

    Nothing can be erased there. ids: of tickets, None for all.
    """
    if not who.id:
        return 0
    named = json.dumps(clean(who.id), ensure_ascii=False)
    query = select(Event.payload).where(Event.payload.contains(named, autoescape=True), true() if ids is None else Event.ticket_id.in_(ids))
    return sum(named in payload for payload in session.scalars(query.execution_options(yield_per=500)))


def said(who: Who) -> ColumnElement[bool]:
    """The contributions that are theirs."""
    return Message.by == who.id if who.id else false()


def stands(who: Who) -> ColumnElement[bool]:
    """The tickets whose row names them."""
    return or_(Ticket.requester == who.id, Ticket.technician == who.id, Ticket.solver == who.id)


def tickets(session: Session, who: Who) -> list[int]:
    """Tickets in which a person has a part: asked, works or worked on it, acted, wrote, was written to. In order."""
    found: set[int | None] = set(session.scalars(select(Inbound.ticket_id).where(sent(who)).distinct()))
    found |= set(session.scalars(select(Outbound.ticket_id).where(told(who)).distinct()))
    if who.id:
        found |= set(session.scalars(select(Ticket.id).where(stands(who))))
        acted = select(Event.ticket_id).join(Personal, Personal.event_id == Event.id).where(Personal.value == who.id)
        found |= set(session.scalars(acted.distinct()))
        found |= set(session.scalars(select(Message.ticket_id).where(said(who)).distinct()))
    return sorted(number for number in found if number is not None)


def loose(session: Session, who: Who, but: Sequence[int] = ()) -> tuple[list[int], list[int]]:
    """(mails, letters) of no ticket that wait for nothing, are sealed and were not erased. but: mails that go with a ticket."""
    sealed = select(Seal.of).where(Seal.kind == items.MAIL, Seal.of == Inbound.id).exists()
    mails = select(Inbound.id).where(sent(who), Inbound.ticket_id.is_(None), Inbound.outcome.is_not(None), ~HELD)
    mails = mails.where(Inbound.erased_at.is_(None), Inbound.id.not_in(but), ~bound(), sealed)
    sealed = select(Seal.of).where(Seal.kind == items.LETTER, Seal.of == Outbound.id).exists()
    letters = select(Outbound.id).where(told(who), Outbound.ticket_id.is_(None), Outbound.outcome.is_not(None))
    letters = letters.where(Outbound.erased_at.is_(None), ~answers_held(), sealed)
    return list(session.scalars(mails.order_by(Inbound.id))), list(session.scalars(letters.order_by(Outbound.id)))


def waiting(session: Session, who: Who) -> int:
    """How many mails of no ticket are held or not decided yet."""
    query = select(func.count()).select_from(Inbound).where(sent(who), Inbound.ticket_id.is_(None), Inbound.erased_at.is_(None))
    return session.scalar(query.where(HELD | Inbound.outcome.is_(None))) or 0

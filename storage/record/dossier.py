"""Which rows are the record of a ticket, for somebody who checks it elsewhere? Read as they are, and nothing of them interpreted."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from storage.record import events, seals
from storage.tables import Attachment, Event, Inbound, Message, Outbound, Personal, Seal, Stamp, Ticket

IDS = 500  # that one question names


@dataclass(frozen=True, slots=True)
class Until:
    """Where a dossier ends: nothing that happened after `at`, and no letter from the id `letter` on. Without, it holds all."""

    at: datetime | None = None
    letter: int | None = None

    def holds(self, instant: datetime) -> bool:
        """Whether something of this instant belongs into it."""
        return self.at is None or instant <= self.at


@dataclass(frozen=True, slots=True)
class Kept:
    """An event, and the personal values beside it by name; one that is committed to and not here was erased."""

    row: Event
    beside: dict[str, Personal]


def ticket(session: Session, ticket_id: int) -> Ticket:
    """The row of a ticket. Raises NoResultFound."""
    return session.get_one(Ticket, ticket_id)


def happened(session: Session, ticket_id: int, until: Until) -> list[Kept]:
    """The first events of a ticket, up to where the dossier ends."""
    found: list[Kept] = []
    for row in events.events(session, ticket_id):
        if not until.holds(row.at):
            break
        values = session.scalars(select(Personal).where(Personal.event_id == row.id))
        found.append(Kept(row, {value.name: value for value in values}))
    return found


def mails(session: Session, tickets: Collection[int], until: Until) -> list[Inbound]:
    """Every mail that belongs to one of these tickets, or that brought a word or a file of it, in the order of their ids."""
    ids = set(session.scalars(select(Inbound.id).where(Inbound.ticket_id.in_(tickets))))
    ids |= set(session.scalars(select(Message.inbound_id).where(Message.ticket_id.in_(tickets), Message.inbound_id.is_not(None))))
    ids |= set(session.scalars(select(Attachment.inbound_id).where(Attachment.ticket_id.in_(tickets))))
    rows = (row for some in _parts(ids) for row in session.scalars(select(Inbound).where(Inbound.id.in_(some)).order_by(Inbound.id)))
    return [row for row in rows if until.holds(row.received_at)]


def said(session: Session, tickets: Collection[int], until: Until) -> list[Message]:
    """What was written about these tickets, in the order in which it came."""
    rows = session.scalars(select(Message).where(Message.ticket_id.in_(tickets)).order_by(Message.at, Message.id))
    return [row for row in rows if until.holds(row.at)]


def files(session: Session, mails: Collection[int]) -> list[Attachment]:
    """The files of these mails as they were found in them, each once."""
    rows = {(row.inbound_id, row.part): row for some in _parts(mails) for row in _files(session, some)}
    return [rows[place] for place in sorted(rows)]


def _files(session: Session, mails: Sequence[int]) -> Iterator[Attachment]:
    yield from session.scalars(select(Attachment).where(Attachment.inbound_id.in_(mails)).order_by(Attachment.id.desc()))


def letters(session: Session, tickets: Collection[int], until: Until) -> list[Outbound]:
    """The letters about these tickets; the words of old ones are in their pack (archive.restore)."""
    query = select(Outbound).where(Outbound.ticket_id.in_(tickets)).order_by(Outbound.id)
    query = query if until.letter is None else query.where(Outbound.id < until.letter)
    rows = session.scalars(query.options(undefer(Outbound.body_text), undefer(Outbound.body_html)))
    return [row for row in rows if until.holds(row.created_at)]


def sealed(session: Session, kind: str, ids: Collection[int]) -> dict[int, Seal]:
    """The seals of things of a kind, by id; what came in the last seconds may have none yet."""
    rows = (row for some in _parts(ids) for row in session.scalars(select(Seal).where(Seal.kind == kind, Seal.of.in_(some))))
    return {row.of: row for row in rows}


def stamp_after(session: Session, seq: int, until: Until) -> Stamp | None:
    """The first time stamp over this seal or over one behind it, of those that were there where the dossier ends."""
    query = select(Stamp).where(Stamp.seq >= seq).order_by(Stamp.seq, Stamp.id).limit(1)
    return session.scalar(query if until.at is None else query.where(Stamp.at <= until.at))


def leaves(session: Session, first: int, last: int) -> Iterator[str]:
    """What each seal from one seq to another, both included, adds to the chain; they say nothing of what was sealed."""
    for row in seals.range_of(session, first, last):
        yield seals.leaf(row.seq, row.at, row.kind, row.of, row.item)


def _parts(ids: Collection[int]) -> Iterator[Sequence[int]]:
    found = sorted(ids)
    for start in range(0, len(found), IDS):
        yield found[start : start + IDS]

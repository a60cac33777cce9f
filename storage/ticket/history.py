"""What happened to a ticket, and which files came with it? Moves and files as they stand on record, numbered for ANEXO."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.record import events
from storage.tables import Attachment, Inbound, Message
from storage.ticket import merging

INTERNAL = 501  # the first number of a file that only the technicians' side has; below it count those that both sides have
OPENING = ("opened", "completed")  # mails that made the ticket: their files are its own, whatever was said


@dataclass(frozen=True, slots=True)
class Happened:
    """One move. by: a person's id, or `carteiro`; group: the group it went to, if it did."""

    at: datetime
    kind: str
    by: str
    group: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """One contribution to a ticket's conversation, and the number of the merged ticket that it was made to, or ''."""

    row: Message
    origin: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One file of a ticket: the number that ANEXO takes, whether the entity may have it, and its row."""

    number: int
    public: bool
    row: Attachment


def moves(session: Session, ticket_id: int) -> tuple[Happened, ...]:
    """What moved the ticket, oldest first."""
    return tuple(_happened(e.at, e.kind, e.by, e.payload) for e in events.events(session, ticket_id))


def _happened(at: datetime, kind: str, by: str, payload: str) -> Happened:
    changed = json.loads(payload).get("set", {})
    return Happened(at, kind, by, str(changed.get("group", "")))


def conversation(session: Session, ticket_id: int, origin: str = "") -> tuple[Spoken, ...]:
    """What was written, oldest first, notes included; what a merged ticket brought stands where it came in, in its own order."""
    rows = session.scalars(select(Message).where(Message.ticket_id == ticket_id).order_by(Message.id))
    parts = merging.absorbed(session, ticket_id)
    return merging.joined(
        [Spoken(row, origin) for row in rows], [(p.said, conversation(session, p.ticket.id, p.ticket.number)) for p in parts]
    )


def files(session: Session, ticket_id: int) -> tuple[Enclosed, ...]:
    """The files of what was said about a ticket and those merged into it, in their order.

    A number once given stays: new files only come after.
    """
    found = []
    ahead = {True: 1, False: INTERNAL}
    for row, public in _rows(session, ticket_id):
        found.append(Enclosed(ahead[public], public, row))
        ahead[public] += 1
    return tuple(found)


def _rows(session: Session, ticket_id: int) -> tuple[tuple[Attachment, bool], ...]:
    """Each file and whether it is public."""
    rows = list(session.scalars(select(Attachment).where(Attachment.ticket_id == ticket_id).order_by(Attachment.id)))
    said = _said(session, ticket_id, {row.inbound_id for row in rows})
    own = [(row, said[row.inbound_id]) for row in rows if row.inbound_id in said]
    return merging.joined(own, [(part.files, _rows(session, part.ticket.id)) for part in merging.absorbed(session, ticket_id)])


def _said(session: Session, ticket_id: int, mails: set[int]) -> dict[int, bool]:
    """Mail -> whether all it said is public. A mail that said nothing here is not in it: its files went to nobody."""
    opening = select(Inbound.id).where(Inbound.id.in_(mails), Inbound.outcome.in_(OPENING))
    said = dict.fromkeys(session.scalars(opening), True)
    spoken = select(Message.inbound_id, Message.public).where(Message.ticket_id == ticket_id)
    for mail, public in session.execute(spoken):
        if mail is not None:
            said[mail] = said.get(mail, True) and public
    return said

"""What of a ticket goes when one person on it is erased? All that is theirs, and whatever of the others' tells of them.

Each mail and letter of a conversation quotes the others. What somebody else wrote goes only if it names the person (name, address, CPF),
repeats what they wrote, carries a file (which is not looked into), or cannot be read: in doubt it goes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.clockwork.tools import Tools
from gateway.privacy.subject import Subject
from gateway.privacy.traces import Traces
from gateway.reader.careful import ReadingFailedError, careful_read
from storage.erasing import acts, extent, people
from storage.erasing.acts import NotYet, Refused
from storage.erasing.extent import Extent, Value
from storage.mail import inbox
from storage.record import seals
from storage.tables import Inbound, Message, Outbound, Personal, Ticket
from storage.ticket import merging, tickets
from storage.ticket.tickets import Standing

TITLE, REQUESTER = "title", "requester"


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes of one ticket. refused: why nothing may go now, ''; version: `events` of the ticket when it was looked at."""

    ticket: Standing
    extent: Extent
    version: int
    refused: str = ""


def of_number(tools: Tools, subject: Subject, number: str) -> list[int] | None:
    """The tickets to look at for one number: it, and what has become one with it. None when there is no such ticket."""
    with tools.database.reading() as session:
        ticket = tickets.find(session, number)
        if ticket is None:
            return None
        family = {one.id for one in merging.family(session, merging.heir(session, ticket))} | {ticket.id}
        return [i for i in people.tickets(session, subject.who) if i in family]


def of_all(tools: Tools, subject: Subject) -> list[int]:
    """Every ticket in which the person has a part."""
    with tools.database.reading() as session:
        return people.tickets(session, subject.who)


def plan(tools: Tools, subject: Subject, ticket_id: int) -> Plan:
    """What goes of a ticket. Raises OSError while the evidence store cannot be asked."""
    with tools.database.reading() as session:
        row = session.get_one(Ticket, ticket_id)
        standing = tickets.get(session, ticket_id)
        try:
            acts.refuse(session, row)
        except (Refused, NotYet) as why:
            return Plan(standing, Extent(), row.events, str(why))
        whole = extent.whole(session, row)
        to_look_at = sorted({*whole.letters, *extent.lists_of(session, row)})
        traces = Traces(subject, _said(session, subject, standing), row.title if _is_theirs(subject, row) else "")
        own = set(session.scalars(select(Inbound.id).where(Inbound.id.in_(whole.mails), people.sent(subject.who))))
        own |= set(extent.copies(session, own)) & set(whole.mails)
    mails = own | {mail for mail in whole.mails if mail not in own and _tells(tools, traces, mail)}
    with tools.database.reading() as session:
        letters = tuple(_letters(tools, session, subject, traces, to_look_at, mails))
        said = tuple(_contributions(session, subject, traces, whole.said, own))
        values, fields = _values(session, subject, row, traces, whole.values)
    return Plan(standing, Extent(tuple(sorted(mails)), letters, said, values, fields), row.events)


def _is_theirs(subject: Subject, row: Ticket) -> bool:
    return bool(subject.who.id) and row.requester == subject.who.id


def _said(session: Session, subject: Subject, ticket: Standing) -> list[str]:
    """What the person wrote on the ticket, and on those that became one with it."""
    family = [one.id for one in merging.family(session, merging.heir(session, ticket))]
    query = select(Message.text).where(Message.ticket_id.in_(family))
    by_mail = select(Inbound.id).where(people.sent(subject.who), Inbound.ticket_id.in_(family))
    return list(session.scalars(query.where(people.said(subject.who) | Message.inbound_id.in_(by_mail))))


def _tells(tools: Tools, traces: Traces, mail: int) -> bool:
    with tools.database.reading() as session:
        try:
            raw = inbox.raw(session, tools.evidence, mail)
        except (FileNotFoundError, LookupError):
            return True
    try:
        reading = careful_read(raw, tools.known)
    except ReadingFailedError:
        return True
    texts = (reading.subject, reading.text, reading.sender, reading.author, *reading.to)
    return bool(reading.attachments) or "budget" in reading.defects or traces.within(*texts)


def _letters(tools: Tools, session: Session, subject: Subject, traces: Traces, ids: Sequence[int], mails: set[int]) -> Iterator[int]:
    theirs = set(session.scalars(select(Outbound.id).where(Outbound.id.in_(ids), people.told(subject.who))))
    for row in seals.letters(session, tools.evidence, ids):
        files = [(source, str(part), name) for source, part, name, _ in row.files]
        carried = any(source in mails for source, _, _ in files)
        own = [text for source, part, name in files for text in ((part, name) if source is None else (name,))]
        if row.id in theirs or row.cause_id in mails or carried or traces.within(row.subject, row.body_text, *own):
            yield row.id


def _contributions(session: Session, subject: Subject, traces: Traces, ids: Sequence[int], own: set[int]) -> Iterator[int]:
    """What somebody else said stays, though the mail that it came in goes for what it quotes."""
    for row in session.scalars(select(Message).where(Message.id.in_(ids)).order_by(Message.id)):
        if row.inbound_id in own or row.by == subject.who.id or traces.within(row.text, row.who):
            yield row.id


def _values(
    session: Session, subject: Subject, row: Ticket, traces: Traces, values: Sequence[Value]
) -> tuple[tuple[Value, ...], tuple[str, ...]]:
    """The values that are theirs, or tell of them, and the fields of the ticket's row that stand for them."""
    stands = session.execute(
        select(Personal.event_id, Personal.name, Personal.value).where(Personal.event_id.in_([v.event for v in values]))
    )
    asked = _is_theirs(subject, row)
    gone = {
        (event, name)
        for event, name, value in stands
        if value == subject.who.id or (name in {TITLE, "hold"} and ((asked and name == TITLE) or traces.within(value)))
    }
    found = tuple(value for value in values if (value.event, value.name) in gone)
    fields = [name for name in (REQUESTER, "technician", "solver") if getattr(row, name) and getattr(row, name) == subject.who.id]
    if row.title and (asked or traces.within(row.title)):
        fields.append(TITLE)
    return found, tuple(fields)

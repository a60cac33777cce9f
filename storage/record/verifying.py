"""Is the whole record as it was written? Every ticket's chain and replay, the chain over all of them, and the bytes of every mail.

Each part yields one step a ticket, seal or mail: what is wrong with it, or None. It reads only, and needs no secret.
"""

import json
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from storage.record import items, replay, seals
from storage.record.findings import BLOB, CHAIN, REPLAY, UNCHECKED, Found, Gone, Step
from storage.record.sealed import Sealed
from storage.tables import Attachment, Event, Inbound, Message, Outbound, Row, Seal, Ticket, TicketDay

BATCH = 200
PATIENCE = timedelta(hours=1)  # that something may wait for its seal, while others are sealed


def counts(session: Session) -> dict[str, int]:
    """How many steps each part has: `tickets`, `seals`, `mails`."""
    of = {"tickets": Ticket.id, "seals": Seal.seq, "mails": Inbound.id}
    return {name: session.scalar(select(func.count()).select_from(column.class_)) or 0 for name, column in of.items()}


def tickets(session: Session, erased: Gone) -> Iterator[Step]:
    """Every ticket's chain, its commitments, and its row against its replay; the mails and files that its events name are on record."""
    drawn: dict[str, int] = {}
    for ticket in session.scalars(select(Ticket).order_by(Ticket.id).execution_options(yield_per=BATCH)):
        day, number = ticket.number[2:7], ticket.number[7:]
        drawn[day] = max(drawn.get(day, 0), int(number) if number.isdecimal() else 0)
        try:
            replay.check(session, ticket)
        except replay.BrokenRecord as broken:
            yield Found(broken.verdict, ticket.number, broken.what)
        else:
            yield _named(session, ticket, erased)
    yield from _without_row(session)
    yield from _days(session, drawn)


def _named(session: Session, ticket: Ticket, erased: Gone) -> Step:
    for seq, payload in session.execute(select(Event.seq, Event.payload).where(Event.ticket_id == ticket.id).order_by(Event.seq)):
        facts = json.loads(payload)["facts"]
        if "mail_sha256" in facts:
            stands = session.scalar(select(Inbound.sha256).where(Inbound.id == facts["mail"]))
            if stands != facts["mail_sha256"]:
                return Found(CHAIN, ticket.number, f"event {seq} names a mail in-{facts['mail']} of other bytes than the one on record")
            files = set(facts["files"]) if isinstance(facts.get("files"), list) else set()
            if files and facts["mail"] not in erased.mails:
                there = set(session.scalars(select(Attachment.sha256).where(Attachment.sha256.in_(files))))
                if files - there:
                    return Found(BLOB, ticket.number, f"event {seq} names a file {min(files - there)} that is on record no longer")
    return None


def _without_row(session: Session) -> Iterator[Step]:
    """A ticket whose row is gone has left something behind."""
    for rows in (Event, Inbound, Outbound, Message):
        lost = select(rows.ticket_id).where(rows.ticket_id.is_not(None), ~select(Ticket.id).where(Ticket.id == rows.ticket_id).exists())
        for number in session.scalars(lost.distinct().order_by(rows.ticket_id)):
            yield Found(CHAIN, f"ticket {number}", f"it is in no list any more: its row is gone, and {rows.__tablename__} still names it")


def _days(session: Session, drawn: dict[str, int]) -> Iterator[Step]:
    """No number is given out twice: each day goes on behind its highest one."""
    last = {row.day: row.last for row in session.scalars(select(TicketDay))}
    for day, number in sorted(drawn.items()):
        if last.get(day, 0) < number:
            yield Found(REPLAY, f"day {day}", f"its next number would be {last.get(day, 0) + 1}, and {number} was given out")


def chain(session: Session, sealed: Sealed, erased: Gone) -> Iterator[Step]:
    """Every seal: in its place, made as its kind is, of what is on record."""
    prev, seq = "", 0
    while some := list(seals.range_of(session, seq + 1, seq + BATCH)):
        sealed.read(session, some)
        for row in some:
            seq += 1
            if (row.seq, row.prev) != (seq, prev) or row.hash != seals.link(prev, seals.leaf(row.seq, row.at, row.kind, row.of, row.item)):
                yield Found(CHAIN, f"seal {seq}", f"the seal at {seq} is not the one that was made there")
                prev, seq = row.hash, row.seq
                continue
            prev = row.hash
            yield sealed.check(row, erased)
    if (end := seals.head(session).seq) > seq:
        yield Found(CHAIN, f"seal {seq + 1}", f"seals from {seq + 1} on are gone, though the chain goes on to {end}")
    yield from _overdue(session)


def _overdue(session: Session) -> Iterator[Step]:
    """What came long before the last seal was made, and has none of its own."""
    end = seals.head(session).at
    if end is None:
        return
    for kind, rows, at in (
        (items.EVENT, Event, Event.at),
        (items.MAIL, Inbound, Inbound.received_at),
        (items.LETTER, Outbound, Outbound.created_at),
    ):
        late = select(rows.id).where(at < end - PATIENCE, ~_is_sealed(kind, rows))
        for number in session.scalars(late.order_by(rows.id)):
            yield Found(UNCHECKED, f"{kind} {number}", "no seal names it yet, though later things are sealed")


def waiting(session: Session) -> int:
    """How many events, mails and letters no seal names yet."""
    total = 0
    for kind, rows in ((items.EVENT, Event), (items.MAIL, Inbound), (items.LETTER, Outbound)):
        total += session.scalar(select(func.count()).select_from(rows).where(~_is_sealed(kind, rows))) or 0
    return total


def _is_sealed(kind: str, rows: type[Row]) -> ColumnElement[bool]:
    return select(Seal.of).where(Seal.kind == kind, Seal.of == rows.__table__.c.id).exists()

"""How does what is decided once more keep the names of what was decided then? Ticket numbers, letters' ids and Message-IDs.

People answer with the number, and their mail programs with the Message-ID, that they were given then.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from gateway.clockwork.replaying.scratch import Scratch
from storage.schedule import due
from storage.schedule.timers import VOID
from storage.tables import Inbound, Outbound, Ticket, TicketDay, Timer

NEVER_DRAWN = 500_000  # tickets of one day, beyond which numbers are those of tickets that nobody opened then
NEVER_WRITTEN = 1 << 40  # ids of letters that nobody wrote then


@contextmanager
def number_of(then: Session, scratch: Scratch, mail_id: int) -> Iterator[None]:
    """While this mail is decided, a ticket that it opens gets the number that it got then, or one that nobody has."""
    number = then.scalar(select(Ticket.number).join(Inbound, Inbound.ticket_id == Ticket.id).where(Inbound.id == mail_id))
    with scratch.tools.database.writing() as session:
        if number is not None and session.scalar(select(Ticket.id).where(Ticket.number == number)) is None:
            _set(session, number[2:7], int(number[7:]) - 1)
    yield
    with scratch.tools.database.writing() as session:
        for day in session.scalars(select(TicketDay.day).where(TicketDay.last < NEVER_DRAWN)).all():
            _set(session, day, NEVER_DRAWN + mail_id)


def prepare(then: Session, scratch: Scratch) -> None:
    """Days on which tickets were opened: no other one gets a number of theirs."""
    with scratch.tools.database.writing() as session:
        for day in then.scalars(select(TicketDay.day)):
            _set(session, day, NEVER_DRAWN)


def _set(session: Session, day: str, last: int) -> None:
    row = session.get(TicketDay, day)
    if row is None:
        session.add(TicketDay(day=day, last=last))
    else:
        row.last = last
    session.flush()


def letters(then: Session, scratch: Scratch, ids: Sequence[int]) -> None:
    """Letters just written, none of them sent: each becomes the one that was written then, and leaves when, and if, that one did."""
    if not ids:
        return
    with scratch.tools.database.writing() as session:
        for row_id in (i for i in ids if i < NEVER_WRITTEN):
            above = max(session.scalar(select(func.max(Outbound.id))) or 0, NEVER_WRITTEN)
            session.execute(update(Outbound).where(Outbound.id == row_id).values(id=above + 1))
        fresh = session.scalars(select(Outbound).where(Outbound.outcome.is_(None), Outbound.id >= NEVER_WRITTEN, Outbound.attempts == 0))
        for row in fresh.all():
            old = _counterpart(then, session, row)
            if old is None:
                continue
            session.expunge(row)
            values: dict[str, object] = {"id": old.id, "message_id": old.message_id}
            if old.settled_at is not None:
                values["due_at"] = max(old.settled_at, row.created_at)
            session.execute(update(Outbound).where(Outbound.id == row.id).values(values))
            if old.outcome in {"failed", due.DEAD}:
                scratch.relay.refused[old.message_id] = old.last_error


def timers(then: Session, scratch: Scratch, after: int) -> int:
    """Timers set since the one of this id strike when they struck then, be it late; returns the newest id."""
    with scratch.tools.database.writing() as session:
        fresh = session.scalars(select(Timer).where(Timer.id > after).order_by(Timer.id)).all()
        for row in fresh:
            number = session.scalar(select(Ticket.number).where(Ticket.id == row.ticket_id))
            about = Timer.inbound_id == row.inbound_id if number is None else Ticket.number == number
            query = select(Timer.settled_at).outerjoin(Ticket, Ticket.id == Timer.ticket_id).where(about, Timer.kind == row.kind)
            query = query.where(Timer.at == row.at, Timer.round == row.round)
            query = query if number is None else query.where(Timer.outcome != VOID)  # of a ticket: void is what something else made it
            struck = then.scalar(query.order_by(Timer.id).limit(1))
            if struck is not None and row.outcome is None:
                row.due_at = max(struck, row.at)
        return max((row.id for row in fresh), default=after)


def _counterpart(then: Session, session: Session, row: Outbound) -> Outbound | None:
    """The letter of then: of the same cause, kind and round, to the same person, about the same; the first that is not there yet."""
    about = row.message_id.partition(".")[0]
    query = select(Outbound).where(
        Outbound.person == row.person,
        Outbound.kind == row.kind,
        Outbound.round == row.round,
        Outbound.cause_id.is_(None) if row.cause_id is None else Outbound.cause_id == row.cause_id,
        Outbound.message_id.startswith(f"{about}."),
    )
    found = then.scalars(query.order_by(Outbound.id)).all()
    return next((old for old in found if session.scalar(select(Outbound.id).where(Outbound.id == old.id)) is None), None)

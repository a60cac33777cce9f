"""What will happen at an instant? Timer rows: reminders and expiry, one set for each solution."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.tables import Timer

VOID = "void"
LETTER = "letter"
ASK = "ask"  # a held mail's writer is asked to confirm it
HOLD_END = "hold-end"


def set_for(session: Session, ticket_id: int, round_: int, instants: Sequence[tuple[str, datetime]]) -> None:
    """Sets timers (kind, instant) for one solution of a ticket."""
    session.add_all(Timer(ticket_id=ticket_id, round=round_, kind=kind, at=at, due_at=at) for kind, at in instants)


def follow(session: Session, ticket_id: int, round_: int, outbound_id: int, at: datetime) -> int:
    """What follows from a letter that left late, or not at all, is looked at next; returns the timer's id."""
    row = Timer(ticket_id=ticket_id, round=round_, kind=LETTER, at=at, due_at=at, outbound_id=outbound_id)
    session.add(row)
    session.flush()
    return row.id


def hold(session: Session, inbound_id: int, instants: Sequence[tuple[str, datetime]]) -> None:
    """Sets timers (kind, instant) for one held mail."""
    session.add_all(Timer(inbound_id=inbound_id, kind=kind, at=at, due_at=at) for kind, at in instants)


def void_holds(session: Session, inbound_id: int, now: datetime) -> None:
    """Ends the timers of a mail that is held no longer."""
    waiting = (Timer.inbound_id == inbound_id, Timer.outcome.is_(None))
    session.execute(update(Timer).where(*waiting).values(outcome=VOID, settled_at=now, due_at=None))


def void(session: Session, ticket_id: int, now: datetime) -> None:
    """Ends the ticket's reminders and deadline that have not struck; the one being worked on settles itself."""
    waiting = (Timer.ticket_id == ticket_id, Timer.outcome.is_(None), Timer.kind != LETTER)
    session.execute(update(Timer).where(*waiting).values(outcome=VOID, settled_at=now, due_at=None))


def pending(session: Session, until: datetime | None = None) -> list[Timer]:
    """Timers that have not struck, by instant; those due up to `until` if given."""
    query = select(Timer).where(Timer.outcome.is_(None)).order_by(Timer.at, Timer.id)
    return list(session.scalars(query.where(Timer.at <= until) if until else query))


def is_last(session: Session, timer: Timer, now: datetime) -> bool:
    """Whether no later timer of the same kind is due for the ticket at the same time."""
    same = (Timer.ticket_id == timer.ticket_id, Timer.kind == timer.kind, Timer.outcome.is_(None), Timer.at > timer.at, Timer.at <= now)
    return session.scalar(select(Timer.id).where(*same).limit(1)) is None

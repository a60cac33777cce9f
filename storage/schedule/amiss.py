"""What waits for too long, and what was set aside? A few rows of what waits are looked at, however many there are of what does not."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import Session

from storage.bounded import count
from storage.schedule.due import Claimable, is_dead, is_first
from storage.tables import ENDS, Inbound, Outbound, Timer

ENOUGH = 1000
"""What is counted no further."""
LOOKED_AT = 20_000  # undecided mails
_TABLES: tuple[Claimable, ...] = (Inbound, Outbound, Timer)


@dataclass(frozen=True, slots=True)
class Waits:
    """How many, at most ENOUGH, and since when the oldest."""

    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class SetAside:
    """Mails, letters and timers that were given up, of each at most ENOUGH; since: when the first was."""

    mails: int
    letters: int
    timers: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """An end that should have come. at: when; why: what stands on its row, the word for what it waits for."""

    at: datetime
    why: str


def untaken(session: Session, before: datetime) -> datetime | None:
    """Since when the longest has been due of what has been so since an instant, and waits for no other row: nobody takes it."""
    found = [at for table in _TABLES if (at := late(session, table, before)) is not None]
    return min(found, default=None)


def late(session: Session, table: Claimable, before: datetime) -> datetime | None:
    """The same of one kind: who is not the first of a conversation is not late for that."""
    waits = (table.outcome.is_(None), table.due_at <= before, is_first(table))
    return session.scalar(select(table.due_at).where(*waits).order_by(table.due_at).limit(1))


def mails(session: Session, before: datetime) -> Waits | None:
    """The mails that came up to an instant and are not decided: whatever they wait for, and however often that was put off."""
    undecided = select(Inbound.received_at).where(Inbound.outcome.is_(None)).limit(LOOKED_AT).subquery()
    old = select(func.count(), func.min(undecided.c.received_at)).select_from(undecided).where(undecided.c.received_at <= before)
    found, since = session.execute(old).one()
    return Waits(min(found, ENOUGH), since) if found else None


def letters(session: Session, before: datetime) -> Waits | None:
    """The letters that were written up to an instant and have not left, nor come to another end."""
    old = (Outbound.outcome.is_(None), Outbound.created_at <= before)
    since = session.scalar(select(Outbound.created_at).where(*old).order_by(Outbound.created_at).limit(1))
    if since is None:
        return None
    return Waits(count(session, Outbound, ENOUGH, *old), since)


def set_aside(session: Session) -> SetAside | None:
    """What waits for an operator's retry."""
    counts, firsts = list[int](), list[datetime]()
    for table in _TABLES:
        counts.append(count(session, table, ENOUGH, is_dead(table)))
        first = session.scalar(select(table.settled_at).where(is_dead(table)).order_by(table.settled_at).limit(1))
        firsts += [first] if first else []
    mails, letters_, timers = counts
    return SetAside(mails, letters_, timers, min(firsts)) if firsts else None


def held(session: Session, before: datetime) -> Held | None:
    """The first end of a ticket's days that should have come before an instant."""
    ends = (Timer.outcome.is_(None), Timer.kind.in_([literal_column(f"'{kind}'") for kind in ENDS]), Timer.at < before)
    row = session.execute(select(Timer.at, Timer.last_error).where(*ends).order_by(Timer.at).limit(1)).first()
    return Held(row.at, row.last_error) if row else None

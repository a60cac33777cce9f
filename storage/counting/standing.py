"""How do things stand now? What waits and since when, what is late, set aside, held or not sealed, for whoever looks every few seconds.

Each question is answered by an index of what it asks for, and counts COUNTED rows at most.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import Session

from storage.bounded import count
from storage.mail.held import HELD_REASON
from storage.mail.inbox import HELD_CLAIMED
from storage.record import seals
from storage.schedule import amiss, timers
from storage.schedule.due import Claimable, is_dead
from storage.tables import Inbound, Outbound, Ticket, Timer
from storage.ticket.lifecycle import CLOSED

COUNTED = 50_000
QUEUES: Mapping[str, Claimable] = {"mails": Inbound, "letters": Outbound, "timers": Timer}
_CREATED = {"mails": Inbound.received_at, "letters": Outbound.created_at, "timers": Timer.at}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of a kind is not settled: how many, since when the oldest, how many of them were tried more than once."""

    count: int
    oldest: datetime | None
    retrying: int


@dataclass(frozen=True, slots=True)
class Queue:
    """How one of QUEUES stands. late: since when the most overdue that somebody could take is due; dead: how many were set aside."""

    waiting: int
    oldest: datetime | None
    retrying: int
    late: datetime | None
    dead: int


@dataclass(frozen=True, slots=True)
class Held:
    """How many mails wait for somebody's word, and when the first of them came (None where there is none)."""

    count: int
    since: datetime | None


def queue(session: Session, name: str, now: datetime) -> Queue:
    """All of one of QUEUES, for who wants all of it."""
    waits = waiting(session, name)
    return Queue(waits.count, waits.oldest, waits.retrying, amiss.late(session, QUEUES[name], now), dead(session, name))


def waiting(session: Session, name: str) -> Waiting:
    """What waits in one of QUEUES."""
    table = QUEUES[name]
    waits = select(_CREATED[name].label("since"), table.attempts).where(table.outcome.is_(None))
    rows = waits.order_by(table.due_at).limit(COUNTED).subquery()
    retrying = func.count().filter(rows.c.attempts > 1)
    return Waiting(*session.execute(select(func.count(), func.min(rows.c.since), retrying).select_from(rows)).one())


def dead(session: Session, name: str) -> int:
    """How many of one of QUEUES were set aside."""
    return count(session, QUEUES[name], COUNTED, is_dead(QUEUES[name]))


def open_tickets(session: Session) -> dict[tuple[str, str], int]:
    """(status, group) -> how many tickets that are not closed have them; '' for those in no group."""
    query = select(Ticket.status, Ticket.group, func.count()).where(Ticket.status != literal_column(f"'{CLOSED}'"))
    return {(status, group): n for status, group, n in session.execute(query.group_by(Ticket.group, Ticket.status))}


def held(session: Session) -> dict[str, Held]:
    """Disposition -> the mails that are held with it: `held-claimed`, `held-code`, … A refusal without a reason has no timer."""
    ends = select(Timer.inbound_id).where(Timer.outcome.is_(None), Timer.kind == timers.HOLD_END).limit(COUNTED).subquery()
    query = select(Inbound.outcome, func.count(), func.min(Inbound.received_at)).join(ends, ends.c.inbound_id == Inbound.id)
    rows = session.execute(query.group_by(Inbound.outcome))
    found = {outcome: Held(n, since) for outcome, n, since in rows if outcome is not None and outcome.startswith("held-")}
    # In the words of the index of what is held.
    in_index: ColumnElement[bool] = literal_column(f"(outcome = '{HELD_CLAIMED}' OR outcome = '{HELD_REASON}')")
    reasons = select(Inbound.received_at).where(in_index, Inbound.outcome == HELD_REASON).limit(COUNTED).subquery()
    return found | {HELD_REASON: Held(*session.execute(select(func.count(), func.min(reasons.c.received_at)).select_from(reasons)).one())}


def unsealed(session: Session) -> int:
    """How many mails, letters and events no seal names."""
    return seals.behind(session, COUNTED)

"""What was taken in, and settled, since an instant? By index, in order of the instant, and never more rows than are asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, literal_column, select
from sqlalchemy.orm import Session

from storage.mail.held import EXPIRED
from storage.mail.outbox import RETURNED, SENT
from storage.schedule.timers import HOLD_END
from storage.tables import Event, Inbound, Outbound, Timer
from storage.ticket import lifecycle

MOVES = tuple(sorted({move for _, move in lifecycle.MOVES} - {"open"}))


@dataclass(frozen=True, slots=True)
class Settled:
    """Something that happened to a row at an instant.

    labels: what it is counted by; began: when what was settled then had begun, None where nobody waited for it; retries: tries beyond the
    first that it took.
    """

    id: int
    at: datetime
    labels: tuple[str, ...]
    began: datetime | None = None
    retries: int = 0


Read = Callable[[Session, datetime, int], list[Settled]]


def arrivals(session: Session, since: datetime, most: int) -> list[Settled]:
    """Mails that came in, by door."""
    query = select(Inbound.id, Inbound.received_at, Inbound.door).where(Inbound.received_at >= since).order_by(Inbound.received_at)
    return [Settled(number, at, (door,)) for number, at, door in _rows(session, query, most)]


def mails(session: Session, since: datetime, most: int) -> list[Settled]:
    """Mails that got a disposition, by door and disposition. Of one that was held, and got another one later, nobody waited for that."""
    was_held = exists().where(Timer.inbound_id == Inbound.id, Timer.kind == HOLD_END, Timer.outcome.is_not(None))
    again = was_held | (Inbound.outcome == EXPIRED)
    columns = (Inbound.id, Inbound.settled_at, Inbound.door, Inbound.outcome, Inbound.received_at, Inbound.attempts, again)
    query = select(*columns).where(Inbound.settled_at >= since, Inbound.outcome.is_not(None)).order_by(Inbound.settled_at)
    return [
        Settled(number, at, (door, outcome), *((None, 0) if later else (began, max(0, attempts - 1))))
        for number, at, door, outcome, began, attempts, later in _rows(session, query, most)
    ]


def letters(session: Session, since: datetime, most: int) -> list[Settled]:
    """Letters that left, or never will, by kind and outcome. One that came back later had left."""
    columns = (Outbound.id, Outbound.settled_at, Outbound.kind, Outbound.outcome, Outbound.created_at, Outbound.attempts)
    # In the words of the index of letters that lie here, which a value that is bound would not name.
    here = (Outbound.pack == literal_column("''"), Outbound.outcome.is_not(None))
    query = select(*columns).where(*here, Outbound.settled_at >= since).order_by(Outbound.settled_at)
    found = []
    for number, at, kind, outcome, began, attempts in _rows(session, query, most):
        said = SENT if outcome == RETURNED else outcome
        found.append(Settled(number, at, (kind, said), began if said == SENT else None, max(0, attempts - 1)))
    return found


def moves(session: Session, since: datetime, most: int) -> list[Settled]:
    """Moves of tickets, by kind. Without `open`, which bears the instant that the mail came in at."""
    query = select(Event.id, Event.at, Event.kind).where(Event.kind.in_(MOVES), Event.at >= since).order_by(Event.at)
    return [Settled(number, at, (kind,)) for number, at, kind in _rows(session, query, most)]


def _rows(session: Session, query: Select[*tuple[Any, ...]], most: int) -> Sequence[Any]:
    return session.execute(query.limit(most)).all()

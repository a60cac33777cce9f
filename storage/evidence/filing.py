"""Which mails still ride in the database though they are settled, and how does one leave it for the evidence store?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from storage.tables import Inbound, InboundRaw

ROWS = 32
BYTES = 4_000_000  # of one batch; a single mail may have more


@dataclass(frozen=True, slots=True)
class Riding:
    """A mail whose bytes are in the database: its id, how many they are, and their SHA-256 (hex) as the door saw them."""

    id: int
    size: int
    sha256: str


def batch(session: Session, settled_before: datetime, after: int) -> list[Riding]:
    """The next mails by id, beyond `after`, that were settled before an instant; so many as are in memory at a time."""
    query = (
        select(InboundRaw.inbound_id, Inbound.size, Inbound.sha256)
        .join(Inbound, Inbound.id == InboundRaw.inbound_id)
        .where(InboundRaw.inbound_id > after, Inbound.outcome.is_not(None), Inbound.settled_at < settled_before)
        .order_by(InboundRaw.inbound_id)
        .limit(ROWS)
    )
    found, total = list[Riding](), 0
    for row in session.execute(query):
        total += row.size
        if found and total > BYTES:
            break
        found.append(Riding(*row))
    return found


def contents(session: Session, ids: Iterable[int]) -> Mapping[int, bytes]:
    """Id -> bytes, of those that are still in the database."""
    rows = session.execute(select(InboundRaw.inbound_id, InboundRaw.content).where(InboundRaw.inbound_id.in_(ids)))
    return {number: bytes(content) for number, content in rows}


def newest(session: Session) -> int:
    """The id of the newest mail that rides in the database, 0 when there is none."""
    return session.scalar(select(func.max(InboundRaw.inbound_id))) or 0


def let_go(session: Session, ids: Sequence[int]) -> int:
    """Takes the bytes of mails out of the database; the evidence store has them durably. Returns how many were still here.

    Rows that another transaction holds at this moment are left for the next time: nobody waits here.
    """
    free = select(Inbound.id).where(Inbound.id.in_(ids), Inbound.spooled.is_(False)).order_by(Inbound.id)
    ours = list(session.scalars(free.with_for_update(skip_locked=True)))
    if ours:
        session.execute(update(Inbound).where(Inbound.id.in_(ours)).values(spooled=True))
        session.execute(delete(InboundRaw).where(InboundRaw.inbound_id.in_(ours)))
    return len(ours)


def waiting(session: Session, settled_before: datetime) -> int:
    """How many mails settled before an instant still ride in the database."""
    query = select(func.count()).select_from(InboundRaw).join(Inbound, Inbound.id == InboundRaw.inbound_id)
    return session.scalar(query.where(Inbound.outcome.is_not(None), Inbound.settled_at < settled_before)) or 0

"""What happens at an instant, and what is the operator told of?"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.column import Id
from storage.tables.row import Due, Row, dead_index, due_indexes

SLOTS = ("digests", "digest", "retention")  # kinds of timers that belong to no ticket and no mail (storage/schedule/slots.py)
_SLOT = text("kind IN ('digests', 'digest', 'retention')")
_OF_MAIL = text("inbound_id IS NOT NULL")
ENDS = ("expire", "abandon")  # kinds of timers that end a ticket's days
_ENDS = text("outcome IS NULL AND kind IN ('expire', 'abandon')")


class Timer(Due, Row):
    """Something that happens to a ticket at an instant: a reminder, an expiry, what follows from a letter (`outbound_id`).

    `round` says which solution it is about. Or to a held mail (`inbound_id`): its question, the end of its hold. Or digests:
    for one reader, `conversation` names the person.
    """

    __tablename__ = "timer"
    __table_args__ = (
        *due_indexes("timer"),
        dead_index("timer"),
        Index("ix_timer_ends", "at", sqlite_where=_ENDS, postgresql_where=_ENDS),
        Index("ix_timer_held", "inbound_id", sqlite_where=_OF_MAIL, postgresql_where=_OF_MAIL),
        Index("uq_timer_slot", "kind", "at", "conversation", unique=True, sqlite_where=_SLOT, postgresql_where=_SLOT),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column()
    round: Mapped[int] = mapped_column(default=0)
    outbound_id: Mapped[int | None] = mapped_column(ForeignKey("outbound.id"))
    inbound_id: Mapped[int | None] = mapped_column(ForeignKey("inbound.id"))


class Alarm(Row):
    """What the operator is, or is soon to be, told of: a named check that is red (gateway/console/health/), once for all processes.

    since: when it began; first_at, seen_at: when it was first, and last, seen red by anybody; told_at: when the letter was written.
    """

    __tablename__ = "alarm"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    since: Mapped[datetime] = mapped_column()
    first_at: Mapped[datetime] = mapped_column()
    seen_at: Mapped[datetime] = mapped_column()
    told_at: Mapped[datetime | None] = mapped_column()

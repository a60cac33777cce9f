"""Which tickets are there, with what was written and which files?"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.column import Id
from storage.tables.row import Row


class Ticket(Row):
    """A ticket as it stands: always the replay of its events."""

    __tablename__ = "ticket"
    __table_args__ = (
        # What digests count (storage/counting/counts.py).
        Index("ix_ticket_opened", "group", "opened_at", "code"),
        Index("ix_ticket_answered", "group", "first_answer_at", "opened_at"),
        Index("ix_ticket_solved", "group", "solved_at", "opened_at"),
        Index("ix_ticket_closed", "group", "closed_at"),
        Index(
            "ix_ticket_open",
            "group",
            "status",
            "opened_at",
            sqlite_where=text("status != 'closed'"),
            postgresql_where=text("status != 'closed'"),
        ),
        Index("ix_ticket_entity", "entity", "status", "opened_at"),
        Index("ix_ticket_lead", "group", "code", sqlite_where=text("incident = number"), postgresql_where=text("incident = number")),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    status: Mapped[str] = mapped_column(String(10))
    code: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column()
    entity: Mapped[str] = mapped_column(String(40))
    requester: Mapped[str] = mapped_column()
    group: Mapped[str] = mapped_column(String(80), default="")
    technician: Mapped[str] = mapped_column(default="")
    solver: Mapped[str] = mapped_column(default="")
    confidential: Mapped[bool] = mapped_column(default=False)
    round: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str] = mapped_column(String(20), default="")
    merged_into: Mapped[str] = mapped_column(String(20), default="")
    incident: Mapped[str] = mapped_column(String(20), default="", server_default=text("''"), index=True)
    opened_at: Mapped[datetime] = mapped_column()
    updated_at: Mapped[datetime] = mapped_column()
    solved_at: Mapped[datetime | None] = mapped_column()
    closed_at: Mapped[datetime | None] = mapped_column()
    deadline_at: Mapped[datetime | None] = mapped_column()
    first_answer_due_at: Mapped[datetime | None] = mapped_column()
    first_answer_at: Mapped[datetime | None] = mapped_column()
    solution_due_at: Mapped[datetime | None] = mapped_column()
    opened_by_mail: Mapped[int | None] = mapped_column()
    hold: Mapped[str] = mapped_column(default="", server_default=text("''"))
    events: Mapped[int] = mapped_column(default=0)
    head: Mapped[str] = mapped_column(String(64), default="")


class TicketDay(Row):
    """The last sequence drawn for a day's number (`61122`): never reset, so a number is never reused."""

    __tablename__ = "ticket_day"

    day: Mapped[str] = mapped_column(String(5), primary_key=True)
    last: Mapped[int] = mapped_column()


class Message(Row):
    """One contribution to a ticket's conversation. `public` is False for what the entity never sees; `round` is set on a solution."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    inbound_id: Mapped[int | None] = mapped_column(ForeignKey("inbound.id"))
    at: Mapped[datetime] = mapped_column()
    by: Mapped[str] = mapped_column()
    who: Mapped[str] = mapped_column()
    side: Mapped[str] = mapped_column(String(20))
    public: Mapped[bool] = mapped_column(default=True)
    round: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column()


class Attachment(Row):
    """One file in a mail: a view into the raw bytes (part index), with the digest of its decoded content."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_shown", "sha256", sqlite_where=text("inline = 1"), postgresql_where=text("inline")),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    inbound_id: Mapped[int] = mapped_column(ForeignKey("inbound.id"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    part: Mapped[int] = mapped_column()
    name: Mapped[str] = mapped_column()
    original_name: Mapped[str] = mapped_column()
    type: Mapped[str] = mapped_column()
    size: Mapped[int] = mapped_column()
    sha256: Mapped[str] = mapped_column(String(64))
    inline: Mapped[bool] = mapped_column(default=False)
    evidence: Mapped[bool] = mapped_column(default=True)

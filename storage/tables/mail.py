"""Which mails came in, which letters go out, and who was asked about what?"""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.column import Id
from storage.tables.row import Due, Row, dead_index, due_indexes

MESSAGE_ID_KEPT = 250  # characters of a Message-ID that are compared: an index takes no more than some 2,700 bytes
_HELD = text("outcome = 'held-claimed' OR outcome = 'held-reason'")


class Inbound(Due, Row):
    """One arrival of a mail: the envelope and the proof as the door saw them, and what became of it."""

    __tablename__ = "inbound"
    __table_args__ = (
        *due_indexes("inbound"),
        dead_index("inbound"),
        Index("ix_inbound_conversation", "conversation", "received_at"),
        Index("ix_inbound_held", "outcome", "person", sqlite_where=_HELD, postgresql_where=_HELD),
        Index("ix_inbound_settled", "settled_at"),  # what metrics count (storage/counting/settled.py)
        # What was erased, and may have left bytes behind (storage/erasing/forgetting.py).
        Index(
            "ix_inbound_left",
            "sha256",
            sqlite_where=text("erased_at IS NOT NULL AND spooled = 1"),
            postgresql_where=text("erased_at IS NOT NULL AND spooled"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    received_at: Mapped[datetime] = mapped_column(index=True)
    door: Mapped[str] = mapped_column(String(10))
    peer: Mapped[str] = mapped_column(default="")
    helo: Mapped[str] = mapped_column(default="")
    tls: Mapped[str] = mapped_column(default="")
    login: Mapped[str] = mapped_column(default="")
    mail_from: Mapped[str] = mapped_column(default="")
    hop: Mapped[str] = mapped_column(String(10), default="", server_default=text("''"))
    rcpt_to: Mapped[list[str]] = mapped_column()
    size: Mapped[int] = mapped_column()
    sha256: Mapped[str] = mapped_column(String(64))
    spooled: Mapped[bool] = mapped_column(default=False)
    # what the reader and the desk found
    message_id: Mapped[str] = mapped_column(String(MESSAGE_ID_KEPT), default="", index=True)
    digest: Mapped[str] = mapped_column(String(64), default="", index=True)
    sender: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    person: Mapped[str] = mapped_column(default="")
    proof: Mapped[str] = mapped_column(String(10), default="")
    verdict: Mapped[dict[str, Any] | None] = mapped_column()
    echo: Mapped[str] = mapped_column(String(16), default="", server_default=text("''"))
    released_by: Mapped[str] = mapped_column(String(40), default="", server_default=text("''"))
    flags: Mapped[list[str]] = mapped_column(default=list)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    duplicate_of: Mapped[int | None] = mapped_column(ForeignKey("inbound.id"))
    erased_at: Mapped[datetime | None] = mapped_column()


class InboundRaw(Row):
    """The raw RFC 5322 bytes of a mail that rides in the database (bigger ones are spooled into the evidence store)."""

    __tablename__ = "inbound_raw"

    inbound_id: Mapped[int] = mapped_column(ForeignKey("inbound.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Effect(Row):
    """Which arrival of a mail took effect: one digest, one effect."""

    __tablename__ = "effect"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    inbound_id: Mapped[int] = mapped_column(ForeignKey("inbound.id"))


class Question(Row):
    """One CONFIRMAR question: to whom, on account of which held mail, and on which local day (`2026-11-23`): one a day at most."""

    __tablename__ = "question"
    __table_args__ = (Index("uq_question_a_day", "person", "day", unique=True),)

    cause_id: Mapped[int] = mapped_column(ForeignKey("inbound.id"), primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[str] = mapped_column(String(10))


class Questioned(Row):
    """A held mail that a question listed."""

    __tablename__ = "questioned"
    __table_args__ = (ForeignKeyConstraint(["cause_id", "person"], ["question.cause_id", "question.person"]),)

    cause_id: Mapped[int] = mapped_column(Id, primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    inbound_id: Mapped[int] = mapped_column(ForeignKey("inbound.id"), primary_key=True, index=True)


_UNPACKED = text("pack = '' AND outcome IS NOT NULL")
_WORDS_LEFT = text("erased_at IS NOT NULL AND pack != '' AND pack != 'erased'")


class Outbound(Due, Row):
    """One letter to one person. Sent at least once, always with the same Message-ID.

    registro: the head of the record when it was written (gateway/post/registered.py); pack: where its words, and those of its own files,
    went long after it left (storage/evidence/archive.py); '' while they are here.
    """

    __tablename__ = "outbound"
    __table_args__ = (
        *due_indexes("outbound"),
        dead_index("outbound"),
        Index("ix_outbound_oldest", "created_at", sqlite_where=text("outcome IS NULL"), postgresql_where=text("outcome IS NULL")),
        Index("ix_outbound_thread", "ticket_id", "person", "id"),
        Index("ix_outbound_told", "person", "created_at"),
        Index("ix_outbound_unpacked", "settled_at", sqlite_where=_UNPACKED, postgresql_where=_UNPACKED),
        Index("ix_outbound_left", "pack", sqlite_where=_WORDS_LEFT, postgresql_where=_WORDS_LEFT),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column()
    kind: Mapped[str] = mapped_column(String(40))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))
    cause_id: Mapped[int | None] = mapped_column(ForeignKey("inbound.id"), index=True)
    round: Mapped[int] = mapped_column(default=0)
    answer: Mapped[bool] = mapped_column(default=False)
    person: Mapped[str] = mapped_column(default="")
    recipient: Mapped[str] = mapped_column()
    message_id: Mapped[str] = mapped_column(String(255), unique=True)
    in_reply_to: Mapped[str] = mapped_column(default="")
    references: Mapped[list[str]] = mapped_column(default=list)
    reply_to: Mapped[str] = mapped_column(default="")
    recipient_name: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column()
    body_text: Mapped[str] = mapped_column(deferred=True)
    body_html: Mapped[str] = mapped_column(deferred=True)
    files: Mapped[list[Any]] = mapped_column(default=list)
    registro: Mapped[str] = mapped_column(default="", server_default=text("''"))
    pack: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"))
    erased_at: Mapped[datetime | None] = mapped_column()

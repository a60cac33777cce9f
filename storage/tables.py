"""What is kept, as tables: every row that someone must act on carries due_at, attempts, outcome and last_error."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """A point in time: timezone-aware going in, UTC coming out, on SQLite as on PostgreSQL."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC for the database; naive datetimes are a fault of ours."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a timezone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC from the database; SQLite keeps no zone."""
        if value is None or value.tzinfo is not None:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


def clean(value: str) -> str:
    """Text that every database takes: without NUL and lone surrogates (PostgreSQL refuses both)."""
    if value.isascii() and "\x00" not in value:
        return value
    return value.replace("\x00", "").encode("utf-8", "replace").decode()


class Words(TypeDecorator[str]):
    """Text of any length, cleaned on its way in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """See clean."""
        return None if value is None else clean(value)


MESSAGE_ID_KEPT = 250  # characters of a Message-ID that are compared: an index takes no more than some 2,700 bytes

Id = BigInteger().with_variant(Integer, "sqlite")


class Row(DeclarativeBase):
    """Every table of Carteiro."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Instant, dict[str, Any]: JSON, list[str]: JSON, list[Any]: JSON, str: Words}


class Due:
    """A row someone must act on: falls due, is claimed, is settled with an outcome (house rule: the row is the truth)."""

    due_at: Mapped[datetime | None] = mapped_column()
    attempts: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str | None] = mapped_column(String(40))
    last_error: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None] = mapped_column()
    conversation: Mapped[str] = mapped_column(String(200), default="")


def due_indexes(table: str) -> tuple[Index, ...]:
    """The two questions asked of a due row: what is due, and does an earlier one of its conversation still wait?"""
    waiting = text("outcome IS NULL")
    return (
        Index(f"ix_{table}_due", "due_at", sqlite_where=waiting, postgresql_where=waiting),
        Index(f"ix_{table}_waiting", "conversation", "id", sqlite_where=waiting, postgresql_where=waiting),
    )


def dead_index(table: str) -> Index:
    """What was set aside, and waits for an operator."""
    dead = text("outcome = 'dead'")
    return Index(f"ix_{table}_dead", "settled_at", sqlite_where=dead, postgresql_where=dead)


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


class Mailbox(Row):
    """One IMAP mailbox (`user@host/folder`): what of it counts, until when all of it is on record, and what is wrong with it.

    Mails with a UID from `first_uid` on count; with `looks_back` also older ones that arrived (INTERNALDATE) since `since`.
    """

    __tablename__ = "mailbox"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(255), unique=True)
    uidvalidity: Mapped[int] = mapped_column(BigInteger, default=0)
    first_uid: Mapped[int] = mapped_column(BigInteger, default=1)
    since: Mapped[datetime | None] = mapped_column()
    looks_back: Mapped[bool] = mapped_column(default=False)
    backlog: Mapped[str] = mapped_column(default="")
    left_alone: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime] = mapped_column()
    whole_at: Mapped[datetime | None] = mapped_column()
    trouble: Mapped[str] = mapped_column(String(20), default="")
    detail: Mapped[str] = mapped_column(default="")
    trouble_since: Mapped[datetime | None] = mapped_column()
    told: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Pickup(Row):
    """One mail seen in a mailbox: claimed, put on record (`inbound_id`), then filed in `folder` there under `folder_uid`.

    due_at: the next try to fetch or to file it; outcome: `filed`, `copied`, `gone`, `unfetchable`, `quarantined`, or nothing yet.
    """

    __tablename__ = "pickup"
    __table_args__ = (
        Index("uq_pickup_mail", "mailbox_id", "uidvalidity", "uid", unique=True),
        Index("ix_pickup_filed", "mailbox_id", "filed_at"),
        Index("ix_pickup_open", "mailbox_id", sqlite_where=text("outcome IS NULL"), postgresql_where=text("outcome IS NULL")),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    mailbox_id: Mapped[int] = mapped_column(ForeignKey("mailbox.id"))
    uidvalidity: Mapped[int] = mapped_column(BigInteger)
    uid: Mapped[int] = mapped_column(BigInteger)
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    internal_date: Mapped[datetime | None] = mapped_column()
    seen_at: Mapped[datetime] = mapped_column()
    tries: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None] = mapped_column()
    due_at: Mapped[datetime | None] = mapped_column()
    last_error: Mapped[str] = mapped_column(default="")
    inbound_id: Mapped[int | None] = mapped_column(ForeignKey("inbound.id"), index=True)
    outcome: Mapped[str | None] = mapped_column(String(20))
    filed_at: Mapped[datetime | None] = mapped_column()
    folder: Mapped[str] = mapped_column(default="")
    folder_validity: Mapped[int] = mapped_column(BigInteger, default=0)
    folder_uid: Mapped[int] = mapped_column(BigInteger, default=0)


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


class Effect(Row):
    """Which arrival of a mail took effect: one digest, one effect."""

    __tablename__ = "effect"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    inbound_id: Mapped[int] = mapped_column(ForeignKey("inbound.id"))


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


class Event(Row):
    """One fact of a ticket's record, append-only. hash = SHA-256 of `payload`, which holds the previous hash."""

    __tablename__ = "event"
    __table_args__ = (Index("uq_event_place", "ticket_id", "seq", unique=True), Index("ix_event_moved", "kind", "at", "ticket_id"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    seq: Mapped[int] = mapped_column()
    at: Mapped[datetime] = mapped_column()
    kind: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column()
    payload: Mapped[str] = mapped_column()
    prev: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class Personal(Row):
    """A personal value that an event commits to: erasing value and salt leaves the chain whole (LGPD art. 16)."""

    __tablename__ = "personal"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    value: Mapped[str] = mapped_column()


class Seal(Row):
    """One place in the chain over everything on record: what stands at `seq` (1, 2, 3, … without a gap), of kind `event`, `mail`, `letter`
    (`of`: its id) or `operator` (`said`: the act, in canonical JSON).

    item: SHA-256 of what is sealed; commitment: to what is personal in it, '' where nothing is; salt: of that, nothing once it was erased;
    hash = SHA-256(prev + leaf), leaf = SHA-256 of the canonical JSON of {at, item, kind, of, seq} (storage/record/seals.py).
    """

    __tablename__ = "seal"
    __table_args__ = (Index("uq_seal_of", "kind", "of", unique=True),)

    seq: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column()
    kind: Mapped[str] = mapped_column(String(10))
    of: Mapped[int] = mapped_column(BigInteger)
    item: Mapped[str] = mapped_column(String(64))
    commitment: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"))
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    said: Mapped[str] = mapped_column(default="", server_default=text("''"))
    prev: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class Stamp(Row):
    """A time-stamp token (RFC 3161, DER) of an authority over the hash (`head`) of the seal at `seq`."""

    __tablename__ = "stamp"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, index=True)
    head: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column()
    authority: Mapped[str] = mapped_column()
    token: Mapped[bytes] = mapped_column(LargeBinary)


class Mark(Row):
    """Something that is known of this database as a whole, by name: `backup`, in a copy, from where on the original went its own way."""

    __tablename__ = "mark"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    said: Mapped[dict[str, Any]] = mapped_column()


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


_SLOT = text("kind IN ('digests', 'digest', 'retention')")
_OF_MAIL = text("inbound_id IS NOT NULL")
ENDS = ("expire", "abandon")  # kinds of timers that end a ticket's days
_ENDS = text("outcome IS NULL AND kind IN ('expire', 'abandon')")
SLOTS = ("digests", "digest", "retention")  # kinds of timers that belong to no ticket and no mail (storage/schedule/slots.py)


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

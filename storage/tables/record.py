"""What can nobody alter unseen? Events, the seals over all of it, and their time-stamps."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.column import Id
from storage.tables.row import Row


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

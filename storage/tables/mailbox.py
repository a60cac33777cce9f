"""Which mailboxes are read, and which mails were seen in them?"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.column import Id
from storage.tables.row import Row


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

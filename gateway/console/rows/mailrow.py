"""What does a list say of a mail? One row for each, the same keys for all of a kind."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from storage.counting.reconciliation import IMAP
from storage.tables import Inbound, Outbound, Pickup

IN, OUT, SEEN = "in", "out", "box"
Local = Callable[[datetime], datetime]


def inbound(row: Inbound, local: Local, held_until: datetime | None = None) -> dict[str, Any]:
    """A mail on record; held_until: when it is set aside unless somebody answers."""
    return {
        "id": f"{IN}-{row.id}",
        "at": local(row.received_at),
        "way": IN,
        "disposition": row.outcome or "waiting",
        "held_until": _when(held_until, local),
        "door": row.door,
        "from": row.sender or row.mail_from,
        "to": list(row.rcpt_to),
        "subject": row.subject,
        "proof": row.proof,
        "size": row.size,
        "sha256": row.sha256,
        "bytes_in": "" if row.erased_at else "evidence" if row.spooled else "database",
        "ticket_id": row.ticket_id,
        "duplicate_of": row.duplicate_of,
        "attempts": row.attempts,
        "due_at": _when(row.due_at, local),
        "last_error": row.last_error,
        "flags": row.flags,
        "erased_at": _when(row.erased_at, local),
    }


def envelope(row: Inbound, local: Local) -> dict[str, Any]:
    """What the door saw."""
    names = ("peer", "helo", "tls", "login", "mail_from", "hop", "message_id", "digest", "person", "verdict", "released_by")
    return {name: getattr(row, name) for name in names} | {"settled_at": _when(row.settled_at, local)}


def outbound(row: Outbound, local: Local) -> dict[str, Any]:
    """A letter."""
    return {
        "id": f"{OUT}-{row.id}",
        "at": local(row.created_at),
        "way": OUT,
        "disposition": row.outcome or "waiting",
        "letter": row.kind,
        "from": "",
        "to": [row.recipient],
        "subject": row.subject,
        "ticket_id": row.ticket_id,
        "attempts": row.attempts,
        "due_at": _when(row.due_at, local),
        "last_error": row.last_error,
        "erased_at": _when(row.erased_at, local),
    }


def only_seen(row: Pickup, mailbox: str, local: Local) -> dict[str, Any]:
    """A mail that a mailbox showed and that is not on record."""
    return {
        "id": f"{SEEN}-{row.id}",
        "at": local(row.internal_date or row.seen_at),
        "way": IN,
        "disposition": row.outcome or "waiting",
        "door": IMAP,
        "from": "",
        "to": [],
        "subject": "",
        "size": row.size,
        "attempts": row.tries,
        "due_at": _when(row.due_at, local),
        "last_error": row.last_error,
    } | place(row, mailbox, local)


def place(row: Pickup, mailbox: str, local: Local) -> dict[str, Any]:
    """Where a mail came in a mailbox, and where it lies there now. filing_error: why it is not filed yet, or not where it belongs."""
    names = ("uidvalidity", "uid", "folder", "folder_validity", "folder_uid")
    unfiled = row.inbound_id is not None and (row.outcome is None or row.due_at is not None)
    filed = {"filed": row.outcome, "filed_at": _when(row.filed_at, local), "filing_error": row.last_error if unfiled else ""}
    return {"mailbox": mailbox, "mailbox_id": row.mailbox_id} | filed | {n: getattr(row, n) for n in names}


def in_mailbox(mailbox: str, filed: str | None, folder: str) -> dict[str, Any]:
    """What a list says of where a mail came out of a mailbox."""
    return {"mailbox": mailbox, "filed": filed, "folder": folder}


def _when(instant: datetime | None, local: Local) -> datetime | None:
    return local(instant) if instant else None

"""What is decided otherwise now? What is on record of each mail, as it was read and decided then, beside the same of today."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import Attachment, Event, Inbound, Message, Outbound, Ticket

READ = ("message_id", "digest", "sender", "subject", "echo", "files")
DECIDED = ("disposition", "person", "proof", "ticket", "duplicate_of", "flags", "moves", "said", "letters")
OF_PEOPLE = frozenset({"stranger", "not-entitled", "not-theirs"})
SHORT = 16  # characters of a digest that is only compared


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs about one mail (names of READ and DECIDED, then -> now).

    maybe: why it may differ for what is not kept rather than by today's code: `directory`, `proof`, or ''. follows: the first mail
    with a difference that this one stood in a conversation with, or None; what is decided about a mail depends on those before it.
    """

    mail_id: int
    was: Mapping[str, Any]
    would: Mapping[str, Any]
    maybe: str
    follows: int | None


class Differing:
    """Compares mail by mail, in the order of arrival. then: the record; now: the scratch; unasked: mails without a kept verdict."""

    def __init__(self, then: Session, now: Session, unasked: set[int]) -> None:
        self._then = then
        self._now = now
        self._unasked = unasked
        self._first: dict[str, int] = {}  # ticket or conversation -> the first mail there that differs

    def of(self, mail_id: int) -> Difference | None:
        """What differs about a mail, or None."""
        row = self._then.get_one(Inbound, mail_id)
        was, would = _facts(self._then, mail_id), _facts(self._now, mail_id)
        if would["ticket"] and self._then.scalar(select(Ticket.id).where(Ticket.number == would["ticket"])) is None:
            would["ticket"] = "(new)"
        names = [name for name in (*READ, *DECIDED) if was[name] != would[name]]
        if not names:
            return None
        stood = [key for key in (str(was["ticket"]), str(would["ticket"]), row.conversation) if key and key != "(new)"]
        before = [self._first[key] for key in stood if key in self._first]
        for key in stood:
            self._first.setdefault(key, mail_id)
        read = any(name in READ for name in names)
        return Difference(
            mail_id,
            {name: was[name] for name in names},
            {name: would[name] for name in names},
            "" if read else self._maybe(mail_id, was, would, names),
            None if read or not before else min(before),
        )

    def _maybe(self, mail_id: int, was: Mapping[str, Any], would: Mapping[str, Any], names: list[str]) -> str:
        if "person" in names or not OF_PEOPLE.isdisjoint((was["disposition"], would["disposition"])):
            return "directory"
        if "proof" in names or mail_id in self._unasked:
            return "proof"
        return "directory" if names == ["letters"] else ""


def _facts(session: Session, mail_id: int) -> dict[str, Any]:
    """All that is compared, by name; the same for the record and the scratch."""
    row = session.get_one(Inbound, mail_id)
    number = session.scalar(select(Ticket.number).where(Ticket.id == row.ticket_id)) or ""
    files = session.scalars(select(Attachment).where(Attachment.inbound_id == mail_id).order_by(Attachment.part))
    said = session.scalars(select(Message).where(Message.inbound_id == mail_id).order_by(Message.id))
    letters = session.execute(select(Outbound.kind, Outbound.person).where(Outbound.cause_id == mail_id))
    return {
        "message_id": row.message_id,
        "digest": row.digest,
        "sender": row.sender,
        "subject": row.subject,
        "echo": row.echo,
        "files": [f"{a.part} {a.name} {a.type} {a.size} {a.sha256[:SHORT]}{' evidence' if a.evidence else ''}" for a in files],
        "disposition": row.outcome or "waiting",
        "person": row.person,
        "proof": row.proof,
        "ticket": number,
        "duplicate_of": f"in-{row.duplicate_of}" if row.duplicate_of else "",
        "flags": sorted(row.flags),
        "moves": _moves(session, row),
        "said": [f"{m.side} {'public' if m.public else 'internal'} {_mark(m.text)}" for m in said],
        "letters": sorted(f"{kind} {person}" for kind, person in letters),
    }


def _moves(session: Session, row: Inbound) -> list[str]:
    """The moves of its ticket that this mail made."""
    if row.ticket_id is None:
        return []
    events = session.execute(select(Event.kind, Event.payload).where(Event.ticket_id == row.ticket_id).order_by(Event.seq))
    return [kind for kind, payload in events if json.loads(payload)["facts"].get("mail") == row.id]


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:SHORT]

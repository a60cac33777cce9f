"""What is on record of a mailbox, and what of it lies still in the intake folder: on record and not filed, copied, left to a person?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.mailbox.mailboxes import Start
from storage.mailbox.pickups import COPIED, FILED, QUARANTINED, UNFETCHABLE
from storage.tables import Mailbox, Pickup

RECORDED, ELSEWHERE, FETCHING = "recorded", "elsewhere", "fetching"


@dataclass(frozen=True, slots=True)
class Unfiled:
    """Mails on record that their folder did not take. since: when the first of them was seen; said: the server's words about the last."""

    mails: int
    since: datetime
    said: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A mailbox on record. number: its id, 0 before it was tried; start: what of it counts, None before its first look.

    lies: UID -> what became of a mail that was seen under `start.uidvalidity` and not moved away: `recorded` and to be filed,
    `elsewhere` (a copy is filed, or a person has it), or `fetching`.
    """

    number: int = 0
    start: Start | None = None
    lies: Mapping[int, str] = field(default_factory=dict)
    unfiled: Unfiled | None = None


def standing(session: Session, name: str) -> Standing:
    """What is on record of a mailbox."""
    row = session.scalar(select(Mailbox).where(Mailbox.name == name))
    if row is None:
        return Standing()
    if row.since is None:
        return Standing(row.id)
    start = Start(row.uidvalidity, row.first_uid, row.since, row.looks_back, row.backlog, row.left_alone)
    return Standing(row.id, start, _lies(session, row), _unfiled(session, row))


def _lies(session: Session, mailbox: Mailbox) -> dict[int, str]:
    query = select(Pickup.uid, Pickup.inbound_id, Pickup.outcome).where(
        Pickup.mailbox_id == mailbox.id,
        Pickup.uidvalidity == mailbox.uidvalidity,
        Pickup.outcome.is_(None) | Pickup.outcome.not_in((FILED, QUARANTINED)),
    )
    return {uid: _lie(inbound, outcome) for uid, inbound, outcome in session.execute(query)}


def _lie(inbound: int | None, outcome: str | None) -> str:
    if outcome in {COPIED, UNFETCHABLE}:
        return ELSEWHERE
    return FETCHING if inbound is None else RECORDED


def _unfiled(session: Session, mailbox: Mailbox) -> Unfiled | None:
    refused = (Pickup.mailbox_id == mailbox.id, Pickup.inbound_id.is_not(None), Pickup.outcome.is_(None), Pickup.last_error != "")
    rows = session.execute(select(Pickup.seen_at, Pickup.last_error).where(*refused).order_by(Pickup.id)).all()
    return Unfiled(len(rows), min(row.seen_at for row in rows), rows[-1].last_error) if rows else None

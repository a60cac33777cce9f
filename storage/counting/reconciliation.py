"""Has every mail that came in a disposition? Counted for each door, mailbox and local day; what a mailbox only showed counts too."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from storage.counting.reckoning import Epoch, Whole
from storage.mailbox.mailboxes import RETIRED
from storage.record.items import MAIL
from storage.tables import Inbound, Mailbox, Pickup, Seal

IMAP = "imap"
QUARTER = 900  # seconds; everywhere on earth a day turns at a full quarter of an hour


@dataclass(frozen=True, slots=True)
class Day:
    """Mails that arrived on a local day (`2026-11-23`) by a door; mailbox: its name, '' for other doors."""

    day: str
    door: str
    mailbox: str
    received: int
    settled: int

    @property
    def without(self) -> int:
        """How many have no disposition yet."""
        return self.received - self.settled


def by_day(session: Session, local: Callable[[datetime], datetime]) -> list[Day]:
    """All days, doors and mailboxes in order. local: an instant on the office's clock."""
    received: Counter[tuple[str, str, str]] = Counter()
    settled: Counter[tuple[str, str, str]] = Counter()
    for door, name, arrived, mails, done in (*_on_record(session), *_only_seen(session)):
        key = (f"{local(arrived):%Y-%m-%d}", door, name)
        received[key] += mails
        settled[key] += done
    return [Day(*key, n, settled[key]) for key, n in sorted(received.items())]


def only_seen(session: Session) -> Sequence[tuple[Pickup, str]]:
    """Mails that a mailbox showed and that are not on record, with the mailbox's name, in order of their arrival."""
    query = select(Pickup, Mailbox.name).join(Mailbox, Mailbox.id == Pickup.mailbox_id).where(Pickup.inbound_id.is_(None))
    return [(row, name) for row, name in session.execute(query.order_by(Pickup.id))]


def place(session: Session, inbound_id: int) -> tuple[Pickup, str] | None:
    """Where a mail lay in a mailbox and where it lies now, and the mailbox's name; None when it came by another door."""
    query = select(Pickup, Mailbox.name).join(Mailbox, Mailbox.id == Pickup.mailbox_id).where(Pickup.inbound_id == inbound_id)
    row = session.execute(query).first()
    return (row[0], row[1]) if row else None


def places(session: Session) -> dict[int, tuple[str, str | None, str]]:
    """Of every mail on record that came out of a mailbox, by its id: the mailbox's name, how it was filed, and the folder."""
    query = select(Inbound.id, Mailbox.name, Pickup.outcome, Pickup.folder).join(Pickup, Pickup.inbound_id == Inbound.id)
    rows = session.execute(query.join(Mailbox, Mailbox.id == Pickup.mailbox_id))
    return {mail: (name, outcome, folder) for mail, name, outcome, folder in rows}


def unreadable(session: Session, names: Sequence[str], now: datetime) -> list[tuple[str, str, datetime]]:
    """Mailboxes with which something is wrong: name, the word for it, since when.

    names: those of our settings; others count while somebody has tried to read them within a week.
    """
    query = select(Mailbox.name, Mailbox.trouble, Mailbox.trouble_since).where(
        Mailbox.trouble != "", or_(Mailbox.name.in_(names), Mailbox.tried_at > now - RETIRED)
    )
    return [(name, why, since or now) for name, why, since in session.execute(query.order_by(Mailbox.name))]


def missing(session: Session) -> list[int]:
    """Ids of mails that the record sealed and that are on record no longer: nothing of ours takes a mail away."""
    gone = select(Seal.of).where(Seal.kind == MAIL, ~exists().where(Inbound.id == Seal.of))
    return list(session.scalars(gone.order_by(Seal.of)))


def _on_record(session: Session) -> list[tuple[str, str, datetime, int, int]]:
    """Door, mailbox, a quarter of an hour, and how many mails it brought, how many of them settled: the database counts millions."""
    quarter = Whole(Epoch(Inbound.received_at) / QUARTER).label("quarter")
    query = select(Inbound.door, Mailbox.name, quarter, func.count(), func.count(Inbound.outcome)).select_from(Inbound)
    query = query.outerjoin(Pickup, Pickup.inbound_id == Inbound.id).outerjoin(Mailbox, Mailbox.id == Pickup.mailbox_id)
    rows = session.execute(query.group_by(Inbound.door, Mailbox.name, quarter))
    return [(door, name or "", datetime.fromtimestamp(at * QUARTER, UTC), mails, done) for door, name, at, mails, done in rows]


def _only_seen(session: Session) -> list[tuple[str, str, datetime, int, int]]:
    return [(IMAP, name, row.internal_date or row.seen_at, 1, int(row.outcome is not None)) for row, name in only_seen(session)]

"""Which mailboxes are read, from where on, until when are they on record as a whole, and what is wrong with them?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.tables import Mailbox

RETIRED = timedelta(days=7)  # nobody has tried to read it for so long: it holds up nothing any more

CLOCKS = timedelta(minutes=1)  # by which a server's clock may differ from ours, and a mail be seen after it arrived


@dataclass(frozen=True, slots=True)
class Start:
    """What of a mailbox counts: UIDs from `first_uid` on, and with `looks_back` older ones that arrived since `since`."""

    uidvalidity: int
    first_uid: int
    since: datetime
    looks_back: bool
    backlog: str = ""
    left_alone: int = 0


def known(session: Session, name: str, now: datetime) -> int:
    """The id of a mailbox that is about to be read; it is put on record when it is new."""
    mailbox = session.get_one(Mailbox, noted(session, name, now))
    mailbox.tried_at = now
    return mailbox.id


def noted(session: Session, name: str, now: datetime) -> int:
    """The id of a mailbox of the settings; it is put on record when it is new."""
    found = session.scalar(select(Mailbox.id).where(Mailbox.name == name))
    if found is None:
        try:
            with session.begin_nested():
                fresh = Mailbox(name=name, tried_at=now)
                session.add(fresh)
                session.flush()
                return fresh.id
        except IntegrityError:  # another process was first
            found = session.scalar(select(Mailbox.id).where(Mailbox.name == name))
    return session.get_one(Mailbox, found).id


def last_whole(session: Session, name: str) -> datetime | None:
    """Until when all of a mailbox is on record."""
    return session.scalar(select(Mailbox.whole_at).where(Mailbox.name == name))


def start(session: Session, mailbox_id: int) -> Start | None:
    """What of the mailbox counts; None before its first look."""
    row = session.get_one(Mailbox, mailbox_id, with_for_update=True)
    if row.since is None:
        return None
    return Start(row.uidvalidity, row.first_uid, row.since, row.looks_back, row.backlog, row.left_alone)


def begin(session: Session, mailbox_id: int, start: Start) -> None:
    """Puts on record from where on a mailbox counts."""
    row = session.get_one(Mailbox, mailbox_id)
    for name in Start.__dataclass_fields__:
        setattr(row, name, getattr(start, name))


def whole(session: Session, mailbox_id: int, at: datetime, looked: Start) -> bool:
    """Everything that was in the mailbox at an instant is on record: nothing is wrong with it, and it need not be looked back on.

    looked: what counted at this look. False, and nothing of the kind, when more of the mailbox counts since.
    """
    if start(session, mailbox_id) != looked:
        return False
    row = session.get_one(Mailbox, mailbox_id)
    row.tried_at = row.whole_at = max(at, row.whole_at or at)
    row.trouble, row.detail, row.trouble_since, row.looks_back = "", "", None, False
    return True


def troubled(session: Session, mailbox_id: int, why: str, detail: str, now: datetime) -> datetime:
    """Puts on record what is wrong; returns since when something is."""
    row = session.get_one(Mailbox, mailbox_id, with_for_update=True)
    row.trouble, row.detail, row.tried_at = why, detail, now
    row.trouble_since = row.trouble_since or now
    return row.trouble_since


def to_be_told(session: Session, mailbox_id: int, why: str, now: datetime, every: timedelta) -> bool:
    """Whether nobody was told `why` for so long; if so it counts as told now."""
    row = session.get_one(Mailbox, mailbox_id, with_for_update=True)
    before = row.told.get(why)
    if before and now - datetime.fromtimestamp(before, UTC) < every:
        return False
    row.told = {**row.told, why: now.timestamp()}
    return True


def behind(session: Session, names: Sequence[str], until: datetime, now: datetime) -> list[str]:
    """The mailboxes that may hold mail which arrived up to `until` and is not on record.

    names: those that are read by our settings; others count while somebody has tried to read them within a week.
    """
    query = select(Mailbox.name, Mailbox.whole_at).where(or_(Mailbox.name.in_(names), Mailbox.tried_at > now - RETIRED))
    read = {row.name: row.whole_at for row in session.execute(query.order_by(Mailbox.name))}
    return [name for name in dict.fromkeys((*read, *names)) if (whole_at := read.get(name)) is None or whole_at <= until + CLOCKS]


def every(session: Session) -> list[Mailbox]:
    """All mailboxes, by name."""
    return list(session.scalars(select(Mailbox).order_by(Mailbox.name)))


@dataclass(frozen=True, slots=True)
class Sight:
    """How a mailbox was found at the last look. told: when the operator was last written to, by the word for what was wrong."""

    tried_at: datetime
    trouble: str
    trouble_since: datetime | None
    told: dict[str, datetime]


def sights(session: Session) -> dict[str, Sight]:
    """Each mailbox that was ever looked at, by name."""
    return {
        row.name: Sight(row.tried_at, row.trouble, row.trouble_since, {w: datetime.fromtimestamp(t, UTC) for w, t in row.told.items()})
        for row in every(session)
    }

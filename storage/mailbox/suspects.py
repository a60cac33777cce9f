"""Which mails of a mailbox are hard to fetch, and when is one left to a person?"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from storage.mailbox.pickups import UNFETCHABLE, Seen
from storage.tables import Pickup


def tries(session: Session, mailbox_id: int, uidvalidity: int) -> dict[int, int]:
    """UID -> how often a mail was claimed in vain: such a one is fetched alone, so that a bad one delays nobody twice."""
    query = select(Pickup.uid, Pickup.tries).where(Pickup.mailbox_id == mailbox_id, Pickup.uidvalidity == uidvalidity)
    query = query.where(Pickup.outcome.is_(None), Pickup.inbound_id.is_(None), Pickup.tries > 0)
    return {row.uid: row.tries for row in session.execute(query)}


def describe(session: Session, pickup: int, seen: Seen, claimed_until: datetime) -> None:
    """What the server lists of a mail that was claimed without it, and how long it is ours."""
    values = {"size": seen.size, "internal_date": seen.internal_date, "claimed_until": claimed_until}
    session.execute(update(Pickup).where(Pickup.id == pickup).values(values))


def forget(session: Session, pickup: int) -> None:
    """This one was claimed before it was known that it does not count."""
    session.execute(delete(Pickup).where(Pickup.id == pickup, Pickup.inbound_id.is_(None)))


def others_came(session: Session, pickup: int) -> bool:
    """Whether any other mail of the mailbox came on record since this one was seen. If none did, the server may give nothing."""
    row = session.get_one(Pickup, pickup)
    others = select(Pickup.id).where(Pickup.mailbox_id == row.mailbox_id, Pickup.seen_at >= row.seen_at, Pickup.inbound_id.is_not(None))
    return session.scalar(others.limit(1)) is not None


def acquit(session: Session, pickups: Collection[int]) -> None:
    """That these could not be fetched was not their fault: the present try does not count."""
    session.execute(update(Pickup).where(Pickup.id.in_(pickups), Pickup.tries > 0).values(tries=Pickup.tries - 1))


def put_off(session: Session, pickups: Collection[int], tries: int, until: datetime, why: str) -> None:
    """These, claimed for the so manieth time, are fetched again at an instant; not what somebody else has claimed since."""
    ours = (Pickup.id.in_(pickups), Pickup.tries == tries, Pickup.inbound_id.is_(None))
    session.execute(update(Pickup).where(*ours).values(claimed_until=None, due_at=until, last_error=why))


def give_up(session: Session, pickup: int, now: datetime) -> str:
    """This one cannot be fetched: it is left to a person. Returns what went wrong at the last try."""
    row = session.get_one(Pickup, pickup, with_for_update=True)
    row.outcome, row.claimed_until, row.due_at, row.filed_at = UNFETCHABLE, None, None, now
    return row.last_error

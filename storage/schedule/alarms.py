"""Which alarms stand, and who of several processes tells the operator? Whoever changes the row, once as it begins and once as it ends."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from storage.tables import Alarm


@dataclass(frozen=True, slots=True)
class Standing:
    """since: when what is wrong began; first_at, seen_at: when it was first, and last, seen by anybody; told: the operator has
    a letter that was written for it; known: or, as long as there is none, one that somebody else wrote.
    """

    since: datetime
    first_at: datetime
    seen_at: datetime
    told: bool
    known: bool


def standing(session: Session) -> dict[str, Standing]:
    """What stands, by the name of the check."""
    return {row.name: _standing(row) for row in session.scalars(select(Alarm))}


def _standing(row: Alarm) -> Standing:
    """Told by somebody else: as of when it was first seen, which no letter of ours is (`known`)."""
    known = row.told_at is not None
    return Standing(row.since, row.first_at, row.seen_at, told=known and row.told_at != row.first_at, known=known)


def raise_(session: Session, name: str, since: datetime, now: datetime) -> None:
    """It was seen for the first time. Raises IntegrityError when somebody else was quicker."""
    session.execute(insert(Alarm).values(name=name, since=since, first_at=now, seen_at=now))


def seen(session: Session, name: str, now: datetime) -> None:
    """It was seen again."""
    session.execute(update(Alarm).where(Alarm.name == name).values(seen_at=now))


def known(session: Session, name: str, now: datetime) -> None:
    """It was seen again, and the operator has a letter from somebody else: its end is to be told."""
    told = func.coalesce(Alarm.told_at, Alarm.first_at)
    session.execute(update(Alarm).where(Alarm.name == name).values(seen_at=now, told_at=told))


def tell(session: Session, name: str, now: datetime) -> bool:
    """Notes that a letter is written for it; False when that was noted already, or it is over."""
    unwritten = or_(Alarm.told_at.is_(None), Alarm.told_at == Alarm.first_at)
    untold = update(Alarm).where(Alarm.name == name, unwritten).values(seen_at=now, told_at=now)
    return bool(session.scalars(untold.returning(Alarm.name)).all())


def over(session: Session, name: str, before: datetime, after: datetime) -> tuple[datetime, datetime] | None:
    """Forgets one that nobody saw since `before` (one that was seen later than `after` was seen before the clock was set back).

    When it began and was last seen, if the operator knows of it; None when not, when somebody has seen it, or another process was quicker.
    """
    unseen = or_(Alarm.seen_at <= before, Alarm.seen_at > after)
    row = session.execute(delete(Alarm).where(Alarm.name == name, unseen).returning(Alarm.since, Alarm.seen_at, Alarm.told_at)).first()
    return (row.since, row.seen_at) if row and row.told_at is not None else None

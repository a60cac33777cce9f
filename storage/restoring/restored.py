"""Is this database an older state of itself, put back? And what must happen before it may go on?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from storage.record import seals
from storage.record.seals import Head
from storage.restoring.witness import Witness
from storage.tables import Mark, Seal
from storage.ticket import numbers

BACKUP = "backup"
"""The mark of a copy: {seq, hash, at}, the end of its chain, and when it was made."""
ACT = "restored"
LEAP = 10_000  # numbers of one day: more than any day has had
REACH = timedelta(days=400)  # a mail may wait a year (CARTEIRO_PENDING_DAYS) before it opens a ticket
PRINTED = 16  # hex digits of a hash in a sentence


class OlderState(Exception):
    """The database is an older state of itself, and nobody has agreed to go on with it; the text says what shows it."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy says of itself: where its chain ends, and when it was made."""

    seq: int
    hash: str
    at: datetime


def copied(session: Session) -> Copied | None:
    """Whether this database is a copy made by `carteiro backup`, and of when."""
    said = session.scalar(select(Mark.said).where(Mark.name == BACKUP))
    return Copied(int(said["seq"]), str(said["hash"]), datetime.fromisoformat(said["at"]).astimezone(UTC)) if said else None


def mark(session: Session, end: Head, at: datetime) -> Copied:
    """Marks a copy as one."""
    unmark(session)
    session.execute(insert(Mark).values(name=BACKUP, said={"seq": end.seq, "hash": end.hash, "at": at.astimezone(UTC).isoformat()}))
    return Copied(end.seq, end.hash, at)


def unmark(session: Session) -> None:
    """It goes on as the database itself."""
    session.execute(delete(Mark).where(Mark.name == BACKUP))


def refuse(session: Session, seen: Witness | Head | None) -> None:
    """Raises OlderState when a copy was put in the database's place, or the chain is not the one whose seal somebody has seen."""
    copy = copied(session)
    if copy:
        raise OlderState(f"it is the backup of {copy.at:%Y-%m-%d %H:%M} UTC, which ends at seal {copy.seq}")
    if seen is None or not seen.seq:
        return
    stands = session.scalar(select(Seal.hash).where(Seal.seq == seen.seq))
    if stands == seen.hash:
        return
    if stands is None:
        raise OlderState(f"its record ends at seal {seals.head(session).seq}, and this machine has seen seal {seen.seq}")
    raise OlderState(f"at seal {seen.seq} it has {stands[:PRINTED]}…, and this machine has seen {seen.hash[:PRINTED]}…")


def act(session: Session, seen: Witness | None, reason: str, at: datetime) -> dict[str, Any]:
    """What is sealed when an operator agrees to go on: from where the record had gone, as far as anybody knows, back to where it stands."""
    end = seals.head(session)
    return {
        "act": ACT,
        "from": {"seq": seen.seq, "hash": seen.hash} if seen else None,
        "to": {"seq": end.seq, "hash": end.hash},
        "reason": reason,
        "at": at.astimezone(UTC).isoformat(),
    }


def leap(session: Session, seen: Witness | None, since: date, today: date) -> dict[str, int]:
    """Draws the numbers of every day that the lost state may have drawn from far behind all that it can have given out.

    What was drawn after the backup is nowhere in this database, and stands in people's letters: the same number for another
    ticket would show one person's matter to another. Nobody knows how many they were, so each day goes on 10,000 further: beyond its last
    number here, and beyond the last that this machine's witness saw, which may be some seconds short of the truth. Not only the days since
    the backup (`since`, local) to today are moved on: a number bears the day on which its mail came in, and a mail that came in before
    may have waited for its writer, or in a mailbox, and have got its number after. Returns the days' new last numbers.
    """
    days = {numbers.key_of(day) for day in _days(since - REACH, today)} | set(seen.days if seen else ())
    there, saw = numbers.lasts(session, days), dict(seen.days) if seen else {}
    moved = {day: max(there.get(day, 0), saw.get(day, 0)) + LEAP for day in days}
    numbers.go_on_from(session, moved)
    return moved


def began(session: Session, now: datetime) -> datetime:
    """From when on the lost state went its own way: the instant of the backup, or of the last seal; `now` when nothing is sealed."""
    copy, end = copied(session), seals.head(session)
    known = [instant for instant in (copy.at if copy else None, end.at, now) if instant]
    return min(known)


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))

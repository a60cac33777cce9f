"""Which mails wait for the person they claim to be from? Questions asked, what each listed, and what becomes of those mails."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.mail.inbox import HELD_CLAIMED
from storage.prepared import Prepared, first_of, rows_of
from storage.schedule import timers
from storage.tables import Attachment, Inbound, Question, Questioned, Ticket, Timer

EXPIRED = "hold-expired"
HELD_REASON = "held-reason"
LACKING = frozenset({"held-code", "held-entity"})
"""What is held until its writer says for which item, or for which entity, it is."""

_WAS_ASKED = Prepared(select(Question.cause_id).where(Question.person == bindparam("person"), Question.day == bindparam("day")))
_REASONS = Prepared(select(Inbound.id).where(Inbound.ticket_id == bindparam("ticket"), Inbound.outcome == HELD_REASON))
_COPIES = Prepared(
    select(Inbound.id).where(Inbound.digest == bindparam("digest"), Inbound.outcome == HELD_CLAIMED, Inbound.id != bindparam("but"))
)


class AlreadyAsked(Exception):
    """This person was asked today already: one question a day."""


@dataclass(frozen=True, slots=True)
class Held:
    """A held mail, without a word of it. held_at: since when; size in bytes; files: how many; flags as on its row."""

    id: int
    received_at: datetime
    held_at: datetime
    size: int
    files: int
    flags: tuple[str, ...]


def waiting(session: Session, person: str, only: int | None = None) -> tuple[Held, ...]:
    """The mails that claim to be from a person and are held: first those that no question listed, every host in turn, oldest first.

    Who floods the gateway with forgeries from one host does not keep the person's own mail from being asked about. only: of one id.
    """
    files = select(func.count()).where(Attachment.inbound_id == Inbound.id, Attachment.evidence).scalar_subquery()
    listed = select(Questioned.cause_id).where(Questioned.inbound_id == Inbound.id, Questioned.person == person).exists()
    turn = func.row_number().over(partition_by=(listed, Inbound.peer), order_by=(Inbound.received_at, Inbound.id))
    query = select(Inbound.id, Inbound.received_at, Inbound.settled_at, Inbound.size, files, Inbound.flags)
    query = query.where(Inbound.person == person, Inbound.outcome == HELD_CLAIMED)
    query = query.order_by(listed, turn, Inbound.received_at, Inbound.id)
    query = query if only is None else query.where(Inbound.id == only)
    return tuple(Held(i, at, held_at or at, size, n, tuple(flags)) for i, at, held_at, size, n, flags in session.execute(query))


def ask(session: Session, cause: int, person: str, day: str, listed: Sequence[int]) -> None:
    """Puts a question on record. day: local, `2026-11-23`. Raises AlreadyAsked."""
    before = session.get(Question, (cause, person))
    try:
        with session.begin_nested():
            if before is None:
                session.add(Question(cause_id=cause, person=person, day=day))
            else:  # the address was somebody else's in between
                before.day = day
            session.flush()
    except IntegrityError:
        raise AlreadyAsked(person) from None
    known = set(session.scalars(select(Questioned.inbound_id).where(Questioned.cause_id == cause, Questioned.person == person)))
    session.add_all(Questioned(cause_id=cause, person=person, inbound_id=i) for i in listed if i not in known)


def was_asked(session: Session, person: str, day: str) -> bool:
    """Whether a person was asked on a local day."""
    return first_of(session, _WAS_ASKED, person=person, day=day) is not None


def was_listed(session: Session, inbound_id: int, person: str) -> bool:
    """Whether some question to this person listed this mail."""
    query = select(Questioned.cause_id).where(Questioned.inbound_id == inbound_id, Questioned.person == person)
    return session.scalar(query.limit(1)) is not None


def question(session: Session, person: str, cause: int | None = None) -> int | None:
    """The question of this id if it was this person's; without an id the newest one. None when there is none."""
    query = select(Question.cause_id).where(Question.person == person)
    if cause is not None:
        query = query.where(Question.cause_id == cause)
    return session.scalar(query.order_by(Question.day.desc()).limit(1))


def still_waiting(session: Session, cause: int, person: str) -> tuple[int, ...]:
    """Those mails of a question that are held to this moment."""
    query = select(Inbound.id).join(Questioned, Questioned.inbound_id == Inbound.id)
    query = query.where(
        Questioned.cause_id == cause, Questioned.person == person, Inbound.outcome == HELD_CLAIMED, Inbound.person == person
    )
    return tuple(session.scalars(query.order_by(Inbound.id)))


def free(session: Session, inbound_id: int, by: str, now: datetime) -> bool:
    """Lets a held mail be decided anew, as one that its writer confirmed. by: `in-57` or `operator`. False when it is not held."""
    row = session.get(Inbound, inbound_id, with_for_update=True, populate_existing=True)
    if row is None or row.outcome != HELD_CLAIMED:
        return False
    row.outcome, row.settled_at, row.due_at, row.attempts = None, None, now, 0
    row.released_by, row.flags = by, [*row.flags, HELD_CLAIMED, f"released-by:{by}"]
    session.execute(delete(Attachment).where(Attachment.inbound_id == inbound_id))  # they are put on record anew
    timers.void_holds(session, inbound_id, now)
    return True


def end(session: Session, inbound_id: int, held: str, now: datetime) -> bool:
    """Ends the hold of a mail that nobody confirmed, or completed. held: the outcome it has until then. False when it is another."""
    row = session.get(Inbound, inbound_id, with_for_update=True, populate_existing=True)
    if row is None or row.outcome != held:
        return False
    row.outcome, row.settled_at, row.flags = EXPIRED, now, [*row.flags, held]
    return True


def end_reasons(session: Session, ticket_id: int, now: datetime) -> None:
    """Refusals without a reason wait for it only as long as the solution that they are about."""
    for waits in rows_of(session, _REASONS, ticket=ticket_id).scalars():
        row = session.get_one(Inbound, waits)
        row.outcome, row.settled_at, row.flags = EXPIRED, now, [*row.flags, HELD_REASON]


def answer_waits(session: Session, inbound_id: int, until: datetime, dead_since: datetime) -> bool:
    """Whether a mail that arrived up to `until` and answers a question about this one is undecided, or set aside not long ago."""
    causes = session.scalars(select(Questioned.cause_id).where(Questioned.inbound_id == inbound_id))
    keys = [f"m{inbound_id}", *(f"c{cause}" for cause in causes)]
    query = select(Inbound.id).where(Inbound.conversation.in_(keys), Inbound.received_at <= until)
    waits = Inbound.outcome.is_(None) | ((Inbound.outcome == "dead") & (Inbound.received_at > dead_since))
    return session.scalar(query.where(waits).limit(1)) is not None


def until(session: Session, only: int | None = None) -> dict[int, datetime]:
    """Held mail -> when its hold ends: by a timer, or with the days of the solution that it refuses without a reason. only: of one id."""
    query = select(Timer.inbound_id, Timer.at).where(Timer.kind == timers.HOLD_END, Timer.outcome.is_(None))
    query = query if only is None else query.where(Timer.inbound_id == only)
    found = {mail: at for mail, at in session.execute(query) if mail is not None}
    refusals = select(Inbound.id, Ticket.deadline_at).join(Ticket, Ticket.id == Inbound.ticket_id).where(Inbound.outcome == HELD_REASON)
    refusals = refusals if only is None else refusals.where(Inbound.id == only)
    return found | {mail: at for mail, at in session.execute(refusals) if at is not None}


def settle_copies(session: Session, digest: str, took_effect: int, now: datetime) -> None:
    """A mail that came by a better way has had its effect: copies of it that were held are duplicates now."""
    for copy in rows_of(session, _COPIES, digest=digest, but=took_effect).scalars():
        settled = update(Inbound).where(Inbound.id == copy, Inbound.outcome == HELD_CLAIMED).returning(Inbound.id)
        if session.scalar(settled.values(outcome="duplicate", duplicate_of=took_effect, settled_at=now)) is not None:
            timers.void_holds(session, copy, now)

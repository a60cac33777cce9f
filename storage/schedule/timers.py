"""What will happen at an instant? Timer rows: what ends a wait for the entity, what a ticket's targets want, what a held mail waits for.

Reminders and the end belong to one solution or question, of which there is one set at a time (`set_for`, `void`); the two targets belong
to the ticket and are set by each of its moves (`aim`); what follows from a letter belongs to nothing else.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from storage.prepared import Prepared, each, first_of, rows_of, run, table_of
from storage.tables import Ticket, Timer
from storage.ticket.lifecycle import ASSIGNED

FIRST_MOVE = 2  # the events of a ticket that was opened, and moved once
VOID = "void"
LETTER = "letter"
ASK = "ask"  # a held mail's writer is asked to confirm it
HOLD_END = "hold-end"
HOLD_REMIND = "hold-remind"  # what a held mail lacks is asked once more
LATE_ANSWER, LATE_SOLUTION = "late-answer", "late-solution"
TARGETS = (LATE_ANSWER, LATE_SOLUTION)
LATE = "late"  # the outcome of a target that was missed, and told
# A mail is stamped before it is committed: an answer stamped in time must be on record before its target is called missed.
GRACE = timedelta(minutes=1)
# Of an incident: a solution comes to a ticket or is taken back from it; who joined; who is left when it ends; many write of one thing.
FOLLOW, RECALL, NEWS, LEFT, SPIKE = OF_INCIDENT = ("follow", "recall", "news", "left", "spike")
_SET = Prepared(insert(table_of(Timer)))
_FOLLOWING = Prepared(insert(table_of(Timer)).returning(table_of(Timer).c.id))
_AIMED = Prepared(
    select(Timer.id, Timer.kind, Timer.at, Timer.outcome).where(Timer.ticket_id == bindparam("ticket"), Timer.kind.in_(each(TARGETS)))
)
_VOIDED = Prepared(
    update(table_of(Timer)).where(table_of(Timer).c.id == bindparam("timer")).values(outcome=VOID, settled_at=bindparam("now"), due_at=None)
)
_WAITS = Prepared(
    select(Timer.id).where(Timer.ticket_id == bindparam("ticket"), Timer.kind == bindparam("kind"), Timer.outcome.is_(None)).limit(1)
)
NO_TERM = (LETTER, *TARGETS, *OF_INCIDENT)  # kinds that outlast the solution or question that waits


def set_for(session: Session, ticket_id: int, round_: int, instants: Sequence[tuple[str, datetime]]) -> None:
    """Sets timers (kind, instant) for one solution of a ticket."""
    _set(session, [{"ticket_id": ticket_id, "round": round_, "kind": kind, "at": at, "due_at": at} for kind, at in instants])


def follow(session: Session, ticket_id: int, round_: int, outbound_id: int, at: datetime) -> int:
    """What follows from a letter that left late, or not at all, is looked at next; returns the timer's id."""
    values = {"ticket_id": ticket_id, "round": round_, "kind": LETTER, "at": at, "due_at": at, "outbound_id": outbound_id}
    return int(run(session, _FOLLOWING, values).scalar())


def hold(session: Session, inbound_id: int, instants: Sequence[tuple[str, datetime]]) -> None:
    """Sets timers (kind, instant) for one held mail."""
    _set(session, [{"inbound_id": inbound_id, "kind": kind, "at": at, "due_at": at} for kind, at in instants])


def _set(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        run(session, _SET, rows)


def void_holds(session: Session, inbound_id: int, now: datetime) -> None:
    """Ends the timers of a mail that is held no longer."""
    waiting = (Timer.inbound_id == inbound_id, Timer.outcome.is_(None))
    session.execute(update(Timer).where(*waiting).values(outcome=VOID, settled_at=now, due_at=None))


def void(session: Session, ticket_id: int, now: datetime) -> None:
    """Ends the reminders and the end of what waits for the entity; the one being worked on settles itself."""
    waiting = (Timer.ticket_id == ticket_id, Timer.outcome.is_(None), Timer.kind.not_in(NO_TERM))
    session.execute(update(Timer).where(*waiting).values(outcome=VOID, settled_at=now, due_at=None))


def aim(session: Session, ticket: Ticket, now: datetime) -> None:
    """Sets the timers of the ticket's targets as it stands now, and ends those that fit no more. Called by whatever moves a ticket.

    They run while a group has the ticket and it waits for nobody else. A target that was told as missed is never told again.
    """
    wanted = _targets(ticket)
    is_first = ticket.events <= FIRST_MOVE  # nobody has aimed before
    for row in () if is_first else rows_of(session, _AIMED, ticket=ticket.id).all():
        if row.outcome == LATE or (row.outcome is None and wanted.get(row.kind) == row.at):
            wanted.pop(row.kind, None)
        elif row.outcome is None:
            run(session, _VOIDED, {"timer": row.id, "now": now})
    _set(session, [{"ticket_id": ticket.id, "kind": kind, "at": at, "due_at": at + GRACE} for kind, at in wanted.items()])


def _targets(ticket: Ticket) -> dict[str, datetime]:
    """The instants that count now, by kind."""
    if ticket.status != ASSIGNED or not ticket.group:
        return {}
    answer = None if ticket.first_answer_at else ticket.first_answer_due_at
    found = {LATE_ANSWER: answer, LATE_SOLUTION: ticket.solution_due_at}
    return {kind: at for kind, at in found.items() if at is not None}


def waits(session: Session, ticket_id: int, kind: str) -> bool:
    """Whether a ticket has a timer of a kind that has not struck."""
    return first_of(session, _WAITS, ticket=ticket_id, kind=kind) is not None


def another_strikes(session: Session, timer: Timer, now: datetime) -> bool:
    """Whether the ticket's other target has passed as well and has not struck: one letter tells of both."""
    other = (Timer.ticket_id == timer.ticket_id, Timer.kind.in_(TARGETS), Timer.id != timer.id, Timer.outcome.is_(None))
    return session.scalar(select(Timer.id).where(*other, Timer.at <= now - GRACE).limit(1)) is not None


def pending(session: Session, until: datetime | None = None) -> list[Timer]:
    """Timers that have not struck, by instant; those due up to `until` if given."""
    query = select(Timer).where(Timer.outcome.is_(None)).order_by(Timer.at, Timer.id)
    return list(session.scalars(query.where(Timer.at <= until) if until else query))


def is_last(session: Session, timer: Timer, now: datetime) -> bool:
    """Whether no later timer of the same kind is due for the ticket at the same time."""
    same = (Timer.ticket_id == timer.ticket_id, Timer.kind == timer.kind, Timer.outcome.is_(None), Timer.at > timer.at, Timer.at <= now)
    return session.scalar(select(Timer.id).where(*same).limit(1)) is None

"""What is due, and who works on it? One claim, one settlement; `attempts` is the fence between two who believe they own a row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    SQLColumnExpression,
    Update,
    bindparam,
    case,
    exists,
    func,
    literal,
    literal_column,
    select,
    update,
)
from sqlalchemy.orm import Session, aliased

from storage.prepared import Prepared, rows_of, run, table_of
from storage.tables import Inbound, Outbound, Timer

Claimable = type[Inbound] | type[Outbound] | type[Timer]

LEASE = timedelta(seconds=30)
LOOKED_AT = 2_000  # due rows among which everybody gets a turn
DEAD = "dead"


class Overslept(Exception):
    """Someone else took the row over, or it is settled: whoever sees this rolls back and changes nothing."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on one row until the lease ends. `attempts` counts this one; with `until` it is never mistaken for another.

    whose: who waits for the row, as far as that is known; ''.
    """

    id: int
    attempts: int
    until: datetime | None = field(default=None, compare=False)
    whose: str = field(default="", compare=False)


def waiting(session: Session, table: Claimable, now: datetime, limit: int) -> list[int]:
    """Ids of rows due at `now`, everybody in turn, oldest first; of one conversation only the first that is not settled."""
    return list(rows_of(session, _waiting(table), now=now, most=limit).scalars())


def is_first(table: Claimable) -> ColumnElement[bool]:
    """Whether no earlier row of its conversation waits: the first that waits holds up the others."""
    earlier = aliased(table)
    blocked = exists().where(earlier.conversation == table.conversation, earlier.id < table.id, earlier.outcome.is_(None))
    return (table.conversation == "") | ~blocked


@cache  # building the question costs more than answering it
def _waiting(table: Claimable, *, to_claim: bool = False) -> Prepared:
    oldest = (
        select(table.id, table.due_at, _whose(table).label("whose"))
        .where(table.outcome.is_(None), table.due_at <= bindparam("now"), is_first(table))
        .order_by(table.due_at, table.id)
        .limit(LOOKED_AT)
        .subquery()
    )
    # Everybody in turn: who sends a thousand mails delays nobody but oneself.
    turn = func.row_number().over(partition_by=oldest.c.whose, order_by=(oldest.c.due_at, oldest.c.id)).label("turn")
    ranked = select(oldest.c.id, oldest.c.due_at, turn).subquery()
    question = (
        select(table.id, table.attempts)
        .join(ranked, ranked.c.id == table.id)
        .order_by(ranked.c.turn, ranked.c.due_at, ranked.c.id)
        .limit(bindparam("most"))
    )
    # PostgreSQL: rows that another is claiming at this moment are gone round, not waited for. SQLite has one writer anyway.
    return Prepared(question.with_for_update(skip_locked=True, of=table) if to_claim else question)


def _whose(table: Claimable) -> SQLColumnExpression[str]:
    """Who waits for a row: the writer of a mail (as the door saw it), the reader of a letter."""
    if issubclass(table, Inbound):
        return case((table.login != "", table.login), else_=table.mail_from)
    return table.person if issubclass(table, Outbound) else literal("")


def claim(session: Session, table: Claimable, now: datetime, n: int, lease: timedelta = LEASE) -> list[Claim]:
    """Takes up to `n` due rows for one lease; the attempt is counted before the work. A row tried before is taken alone.

    A crash needs no repair: the lease ends and the row falls due again.
    """
    found = rows_of(session, _waiting(table, to_claim=True), now=now, most=n).all()
    alone = [row for row in found[:1] if row.attempts]
    chosen = [row.id for row in alone or found if row in alone or not row.attempts]
    if not chosen:
        return []
    taken = run(session, _taking(table), {"chosen": chosen, "now": now, "until": now + lease})
    return sorted((Claim(row.id, row.attempts, row.due_at, row.whose) for row in taken), key=lambda c: chosen.index(c.id))


@cache
def _taking(table: Claimable) -> Update:
    rows = table_of(table).c
    return (
        update(table_of(table))
        .where(rows.id.in_(bindparam("chosen", expanding=True)), rows.outcome.is_(None), rows.due_at <= bindparam("now"))
        .values(due_at=bindparam("until"), attempts=rows.attempts + 1)
        .returning(rows.id, rows.attempts, rows.due_at, _whose(table).label("whose"))
    )


def settle(session: Session, table: Claimable, claim: Claim, outcome: str, now: datetime, **values: Any) -> None:
    """Ends the row with its one outcome. Raises Overslept when the claim is no longer ours."""
    _own(session, table, claim, {"outcome": outcome, "settled_at": now, "due_at": None, **values})


def put_off(session: Session, table: Claimable, claim: Claim, until: datetime, why: str, *, counts: bool = True) -> None:
    """The row falls due again at `until`; with counts=False the attempt is given back (the trouble was not the row's)."""
    attempts = claim.attempts if counts else claim.attempts - 1
    _own(session, table, claim, {"due_at": until, "last_error": why, "attempts": attempts})


def fail(session: Session, table: Claimable, claim: Claim, now: datetime, why: str, backoff: Sequence[timedelta]) -> str:
    """Counts a failed try: falls due again after the next backoff, or is set aside as `dead` after the last. Returns 'again' or 'dead'."""
    if claim.attempts > len(backoff):
        _own(session, table, claim, {"outcome": DEAD, "settled_at": now, "due_at": None, "last_error": why})
        return DEAD
    put_off(session, table, claim, now + backoff[claim.attempts - 1], why)
    return "again"


def is_dead(table: Claimable) -> ColumnElement[bool]:
    """Whether a row was set aside; in the words of the index, which a value that is bound would not name."""
    return table.outcome == literal_column(f"'{DEAD}'")


def dead(session: Session, table: Claimable) -> list[int]:
    """Ids of the rows that were set aside, oldest first."""
    return list(session.scalars(select(table.id).where(is_dead(table)).order_by(table.id)))


def renew(session: Session, table: Claimable, row_id: int, now: datetime) -> bool:
    """An operator's retry: a row set aside falls due at once with fresh attempts. False when it is not set aside."""
    statement = update(table).where(table.id == row_id, is_dead(table)).values(outcome=None, settled_at=None, due_at=now, attempts=0)
    return _count(session, statement) == 1


def _own(session: Session, table: Claimable, claim: Claim, values: dict[str, Any]) -> None:
    session.flush()
    statement = _owning(table, tuple(values), until=claim.until is not None)
    fence = {"own_id": claim.id, "own_attempts": claim.attempts, "own_until": claim.until}
    if run(session, statement, fence | {f"new_{name}": value for name, value in values.items()}).rowcount != 1:
        raise Overslept(f"{table.__tablename__} {claim.id}, attempt {claim.attempts}")


@cache
def _owning(table: Claimable, names: tuple[str, ...], *, until: bool) -> Prepared:
    """An UPDATE of these columns of a row that is still ours. until: its lease is compared as well."""
    rows = table_of(table).c
    ours = (rows.id == bindparam("own_id"), rows.attempts == bindparam("own_attempts"), rows.outcome.is_(None))
    lease = (rows.due_at == bindparam("own_until"),) if until else ()
    new = {name: bindparam(f"new_{name}", type_=rows[name].type) for name in names}
    return Prepared(update(table_of(table)).where(*ours, *lease).values(new))


def _count(session: Session, statement: Any) -> int:
    result = session.execute(statement, execution_options={"synchronize_session": False})
    assert isinstance(result, CursorResult)  # noqa: S101 - an UPDATE gives a cursor
    return result.rowcount

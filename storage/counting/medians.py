"""How long did it take, in the middle? Medians of the office time between two instants of tickets; the database computes and sorts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CTE, ColumnElement, Float, FromClause, Integer, cast, column, func, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.counting.counts import Groups, within
from storage.counting.reckoning import Between, Epoch, Whole
from storage.tables import Ticket

Office = Sequence[tuple[datetime, datetime]]
"""Opening and closing of each day, one day after the other; the same instant twice on a day without office hours."""

Done = InstrumentedAttribute[datetime | None]
FIRST_ANSWER: Done = Ticket.first_answer_at
SOLUTION: Done = Ticket.solved_at
DAY = 86_400  # seconds
NIGHT = 6 * 3_600  # seconds from the turn of a day to its opening: summer time carries no office hour over it


def oldest(session: Session, groups: Groups, done: Done, since: datetime, until: datetime) -> datetime | None:
    """When the oldest of the tickets was opened that have `done` in the span; None when there is none."""
    # Counted beside it: for a minimum alone PostgreSQL walks through all tickets from the oldest, until one was done in the span.
    query = select(func.min(Ticket.opened_at), func.count()).where(Ticket.group.in_(groups), within(done, since, until))
    first, _ = session.execute(query).one()
    return first


def median(session: Session, groups: Groups, done: Done, since: datetime, until: datetime, office: Office) -> timedelta | None:
    """The median of the office time from the opening to `done`, of the tickets that have `done` in the span; None when there is none.

    office: from the day before the oldest of them was opened, to the end of the span.
    """
    chosen = (Ticket.group.in_(groups), within(done, since, until))
    count = session.scalar(select(func.count()).where(*chosen)) or 0
    if not count:
        return None
    turn = office[0][0].timestamp() - NIGHT
    days = _days(office)
    begun, ended = days.alias("begun"), days.alias("ended")
    taken = (_passed(done, ended) - _passed(Ticket.opened_at, begun)).label("taken")
    tickets = select(taken).select_from(Ticket)
    tickets = tickets.join(begun, _day(Ticket.opened_at, turn) == begun.c.column1).join(ended, _day(done, turn) == ended.c.column1)
    middle = session.scalars(tickets.where(*chosen).order_by(taken).limit(2 - count % 2).offset((count - 1) // 2)).all()
    return timedelta(seconds=sum(middle) / len(middle))


def _days(office: Office) -> CTE:
    """A row for each day: its number, its opening, its length, and how long the office was open before it; in seconds.

    The columns have the names that both databases give to those of VALUES.
    """
    rows, before = [], 0
    for n, (opens, closes) in enumerate(office):
        length = round((closes - opens).total_seconds())
        rows.append(f"({n}, {round(opens.timestamp())}, {length}, {before})")
        before += length
    columns = [column(f"column{n}", Integer) for n in range(1, 5)]
    return text(f"VALUES {', '.join(rows)}").columns(*columns).cte("office")  # numbers of our own, too many to be bound


def _day(instant: ColumnElement[Any] | Done, turn: float) -> ColumnElement[int]:
    """The number of the instant's day; turn: when day 0 began, in seconds."""
    return Whole((Epoch(instant) - turn) / DAY)


def _passed(instant: ColumnElement[Any] | Done, day: FromClause) -> ColumnElement[float]:
    """How long the office was open up to the instant, in seconds."""
    today = Between(Epoch(instant) - day.c.column2, 0, day.c.column3)
    return cast(day.c.column4, Float) + today

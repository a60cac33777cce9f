"""Which number does the next ticket get? Drawn from one row a day."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, bindparam, func, insert, literal, select, true, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.prepared import Prepared, run, table_of
from storage.tables import TicketDay

_DAY = table_of(TicketDay)
# By whoever draws the number alone in a transaction: what is committed later is never on the disk without it, so nobody waits for that.
_LIGHTLY = func.set_config("synchronous_commit", "off", true())
_NEXT: dict[str, Any] = {"set_": {"last": _DAY.c.last + 1}, "index_elements": ["day"]}
_DRAWN = {
    "sqlite": Prepared(sqlite.insert(_DAY).on_conflict_do_update(**_NEXT).values(day=bindparam("day"), last=1).returning(_DAY.c.last)),
    "postgresql": Prepared(
        postgresql.insert(_DAY)
        .on_conflict_do_update(**_NEXT)
        .from_select(["day", "last"], select(bindparam("day", type_=String), literal(1)).select_from(_LIGHTLY))
        .returning(_DAY.c.last)
    ),
}


def key_of(day: date) -> str:
    """How a local day is named in numbers, and in the table: `61126`."""
    return f"{day.year % 10}{day:%m%d}"


def draw(session: Session, day: datetime) -> str:
    """The next number of a local day (rules.md, Numbers): `L_` + last digit of the year + MMDD + sequence of at least three digits.

    A day that comes round again after ten years goes on where the old one stopped. All who open tickets draw from one row: by one
    statement, alone in its transaction (Database.alone), which locks it for a moment only.
    """
    key = key_of(day)
    last = run(session, _DRAWN[session.get_bind().dialect.name], {"day": key}).scalar()
    return f"L_{key}{last:03d}"


def lasts(session: Session, days: Iterable[str]) -> dict[str, int]:
    """The last sequence drawn for each of these days (`61126`); days without any are left out."""
    rows = session.execute(select(_DAY.c.day, _DAY.c.last).where(_DAY.c.day.in_(list(days))))
    return {row.day: row.last for row in rows}


def go_on_from(session: Session, days: Mapping[str, int]) -> None:
    """From now on the days' numbers are drawn behind these. Nothing goes back: a day that is further along stays so."""
    there = lasts(session, days)
    for day, last in days.items():
        if day not in there:
            session.execute(insert(_DAY).values(day=day, last=last))
        elif there[day] < last:
            session.execute(update(_DAY).where(_DAY.c.day == day).values(last=last))


def named_by(message_id: str) -> str:
    """The number of the ticket that a letter's Message-ID names (`l61122001.0.…@…`), '' where it names none."""
    ref = message_id.partition(".")[0]
    return f"L_{ref[1:]}" if ref.startswith("l") and ref[1:].isdecimal() else ""

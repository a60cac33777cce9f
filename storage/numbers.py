"""Which number does the next ticket get? Drawn from one row a day."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, func, literal, select, true
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


def draw(session: Session, day: datetime) -> str:
    """The next number of a local day (rules.md, Numbers): `L_` + last digit of the year + MMDD + sequence of at least three digits.

    A day that comes round again after ten years goes on where the old one stopped. All who open tickets draw from one row: by one
    statement, alone in its transaction (Database.alone), which locks it for a moment only.
    """
    key = f"{day.year % 10}{day:%m%d}"
    last = run(session, _DRAWN[session.get_bind().dialect.name], {"day": key}).scalar()
    return f"L_{key}{last:03d}"

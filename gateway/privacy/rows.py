"""How are very many rows looked at? Some at a time, and what belongs to them with them."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import Ticket

AT_ONCE = 500


def parts(session: Session, query: Any) -> Iterator[list[Any]]:
    """Rows, some at a time; an entity comes as itself."""
    for some in session.execute(query.execution_options(yield_per=AT_ONCE)).partitions():
        yield [row[0] if len(row) == 1 else row for row in some]


def pairs(session: Session, query: Any) -> Iterator[tuple[Any, Any]]:
    """Rows of two columns."""
    return ((row[0], row[1]) for row in session.execute(query))


def tickets_of(session: Session, rows: list[Any]) -> dict[int | None, tuple[str, bool]]:
    """Id -> number, and whether it is confidential."""
    ids = {row.ticket_id for row in rows if row.ticket_id is not None}
    query = select(Ticket.id, Ticket.number, Ticket.confidential).where(Ticket.id.in_(ids))
    return {row.id: (row.number, row.confidential) for row in session.execute(query)}

"""How is a statement run that every mail needs? Written once, with names for its values; the database library has its text ready then."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Executable, Table
from sqlalchemy.orm import Session

from storage.tables import Row


def table_of(of: type[Row]) -> Table:
    """The table of an entity, for statements that make no objects."""
    found = of.__table__
    assert isinstance(found, Table)  # noqa: S101 - each of ours is one
    return found


def rows_of(session: Session, question: Executable, **values: Any) -> CursorResult[Any]:
    """The rows that answer a question; what the session holds back is written first. An entity comes as its columns, not as an object."""
    if session.new or session.dirty or session.deleted:
        session.flush()
    return session.connection().execute(question, values)


def first_of(session: Session, question: Executable, **values: Any) -> Any:
    """The first column of the first row, or None."""
    return rows_of(session, question, **values).scalar()


def run(session: Session, statement: Executable, rows: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> CursorResult[Any]:
    """Runs an INSERT for each row, or an UPDATE with its values, at once. Objects that the session has read do not learn of it."""
    return session.connection().execute(statement, rows)

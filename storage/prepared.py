"""How is a statement run that every mail needs? Written once, with names for its values; then the driver itself is asked.

To run a statement costs the database library several times what it costs the database. Whoever listens to the library's statements hears of
all: then the library runs them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Dialect, Executable, Table, literal
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from storage.plan import Plan, plan
from storage.tables import Row


class Prepared:
    """A statement that is run again and again."""

    def __init__(self, statement: Executable) -> None:
        self.statement = statement
        self._plans: dict[tuple[str, tuple[str, ...]], Plan | None] = {}

    def plan(self, dialect: Dialect, given: Mapping[str, Any]) -> Plan | None:
        """How it is run in this dialect with values of these names; None when the library must run it."""
        key = (dialect.name, tuple(given))
        if key not in self._plans:
            self._plans[key] = plan(self.statement, dialect, key[1])
        return self._plans[key]


class Answer:
    """What a statement found, and how many rows it changed."""

    def __init__(self, rows: Sequence[Any], rowcount: int) -> None:
        self.rowcount = rowcount
        self._rows = rows

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> Sequence[Any]:
        """Every row, with names."""
        return self._rows

    def first(self) -> Any:
        """The first row, or None."""
        return self._rows[0] if self._rows else None

    def one(self) -> Any:
        """The one row."""
        (row,) = self._rows
        return row

    def scalars(self) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self._rows]

    def scalar(self) -> Any:
        """The first column of the first row, or None."""
        return self._rows[0][0] if self._rows else None


def each(values: Iterable[str]) -> list[BindParameter[str]]:
    """For `in_`: so that the text of the statement stays the same, whatever they are."""
    return [literal(value) for value in values]


def table_of(of: type[Row]) -> Table:
    """The table of an entity, for statements that make no objects."""
    found = of.__table__
    assert isinstance(found, Table)  # noqa: S101 - each of ours is one
    return found


def rows_of(session: Session, question: Prepared | Executable, **values: Any) -> Answer:
    """The rows that answer a question; what the session holds back is written first. An entity comes as its columns, not as an object."""
    if session.new or session.dirty or session.deleted:
        session.flush()
    return run(session, question, values)


def first_of(session: Session, question: Prepared | Executable, **values: Any) -> Any:
    """The first column of the first row, or None."""
    return rows_of(session, question, **values).scalar()


def run(session: Session, statement: Prepared | Executable, rows: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> Answer:
    """Runs an INSERT for each row, or an UPDATE with its values, at once. Objects that the session has read do not learn of it."""
    connection = _connection(session)
    if isinstance(statement, Prepared):
        these = [rows] if isinstance(rows, Mapping) else rows
        chosen = statement.plan(connection.dialect, these[0])
        listened = connection.dispatch.before_cursor_execute
        if chosen and not (chosen.answers and len(these) > 1) and not listened and _is_begun(connection):
            return _asked(connection, chosen, these)
        statement = statement.statement
    result = connection.execute(statement, rows)
    return Answer(result.all() if result.returns_rows else (), result.rowcount)


def _is_begun(connection: Connection) -> bool:
    """Whether a transaction stands: where it has failed, or ended, the library says so."""
    transaction = connection.get_transaction()
    return transaction is not None and transaction.is_active


def _asked(connection: Connection, plan: Plan, rows: Sequence[Mapping[str, Any]]) -> Answer:
    errors = connection.dialect.loaded_dbapi.Error
    cursor = None
    try:
        cursor = connection.connection.cursor()
        if len(rows) == 1:
            cursor.execute(plan.text, plan.values(rows[0]))
        else:
            cursor.executemany(plan.text, [plan.values(row) for row in rows])
        return Answer(plan.rows(cursor.fetchall()) if plan.answers else (), cursor.rowcount)
    except errors as error:
        gone = connection.dialect.is_disconnect(error, connection.connection.dbapi_connection, cursor)
        if gone:
            connection.invalidate(error)
        raise DBAPIError.instance(
            plan.text, None, error, errors, hide_parameters=True, connection_invalidated=gone, dialect=connection.dialect
        ) from error
    finally:
        if cursor is not None:
            cursor.close()


def _connection(session: Session) -> Connection:
    """The one that a session works on; asking the session for it would begin what only objects need."""
    return session.bind if isinstance(session.bind, Connection) else session.connection()

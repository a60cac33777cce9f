"""How do millions of rows get into a database in minutes? COPY into PostgreSQL, plain rows into SQLite; for a new, empty one.

Indexes are made after the rows, which is several times quicker; a power cut while SQLite is filled leaves a file to throw away.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from bench.tickets import Rows
from storage.database import Database

INDEXES = {
    True: "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    False: (
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE contype IN ('p', 'u'))"
    ),
}


def fill(database: Database, batches: Iterator[Rows]) -> Iterator[int]:
    """Puts the rows on record; yields how many tickets there are so far. PostgreSQL then knows its tables, as autovacuum sees to."""
    connection = database.engine.raw_connection()
    count = 0
    try:
        cursor = connection.cursor()
        with _without_indexes(cursor, is_sqlite=database.is_sqlite):
            for batch in batches:
                for table, rows in batch.items():
                    if rows and database.is_sqlite:
                        _insert(cursor, table, rows)
                    elif rows:
                        _copy(cursor, table, rows)
                connection.commit()
                count += len(batch["ticket"])
                yield count
        connection.commit()
    finally:
        connection.close()
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as line:
            line.exec_driver_sql("SELECT setval(pg_get_serial_sequence('ticket', 'id'), max(id)) FROM ticket")  # ids were given
            line.exec_driver_sql("VACUUM ANALYZE")


@contextmanager
def _without_indexes(cursor: Any, *, is_sqlite: bool) -> Iterator[None]:
    """Those that a table can do without are made anew at the end."""
    cursor.execute(INDEXES[is_sqlite])
    indexes = cursor.fetchall()
    if is_sqlite:
        cursor.execute("PRAGMA synchronous = OFF")
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _, made_by in indexes:
        cursor.execute(made_by)
    if is_sqlite:
        cursor.execute("PRAGMA synchronous = FULL")


def _insert(cursor: Any, table: str, rows: list[dict[str, Any]]) -> None:
    columns = ", ".join(f'"{name}"' for name in rows[0])
    marks = ", ".join("?" * len(rows[0]))
    cursor.execute("BEGIN")
    cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", [[_kept(cell) for cell in row.values()] for row in rows])  # noqa: S608
    cursor.execute("COMMIT")


def _kept(cell: Any) -> Any:
    """As SQLAlchemy keeps an instant in SQLite."""
    return cell.replace(tzinfo=None).isoformat(" ", "microseconds") if isinstance(cell, datetime) else cell


def _copy(cursor: Any, table: str, rows: list[dict[str, Any]]) -> None:
    columns = ", ".join(f'"{name}"' for name in rows[0])
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(tuple(row.values()))

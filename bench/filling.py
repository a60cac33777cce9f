"""How do millions of rows get into a database in minutes? COPY into PostgreSQL, plain rows into SQLite; for a new, empty one."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bench.tickets import Rows
from storage.database import Database


def fill(database: Database, batches: Iterator[Rows]) -> Iterator[int]:
    """Puts the rows on record; yields how many tickets there are so far. PostgreSQL then knows its tables, as autovacuum sees to."""
    count = 0
    for batch in batches:
        connection = database.engine.raw_connection()
        try:
            cursor = connection.cursor()
            for table, rows in batch.items():
                if rows and database.is_sqlite:
                    _insert(cursor, table, rows)
                elif rows:
                    _copy(cursor, table, rows)
            connection.commit()
        finally:
            connection.close()
        count += len(batch["ticket"])
        yield count
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as line:
            line.exec_driver_sql("VACUUM ANALYZE")


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

"""How is the database asked by somebody who may not wait long? One look that ends by itself, and counts that go no further than a bound."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import ColumnElement, func, literal_column, select, text
from sqlalchemy.orm import Session

from storage.database import Database
from storage.tables import Row

STEPS = 20_000  # of SQLite's machine, between two looks at the clock


@contextmanager
def glance(database: Database, seconds: float) -> Iterator[Session]:
    """As `Database.snapshot`: the database itself refuses every change.

    A question that takes longer than so many seconds fails with sqlalchemy.exc.OperationalError.
    """
    with database.snapshot() as session:
        if not database.is_sqlite:
            session.execute(text(f"SET LOCAL statement_timeout TO {int(seconds * 1000)}"))
            yield session
            return
        end = time.monotonic() + seconds
        driver = session.connection().connection.driver_connection
        assert driver is not None  # noqa: S101 - a connection in use has one
        driver.set_progress_handler(lambda: time.monotonic() > end, STEPS)
        try:
            yield session
        finally:
            driver.set_progress_handler(None, 0)


def count(session: Session, table: type[Row], most: int, *which: ColumnElement[bool]) -> int:
    """How many rows of a table are so; at most `most`, and no more are read."""
    some = select(literal_column("1")).select_from(table).where(*which).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0

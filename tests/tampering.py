"""What can who owns the database do? All that the triggers refuse to others."""

import sqlite3
from contextlib import closing

from sqlalchemy import text
from sqlalchemy.orm import Session

from storage.database import Database
from storage.record.guards import KEPT


def unguarded(session: Session) -> Session:
    """Within this transaction nothing is refused (on SQLite: from now on, unless it is rolled back)."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL session_replication_role = replica"))
        return session
    for table in KEPT:
        for name in ("kept", "stays"):
            session.execute(text(f"DROP TRIGGER IF EXISTS {table}_{name}"))
    return session


def as_owner(database: Database, statement: str) -> None:
    """One statement that no trigger and no foreign key stands in the way of."""
    if not database.is_sqlite:
        with database.writing() as session:
            unguarded(session).execute(text(statement))
        return
    with database.writing() as session:
        unguarded(session)
    with closing(sqlite3.connect(database.url.database or "")) as connection:
        connection.execute(statement)  # foreign keys are off unless somebody asks for them
        connection.commit()

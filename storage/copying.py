"""How do all rows move from a SQLite file to PostgreSQL? Table after table in one transaction, read back before it commits.

Both databases stand at the same schema. Nothing is left half done: what fails leaves the target without a row.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ColumnElement,
    Integer,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session

from storage import tables
from storage.database import Database
from storage.record import replay
from storage.tables import Ticket

Told = Callable[[str, int], None]
"""Hears of progress: what is being done (a table's name, or CHAINS), and how many more rows of it are done."""

CHAINS = "chains"
BATCH = 500
FEWER = {"inbound_raw": 16}  # rows at once where one may hold a megabyte
ALL_SUMS = 1 << 256


class CannotCopy(Exception):
    """The copy was not made, and the target is as it was; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows, and the sum of their SHA-256: equal when the same rows stand there, in whatever order."""

    rows: int = 0
    digest: int = 0

    def plus(self, rows: Iterable[Row[Any]]) -> "Sum":
        """With these rows too."""
        digests = [int.from_bytes(hashlib.sha256(repr(tuple(row)).encode("utf-8", "surrogatepass")).digest()) for row in rows]
        return Sum(self.rows + len(digests), (self.digest + sum(digests)) % ALL_SUMS)


def counts(source: Database) -> dict[str, int]:
    """How many rows each table has, and how many chains there are to check: what `copy` tells of, at its end."""
    with source.reading() as session:
        found = {table.name: _count(session, table) for table in _ordered()}
    return {**found, CHAINS: found["ticket"]}


def copy(source: Database, target: Database, told: Told) -> dict[str, int]:
    """Copies every row of a SQLite file, compares all values, and replays every ticket's chain in the target. Returns rows by table.

    The file is locked against writing meanwhile. Raises CannotCopy, DBAPIError; then nothing stands in the target.
    """
    if not source.is_sqlite or target.is_sqlite:
        raise CannotCopy("From SQLite to PostgreSQL only; between two PostgreSQL servers use pg_dump and pg_restore")
    with source.writing() as old, target.writing() as new:
        for table in _ordered():
            if _count(new, table):
                raise CannotCopy(f"The target has rows already (table {table.name}); name an empty database")
        sums = {table: _copy(old, new, table, told) for table in _ordered()}
        for table, was in sums.items():
            if (now := _sum(new, table)) != was:
                raise CannotCopy(f"Table {table.name}: {now.rows} rows came out of {was.rows}, or with other values")
        _draw_on(new)
        _replay(new, told)
    return {table.name: was.rows for table, was in sums.items()}


def refuse_in_use(database: Database) -> None:
    """Raises CannotCopy when another process has this SQLite file open.

    Only the last one to hold it can take it out of WAL (sqlite.org/wal.html).
    """
    database.close()
    with closing(sqlite3.connect(str(database.url.database), timeout=0)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as held:
            raise CannotCopy("The database is open in another process; stop the gateway first") from held
        connection.execute("PRAGMA journal_mode=WAL")


def _ordered() -> list[Table]:
    """Every table after those that it points to."""
    return tables.Row.metadata.sorted_tables


def _copy(old: Session, new: Session, table: Table, told: Told) -> Sum:
    """A row that points to another one of its table may stand before it: such pointers are set when all rows are there."""
    own = {f"v_{column.name}" for column in table.columns if any(key.column.table is table for key in column.foreign_keys)}
    put = insert(table).values({column.name: _given(column) for column in table.columns})
    total, pointing = Sum(), []
    for some in old.execute(_rows(table)).partitions():
        given = [dict(row._mapping) for row in some]  # noqa: SLF001 - a row's documented way to a mapping
        pointing += [row for row in given if any(row[name] is not None for name in own)]
        new.execute(put, [row | dict.fromkeys(own) for row in given])
        total = total.plus(some)
        told(table.name, len(given))
    if pointing:
        pointers: dict[str, Any] = {name.removeprefix("v_"): bindparam(name) for name in own}
        new.connection().execute(update(table).where(table.c.id == bindparam("v_id")).values(pointers), pointing)
    return total


def _rows(table: Table) -> Select[Any]:
    columns = [(cast(c, Text) if isinstance(c.type, JSON) else c).label(f"v_{c.name}") for c in table.columns]
    return select(*columns).execution_options(yield_per=FEWER.get(table.name, BATCH))


def _given(column: Column[Any]) -> ColumnElement[Any]:
    """JSON travels as it is spelt, so that `null` and nothing stay two things."""
    if isinstance(column.type, JSON):
        return cast(bindparam(f"v_{column.name}", type_=Text()), column.type)
    return bindparam(f"v_{column.name}", type_=column.type)


def _sum(session: Session, table: Table) -> Sum:
    total = Sum()
    for some in session.execute(_rows(table)).partitions():
        total = total.plus(some)
    return total


def _count(session: Session, table: Table) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def _draw_on(session: Session) -> None:
    """New rows are numbered behind the copied ones: PostgreSQL's sequences have not moved."""
    for table in _ordered():
        if "id" in table.columns and isinstance(table.c.id.type, (BigInteger, Integer)):
            last = session.scalar(select(func.max(table.c.id)))
            if last is not None:
                session.execute(text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"), {"name": table.name, "last": last})


def _replay(session: Session, told: Told) -> None:
    """Every ticket is what its events say. Raises CannotCopy."""
    for some in session.scalars(select(Ticket).execution_options(yield_per=BATCH)).partitions():
        for ticket in some:
            try:
                replay.check(session, ticket)
            except replay.BrokenRecord as broken:
                raise CannotCopy(f"The record is not whole, in the source already: {broken}") from broken
        told(CHAINS, len(some))

"""How does the database look for what it is asked? Statements as they ran, and which of them read a whole table that grows."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from sqlalchemy import Connection, event

from storage import bounded
from storage.database import Database
from storage.tables import Row
from tests.world import World

Opened = Callable[[int], World]
"""Gives a gateway with the history of so many tickets (conftest.py)."""

# What grows with every mail. The others hold a row for each mailbox, each day, each question.
LARGE = frozenset(
    {
        "attachment",
        "effect",
        "event",
        "inbound",
        "inbound_raw",
        "message",
        "outbound",
        "personal",
        "pickup",
        "ticket",
        "timer",
    }
)
READS = frozenset({"SELECT", "UPDATE", "DELETE", "WITH"})
_NAMED = re.compile(r'(?:FROM|JOIN|,)\s+"?(\w+)"?\s+AS\s+"?(\w+)"?')
_SCAN = re.compile(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?")


@dataclass
class Recorded:
    """The statements of a run, each once, with the values that it was first asked with."""

    statements: dict[str, Any] = field(default_factory=dict)


@contextmanager
def recorded(database: Database) -> Iterator[Recorded]:
    """What runs on a database from here to the end of the block."""
    found = Recorded()

    def heard(_connection: Connection, _cursor: object, statement: str, values: Any, _context: object, many: bool) -> None:
        if statement.split(maxsplit=1)[0].upper() in READS:
            found.statements.setdefault(statement, values[0] if many else values)

    event.listen(database.engine, "before_cursor_execute", heard)
    try:
        yield found
    finally:
        event.remove(database.engine, "before_cursor_execute", heard)


def plan(database: Database, statement: str, values: Any) -> list[str]:
    """The lines of SQLite's plan (EXPLAIN QUERY PLAN)."""
    with database.reading() as session:
        rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        return [str(row[3]) for row in rows]


def scans(database: Database, statement: str, values: Any) -> list[str]:
    """The large tables that a statement reads from end to end; a partial index is no large table: it holds what waits."""
    aliases = {alias: table for table, alias in _NAMED.findall(statement)}
    found = []
    for line in plan(database, statement, values):
        if match := _SCAN.match(line):
            table = aliases.get(match[1], match[1])
            if table in LARGE and match[2] not in _partial():
                found.append(f"{line} ({table})")
    return found


def _partial() -> frozenset[str]:
    indexes = (index for table in Row.metadata.tables.values() for index in table.indexes)
    return frozenset(str(index.name) for index in indexes if index.dialect_options["sqlite"]["where"] is not None)


@contextmanager
def counted(database: Database) -> Iterator[list[int]]:
    """How many hundreds of steps SQLite's machine takes from here to the end of the block: what looking for rows costs, on any machine.

    For a database that one thread uses. Where a look has a time limit of its own, its looks at the clock are counted.
    """
    ticks = [0]

    def tick() -> int:
        ticks[0] += 1
        return 0

    def seconds() -> float:
        tick()
        return 0.0

    def open_(connection: Any, *_: object) -> None:
        connection.set_progress_handler(tick, 100)

    def shut(connection: Any, *_: object) -> None:
        connection.set_progress_handler(None, 0)

    event.listen(database.engine, "checkout", open_)
    event.listen(database.engine, "checkin", shut)
    try:
        with mock.patch.multiple(bounded, STEPS=100, time=mock.Mock(monotonic=seconds)):
            yield ticks
    finally:
        event.remove(database.engine, "checkout", open_)
        event.remove(database.engine, "checkin", shut)

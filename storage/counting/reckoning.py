"""How is reckoned with instants inside the database? SQLite and PostgreSQL have other words for the same."""

from typing import Any

from sqlalchemy import ColumnElement, Float, Integer, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


class Epoch(GenericFunction[float]):
    """Seconds since 1970 in UTC of an instant; SQLite has milliseconds of them, PostgreSQL microseconds."""

    type = Float()
    inherit_cache = True


class Whole(GenericFunction[int]):
    """What a number that is not below zero has before its comma."""

    type = Integer()
    inherit_cache = True


class Between(GenericFunction[float]):
    """A number, or the nearer of two bounds when it lies outside of them: `Between(number, lower, upper)`."""

    type = Float()
    inherit_cache = True


class Aside(GenericFunction[Any]):
    """A value that is looked at row by row: SQLite, which keeps no count of rows, is not to find or sort rows by an index of it."""

    type = String()
    inherit_cache = True


Compiled = tuple[type[ColumnElement[Any]], str, str]
WORDS: tuple[Compiled, ...] = (
    (Epoch, "((julianday({0}) - 2440587.5) * 86400)", "EXTRACT(EPOCH FROM {0})::float8"),
    (Whole, "(CAST({0} AS INTEGER) + 0)", "FLOOR({0})::integer"),  # a sum has no affinity: SQLite looks it up in an index of its own
    (Aside, "+{0}", "{0}"),
    (Between, "MAX({1}, MIN({2}, {0}))", "GREATEST({1}, LEAST({2}, {0}))"),
)


def _says(words: str) -> Any:
    def compiled(element: Any, compiler: Any, **more: Any) -> str:
        return words.format(*(compiler.process(clause, **more) for clause in element.clauses))

    return compiled


for _construct, _sqlite, _postgresql in WORDS:
    compiles(_construct, "sqlite")(_says(_sqlite))
    compiles(_construct, "postgresql")(_says(_postgresql))

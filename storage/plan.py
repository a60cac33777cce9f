"""How does a statement reach the driver? Its text, and how values and rows are turned, worked out once by the database library."""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, Insert, Select
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Turn = Callable[[Any], Any]


class Plan:
    """One statement in one dialect, for values of certain names. text: SQL in the driver's own spelling."""

    def __init__(self, compiled: SQLCompiler, given: Sequence[str], columns: Sequence[Any]) -> None:
        dialect = compiled.dialect
        self.text = str(compiled)
        self.answers = bool(columns)
        self._places = tuple(compiled.positiontup) if compiled.positional and compiled.positiontup is not None else None
        into = {name: _into(bind.type, dialect) for bind, name in compiled.bind_names.items()}
        fixed = {**compiled.params, **{c.key: _default(c.default) for c in compiled.insert_prefetch}}
        self._fixed = {name: _turned(into.get(name), value) for name, value in fixed.items() if name not in given}
        self._into = tuple((name, turn) for name in given if (turn := into.get(name)) is not None)
        self._out = tuple((place, turn) for place, c in enumerate(columns) if (turn := _out(c.type, dialect)) is not None)
        self._make: Any = _row([str(c.key) for c in columns])

    def values(self, given: Mapping[str, Any]) -> Any:
        """What the driver is handed for these values."""
        whole = {**self._fixed, **given}
        for name, turn in self._into:
            whole[name] = turn(whole[name])
        return whole if self._places is None else [whole[name] for name in self._places]

    def rows(self, found: Sequence[Sequence[Any]]) -> list[Any]:
        """What the driver found, as rows with names."""
        make = self._make
        return [make(self._turned(row)) for row in found] if self._out else [make(row) for row in found]

    def _turned(self, row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for place, turn in self._out:
            values[place] = turn(values[place])
        return values


def plan(statement: Any, dialect: Dialect, given: Sequence[str]) -> Plan | None:
    """The plan of a statement; None for one whose text depends on its values (a list of any length)."""
    keys = list(given) if isinstance(statement, Insert) and statement.select is None else None
    compiled = statement.compile(dialect=dialect, column_keys=keys)
    if compiled.post_compile_params:
        return None
    columns = statement.selected_columns if isinstance(statement, Select) else statement.exported_columns
    return Plan(compiled, given, tuple(columns))


def _row(names: Sequence[str]) -> Any:
    """What makes a row of a list."""
    kind: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # noqa: PYI024 - its names come with the statement
    return kind._make


def _into(kind: TypeEngine[Any], dialect: Dialect) -> Turn | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out(kind: TypeEngine[Any], dialect: Dialect) -> Turn | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _turned(turn: Turn | None, value: Any) -> Any:
    return value if turn is None else turn(value)


def _default(default: Any) -> Any:
    return default.arg if default.is_scalar else default.arg(None)

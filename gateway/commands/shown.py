"""How does a command show what it found? A table for people, one JSON object a line for programs."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table

AGAIN = 75  # EX_TEMPFAIL of sysexits.h


def rows(found: Iterable[Mapping[str, Any]], *, as_json: bool, columns: Sequence[str], empty: str) -> None:
    """Prints rows: with as_json every key, otherwise a table of `columns`, or the sentence `empty`."""
    if as_json:
        for row in found:
            line(row)
        return
    table = Table(*columns, box=None, header_style="bold")
    for row in found:
        table.add_row(*(cell(row.get(column)) for column in columns))
    console = Console()
    console.print(table if table.row_count else empty, soft_wrap=True)


def line(row: Mapping[str, Any]) -> None:
    """One JSON object on one line."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False, default=_plain) + "\n")


def complain(sentence: str) -> None:
    """An error, to the error stream."""
    Console(stderr=True).print(sentence, style="red", markup=False, soft_wrap=True)


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is not shown")


def cell(value: object) -> str:
    """A value in words for people."""
    if isinstance(value, datetime):
        return f"{value.astimezone():%Y-%m-%d %H:%M}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(str(v) for v in value)
    return "" if value is None else str(value)

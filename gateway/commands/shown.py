"""How does a command show what it found? A table for people, one JSON object a line for programs."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gateway.masking import masked

AGAIN = 75  # EX_TEMPFAIL of sysexits.h
WIDE = 10_000  # columns, for whatever is no terminal: nothing is cut there
LONGEST = 48  # columns of one cell on a terminal
# Signs that end a line somewhere, steer a terminal or show text other than it is (the joiners of emoji do not).
_UNSEEN = {
    sign: ascii(chr(sign))[1:-1]
    for first, last in (
        (0x00, 0x1F),
        (0x7F, 0x9F),
        (0xAD, 0xAD),
        (0x61C, 0x61C),
        (0x200B, 0x200B),
        (0x200E, 0x200F),
        (0x2028, 0x202E),
        (0x2060, 0x206F),
        (0xD800, 0xDFFF),
        (0xFEFF, 0xFEFF),
        (0xFFF9, 0xFFFB),
        (0xE0000, 0xE007F),
    )
    for sign in range(first, last + 1)
}
_ESCAPED = {sign: json.dumps(chr(sign))[1:-1] for sign in _UNSEEN}


def rows(found: Iterable[Mapping[str, Any]], *, as_json: bool, columns: Sequence[str], empty: str) -> None:
    """Prints rows: with as_json every key, otherwise a table of `columns`, or the sentence `empty`.

    On a terminal only the last column gives way; elsewhere nothing is cut.
    """
    if as_json:
        for row in found:
            line(row)
        return
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDE)
    table = Table(box=None, header_style="bold")
    for column in columns:
        last = column == columns[-1]
        table.add_column(
            column, no_wrap=True, overflow="ellipsis", min_width=None if last else 4, max_width=None if not console.is_terminal else LONGEST
        )
    for row in found:
        table.add_row(*(_in_table(column, cell(row.get(column))) for column in columns))
    console.print(table if table.row_count else empty)


def _in_table(column: str, value: str) -> Text:
    """A cell as written: a stranger's `[red]` is no markup. Only what was said keeps its lines."""
    return Text("\n".join(map(printable, value.split("\n"))) if column == "text" else printable(value))


def fields(row: Mapping[str, Any]) -> None:
    """One thing whole, a line for each of its fields."""
    for name, value in row.items():
        sys.stdout.write(f"{name:>14}  {printable(cell(value))}\n")


def line(row: Mapping[str, Any]) -> None:
    """One JSON object on one line, for whoever splits at other signs too (U+2028); what is not seen stands as JSON's escape."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False, default=_plain).translate(_ESCAPED) + "\n")


def complain(sentence: str) -> None:
    """An error, to the error stream; it may quote a directory, but no CPF."""
    say(masked(sentence), "red")


def say(sentence: str, style: str = "") -> None:
    """A line to the error stream. Where it takes none (a full disk, a pipe that nobody reads) what is to be done is done all the same."""
    with suppress(OSError, SystemExit):  # rich ends the program where a pipe was closed
        Console(stderr=True).print(sentence, style=style, markup=False, soft_wrap=True, highlight=False)


def printable(text: str) -> str:
    """The text in one line of signs that are seen; each other sign as its escape in Python."""
    return text.translate(_UNSEEN)


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is not shown")


def cell(value: object) -> str:
    """A value in words for people; an instant in the zone it comes in."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(str(v) for v in value)
    return "" if value is None else str(value)

"""How does a command show what it found? A table for people, one JSON object a line for programs."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from gateway.commands.table import laid_out, style
from gateway.console.doctor.finding import Finding
from gateway.masking import masked

AGAIN = 75  # EX_TEMPFAIL of sysexits.h
WIDE = 10_000  # columns, for whatever is no terminal: nothing is cut there
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

    A terminal gets colours, and what fits it (table.py); elsewhere nothing is cut.
    """
    if as_json:
        for row in found:
            line(row)
        return
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDE)
    laid = [{column: _in_table(column, cell(row.get(column))) for column in columns} for row in found]
    console.print(laid_out(console, columns, laid) if laid else empty, highlight=False)


def _in_table(column: str, value: str) -> Text:
    """A cell as written: a stranger's `[red]` is no markup. Only what was said keeps its lines."""
    text = "\n".join(map(printable, value.split("\n"))) if column == "text" else printable(value)
    return Text(text, style=style(column, value))


def fields(row: Mapping[str, Any]) -> None:
    """One thing whole, a line for each of its fields."""
    for name, value in row.items():
        sys.stdout.write(f"{name:>14}  {printable(cell(value))}\n")


def line(row: Mapping[str, Any]) -> None:
    """One JSON object on one line, for whoever splits at other signs too (U+2028); what is not seen stands as JSON's escape."""
    sys.stdout.write(as_line(row) + "\n")


def as_line(row: Mapping[str, Any]) -> str:
    """The same, to be written anywhere."""
    return json.dumps(row, ensure_ascii=False, default=_plain).translate(_ESCAPED)


def found(finding: Finding, *, error: bool = False) -> None:
    """What a trial found: a line with its mark, and below it what to do; to the error stream, if that is said."""
    mark, style = ("✗", "bold red") if not finding.ok else ("!", "yellow") if finding.why else ("✓", "green")
    named = f"{finding.part} {finding.name}".strip()
    out = Console(soft_wrap=True, stderr=error)
    out.print(Text.assemble((mark, style), " ", (printable(named), "bold"), printable(f"  {finding.says}")))
    if finding.matters and not error:
        out.print(Text(f"     {finding.matters}", style="dim"))
    if finding.mend:
        out.print(Text(f"  -> {printable(finding.mend)}"))


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
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)

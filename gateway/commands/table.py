"""How does a table fit a terminal? What tells rows apart is never cut, the rest gives way; else each row is a block of lines."""

from collections.abc import Mapping, Sequence

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

LONGEST = 48  # columns of one cell on a terminal
SHORTEST = 12  # columns of what gives way
GAP = 2
# Columns that are read whole or not at all.
WHOLE = frozenset(
    (
        *("id", "at", "day", "number", "status", "disposition", "code", "round", "kind", "due_at", "held_until", "opened_at"),
        *("received", "with", "without", "active", "differs", "maybe", "follows", "done", "ok"),
    )
)
STATES = frozenset({"status", "disposition", "today", "done", "outcome", "filed"})
GREEN = frozenset(
    (
        *("opened", "completed", "replied", "solved", "taken", "assigned", "transferred", "reclassified", "approved", "resumed", "sent"),
        *("confirmed", "evidence-complete", "evidence-explained", "answered", "merged", "joined", "leads", "closed", "erased", "filed"),
    )
)
YELLOW = frozenset(("waiting", "pending", "new", "asked", "asked-again", "evidence-missing", "expired", "unanswered", "would be erased"))
RED = frozenset(("dead", "too-costly", "undelivered", "hold-expired", "bounced"))


def style(column: str, value: str) -> str:
    """The colour of a state: green is well, yellow waits for somebody, red wants a person."""
    if column not in STATES:
        return ""
    if value in RED:
        return "red"
    return "yellow" if value in YELLOW or value.startswith(("held-", "undecided-")) else "green" if value in GREEN else ""


def laid_out(console: Console, columns: Sequence[str], rows: Sequence[Mapping[str, Text]]) -> RenderableType:
    """A table, or blocks where the terminal is too narrow for one; elsewhere than on a terminal all of it."""
    if not console.is_terminal:
        return _table(columns, rows, {})
    wanted = {name: max([len(name), *(_width(row[name]) for row in rows)]) for name in columns}
    least = {name: wanted[name] if name in WHOLE else min(wanted[name], max(SHORTEST, len(name))) for name in columns}
    room = console.width - GAP * len(columns)
    if sum(least.values()) > room:
        return _blocks(columns, rows)
    return _table(columns, rows, _shared(columns, wanted, least, room))


def _shared(columns: Sequence[str], wanted: Mapping[str, int], least: Mapping[str, int], room: int) -> dict[str, int]:
    """The width of each column: what is left of the room goes in equal shares to those that lack something, the modest ones first."""
    widths = dict(least)
    left = room - sum(widths.values())
    lacks = {name: min(wanted[name], wanted[name] if name == columns[-1] else LONGEST) - widths[name] for name in columns}
    lacking = sorted((name for name in columns if lacks[name] > 0), key=lacks.__getitem__)
    for number, name in enumerate(lacking):
        more = min(lacks[name], left // (len(lacking) - number))
        widths[name] += more
        left -= more
    return widths


def _width(text: Text) -> int:
    return max((line.cell_len for line in text.split("\n")), default=0)


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, Text]], widths: Mapping[str, int]) -> Table:
    table = Table(box=None, header_style="bold", padding=(0, GAP, 0, 0))
    for name in columns:
        said = name == "text"  # what somebody wrote is read whole
        table.add_column(name, no_wrap=not said, overflow="fold" if said else "ellipsis", width=widths.get(name))
    for row in rows:
        table.add_row(*(row[name] for name in columns))
    return table


def _blocks(columns: Sequence[str], rows: Sequence[Mapping[str, Text]]) -> Table:
    """A line for each column that holds anything, an empty one between rows."""
    grid = Table.grid(padding=(0, GAP, 0, 0))
    grid.add_column(justify="right", style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for number, row in enumerate(rows):
        if number:
            grid.add_row()
        for name in columns:
            if row[name]:
                grid.add_row(name, row[name])
    return grid

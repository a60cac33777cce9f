"""How much does it carry? Measures side by side, prints the table and writes bench/RESULTS.md (`make bench`).

`python -m bench NAME...` asks the named questions only, and writes nothing: a table is of one run.
"""

import argparse
import importlib
import sys
import traceback
from typing import Final

from rich.console import Console
from rich.table import Table

from bench import results
from bench.row import Row

MADE_BY = """Written by `make bench`. The sides of a row run in the same minutes on the same machine, in turns;
only the ratio travels to another machine. CPU is that of the whole program with all its processes."""

# One module a question; a new one is a new name here, and a `measure` in its module.
NAMES: Final = (
    "accept",
    "ticketing",
    "sealing",
    "memory",
    "latency",
    "workers",
    "growing",
    "parsing",
    "stripping",
    "mailbox",
    "arrival",
    "digests",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="How much does it carry?")
    parser.add_argument("name", nargs="*", help=f"which questions (default: all): {', '.join(NAMES)}")
    names = parser.parse_args().name
    if unknown := set(names) - set(NAMES):
        parser.error(f"no such question: {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    console = Console(width=None if sys.stdout.isatty() else 250)
    rows = [row for name in names or NAMES for row in asked(name, console)]
    show(console, rows)
    if not names:
        results.write("# Benchmark", MADE_BY, rows)
    sys.exit(any(row.failed for row in rows))


def asked(name: str, console: Console) -> list[Row]:
    """The rows of one question; one that fails has a row that says so, and the others are asked all the same."""
    rows: list[Row] = []
    with console.status("") as status:
        try:
            for row in importlib.import_module(f"bench.{name}").measure(status.update):
                rows.append(row)  # noqa: PERF402 - what it had measured before it failed is kept
        except Exception as error:  # noqa: BLE001 - whatever it is, it belongs in the table
            console.print(traceback.format_exc(), highlight=False)
            rows.append(Row(name, "failed", how=f"{type(error).__name__}: {error}".replace("\n", " ")[-300:], failed=True))
    return rows


def show(console: Console, rows: list[Row]) -> None:
    table = Table(*results.COLUMNS, box=None, header_style="bold")
    for row in rows:
        table.add_row(*row.cells())
    console.print(table)
    console.print(results.machine(), highlight=False)


if __name__ == "__main__":
    main()

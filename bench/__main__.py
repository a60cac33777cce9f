"""How much does it carry? Measures side by side, prints the table and writes bench/RESULTS.md (`make bench`)."""

from collections.abc import Callable, Iterator
from typing import Final

from rich.console import Console
from rich.table import Table

from bench import arrival, digests, door, mailbox, parsing, results, stripping, whole
from bench.row import Row, Step

MADE_BY = """Written by `make bench`. Both sides of a row run in the same minute on the same machine, in turns;
only the ratio travels to another machine."""

# One module a question; a new row is a new `measure` here.
MEASURES: Final[tuple[Callable[[Step], Iterator[Row]], ...]] = tuple(
    module.measure for module in (parsing, stripping, door, whole, mailbox, arrival, digests)
)


def main() -> None:
    console = Console()
    rows: list[Row] = []
    with console.status("") as status:
        for measure in MEASURES:
            rows += measure(status.update)
    show(console, rows)
    results.write("# Benchmark", MADE_BY, rows)


def show(console: Console, rows: list[Row]) -> None:
    table = Table(*results.COLUMNS, box=None, header_style="bold")
    for row in rows:
        table.add_row(*row.cells())
    console.print(table)
    console.print(results.machine(), highlight=False)


if __name__ == "__main__":
    main()

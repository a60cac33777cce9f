"""How much does it carry? Measures side by side, prints the table and writes bench/RESULTS.md (`make bench`)."""

import os
import platform
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from bench import arrival, door, mailbox, parsing, stripping, whole
from bench.row import Row, Step

RESULTS = Path(__file__).with_name("RESULTS.md")
COLUMNS = ("what", "ours", "beside it", "ratio", "how")

# One module a question; a new row is a new `measure` here.
MEASURES: Final[tuple[Callable[[Step], Iterator[Row]], ...]] = tuple(
    module.measure for module in (parsing, stripping, door, whole, mailbox, arrival)
)


def main() -> None:
    console = Console()
    rows: list[Row] = []
    with console.status("") as status:
        for measure in MEASURES:
            rows += measure(status.update)
    table = Table(*COLUMNS, box=None, header_style="bold")
    for row in rows:
        table.add_row(*row.cells())
    console.print(table)
    console.print(machine(), highlight=False)
    RESULTS.write_text(page(rows))


def machine() -> str:
    """Where the figures were measured."""
    model = next((line.partition(":")[2].strip() for line in cpu_lines() if line.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} cores ({model}), Python {platform.python_version()}, {platform.system()} {platform.release()}"


def cpu_lines() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.exists() else []


def page(rows: list[Row]) -> str:
    lines = [
        "# Benchmark",
        "",
        "Written by `make bench`. Both sides of a row run in the same minute on the same machine, in turns;",
        "only the ratio travels to another machine.",
        "",
        machine(),
        "",
        "| " + " | ".join(COLUMNS) + " |",
        "| --- | ---: | ---: | ---: | --- |",
        *("| " + " | ".join(row.cells()) + " |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

"""How long does a digest take on a desk of years? All groups of the catalogue, from the first count to the letter.

`python -m bench.digests` does it over a million tickets on SQLite and PostgreSQL; filling them takes minutes, so `make bench` asks a
small desk only.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path
from statistics import median

from rich.console import Console
from sqlalchemy import text

from bench import results
from bench.filling import fill
from bench.office import Office
from bench.row import Row, Step
from bench.tickets import DAYS, NOW, tickets
from gateway.app import equip
from gateway.clockwork.digesting import sending, spans
from gateway.clockwork.digesting.spans import Span
from gateway.clockwork.tools import Tools
from gateway.people.directory import Person
from gateway.settings import Settings
from tests.postgres import Postgres

FEW, MANY = 20_000, 1_000_000
PAIRS = 7
HEADING = "## Digests over years of tickets"
MADE_BY = """Written by `python -m bench.digests`; invented tickets over three years, each with its moves and mails. Beside ours stands
a count that reads the whole table of tickets once; the median of seven pairs in turns."""
SPANS = (
    ("a day", Span(spans.DAY, NOW - timedelta(days=1), NOW)),
    ("a week", Span(spans.WEEK, NOW - timedelta(days=7), NOW)),
    ("30 days", spans.asked(NOW, 30)),
)


def measure(step: Step) -> Iterator[Row]:
    """A small desk on SQLite."""
    with tempfile.TemporaryDirectory() as home:
        yield from on(step, f"sqlite:///{home}/carteiro.db", FEW)


def on(step: Step, url: str, count: int) -> Iterator[Row]:
    """A row for each span. url: a database that is empty, and is filled, or one that an earlier run has filled."""
    with tempfile.TemporaryDirectory() as home:
        tools = equip(Settings.model_validate({"home": Path(home), "database": url}), lambda: NOW)
        with closing(tools.database):
            tools.database.upgrade()
            scan = _scan(tools)
            if not scan():
                day, office = tools.rules.calendar.local(NOW).date(), tools.rules.calendar
                batches = tickets(Office(office, day - timedelta(days=DAYS + 30), day + timedelta(days=400)), count)
                for done in fill(tools.database, batches):
                    step(f"{done:,} of {count:,} tickets")
            found = scan()
            name = "SQLite" if tools.database.is_sqlite else "PostgreSQL"
            for words, span in SPANS:
                step(f"digest of {words}, {name}")
                yield _row(f"digest of {words}, {found:,} tickets, {name}", _digest(tools, span), scan)


def _row(what: str, digest: Callable[[], int], scan: Callable[[], int]) -> Row:
    letter = digest()  # to warm up
    pairs = [(_seconds(digest), _seconds(scan)) for _ in range(PAIRS)]
    ours, beside = (median(side) for side in zip(*pairs, strict=True))
    how = f"the letter of {letter / 1000:.0f} KB, all groups, beside a count that reads every ticket"
    return Row(what, f"{ours * 1000:.0f} ms", f"{beside * 1000:.0f} ms", median(a / b for a, b in pairs), how)


def _digest(tools: Tools, span: Span) -> Callable[[], int]:
    groups = tuple(group.name for group in tools.rules.catalog.groups)
    reader = Person("", "", "", ("",), frozenset({"supervisor"}), active=True, supervises=groups)

    def made() -> int:
        (digest,) = sending.of_reader(tools, reader, (span,))
        content = sending.composed(tools, reader, digest)
        return len(content.text) + len(content.html)

    return made


def _scan(tools: Tools) -> Callable[[], int]:
    """Counts the tickets by a column of no index."""

    def counted() -> int:
        with tools.database.reading() as session:
            return session.scalar(text("SELECT count(title) FROM ticket")) or 0

    return counted


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.digests", description="How long does a digest take on a desk of years?")
    parser.add_argument("--tickets", type=int, default=MANY, help="how many (default: %(default)s)")
    parser.add_argument("--database", action="append", help="a URL, empty or filled by this; default: a new SQLite file and a PostgreSQL")
    chosen = parser.parse_args()
    console = Console()
    with ExitStack() as stack, console.status("") as status:
        urls = chosen.database or [
            f"sqlite:///{stack.enter_context(tempfile.TemporaryDirectory())}/carteiro.db",
            stack.enter_context(Postgres()).create(),
        ]
        rows = [row for url in urls for row in on(status.update, url, chosen.tickets)]
    for row in rows:
        console.print(*row.cells(), sep="  ", highlight=False)
    results.write(HEADING, MADE_BY, rows)


if __name__ == "__main__":
    main()

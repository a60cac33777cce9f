"""What does a mail cost when there are few tickets, and when there are very many? CPU of the process that hears and sends, by turns.

`python -m bench.growth` does it at a million tickets on PostgreSQL, which take twenty minutes to fill; `make bench` asks less.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from statistics import median

from rich.console import Console
from sqlalchemy import text

from bench.history import grow
from bench.row import Row, Step
from bench.tickets import NOW
from tests.postgres import Postgres
from tests.world import ANA, CONCEICAO, JOAO, MARIA, PAULO, PNG, RITA, World

FEW, MANY, MILLION = 1_000, 20_000, 1_000_000
TURNS = 5
ANSWERS = {MARIA: ANA, JOAO: ANA, RITA: ANA, CONCEICAO: PAULO}
LATER = timedelta(hours=1, minutes=1)  # an hour's answers to one person are limited


def measure(step: Step) -> Iterator[Row]:
    """Small histories on SQLite."""
    with tempfile.TemporaryDirectory() as home:
        yield on(step, lambda count: f"sqlite:///{home}/{count}.db", FEW, MANY)


def on(step: Step, url: Callable[[int], str], few: int, many: int) -> Row:
    """One row: few and many tickets side by side."""
    with tempfile.TemporaryDirectory() as home, ExitStack() as stack:
        worlds = [_desk(step, Path(home), url(count), count) for count in (few, many)]
        for world in worlds:
            stack.callback(world.close)
            _day(world)
        step("mails")
        pairs = [tuple(map(_day, worlds)) for _ in range(TURNS)]
    before, after = (median(side) for side in zip(*pairs, strict=True))
    name = "SQLite" if worlds[0].tools.database.is_sqlite else "PostgreSQL"
    how = f"opened, solved, approved, with their letters; beside {few:,} tickets; {name}, CPU of our process"
    return Row(f"a mail at {many:,} tickets", f"{after:.1f} ms", f"{before:.1f} ms", median(b / a for a, b in pairs), how)


def _desk(step: Step, home: Path, url: str, count: int) -> World:
    world = World(home / str(count), database=url)
    for done in grow(world.tools.database, world.tools, count):
        step(done)
    world.clock.at = NOW + timedelta(hours=5)
    # What falls due of the history would be worked off beside the mails, ten times as much of ten times the tickets.
    with world.tools.database.writing() as session:
        session.execute(text("UPDATE timer SET outcome = 'void', due_at = NULL WHERE outcome IS NULL"))
    return world


def _day(world: World) -> float:
    """Three tickets of each of four people, from the first mail to the approval; milliseconds of CPU a mail."""
    world.clock.at += LATER
    start, mails = time.process_time(), 0
    for writer, technician in ANSWERS.items():
        for n in range(3):
            world.mail_in(writer, f"[11] Dúvida {n}", "O portal não abre desde cedo.", files={"tela.png": PNG})
            world.work_off()
            world.reply(world.last(technician), "SOLUCIONAR\nVeja o manual.")
            world.work_off()
            world.reply(world.last(writer), "APROVAR")
            world.work_off()
            mails += 3
    return (time.process_time() - start) / mails * 1000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description="What does a mail cost after years of tickets?")
    parser.add_argument("--tickets", type=int, default=MILLION, help="how many (default: %(default)s)")
    chosen = parser.parse_args()
    console = Console()
    with Postgres() as server, console.status("") as status:
        row = on(status.update, lambda _count: server.create(), FEW, chosen.tickets)
    console.print(*row.cells(), sep="  ", highlight=False)


if __name__ == "__main__":
    main()

"""What does a worker add, and what does it lose to the others' locks? The same mails with one to four `carteiro work`.

All are warm before the first mail, and a door takes mail in beside them. Who waits for a lock is asked of PostgreSQL (pg_stat_activity)
a hundred times a second: so many waiting connections, times the seconds between two looks, is the time lost.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from bench import disk
from bench.house import House, grown, ledger
from bench.row import Row, Step
from bench.sink import sinking

WORKERS = (1, 2, 4)
MAILS = 600
WARM = 20
LOOK_EACH = 0.01
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid <> pg_backend_pid()"


@dataclass(frozen=True)
class Turn:
    """Seconds per mail."""

    wall: float
    cpu: float
    database: float
    locked: float
    probe: float


def measure(step: Step) -> Iterator[Row]:
    """One to four, each over a new database."""
    turns = {}
    for number in WORKERS:
        step(f"{MAILS} mails, {number} workers")
        turns[number] = turn(number)
    one = turns[1]
    for number, its in turns.items():
        how = (
            f"{MAILS} mails of 45 KB to tickets and letters, PostgreSQL, Redis; {its.cpu * 1000:.1f} ms of CPU a mail,"
            f" + {its.database * 1000:.1f} ms of its servers'; {disk.said([its.probe])}; beside it one worker"
        )
        yield Row(
            f"tickets a second, {number} worker{'s' if number > 1 else ''}",
            f"{1 / its.wall:.1f}",
            f"{1 / one.wall:.1f}",
            one.wall / its.wall,
            how,
        )
    four = turns[WORKERS[-1]]
    how = (
        "floor 1.5, aim 1.1; connections that wait for a lock in PostgreSQL, a mail;"
        " ratio: what that adds to a mail's CPU, four workers / one (what four processes cost two cores is in the rows above)"
    )
    ratio = (1 + four.locked / four.cpu) / (1 + one.locked / one.cpu)
    yield Row("lost to locks per mail, 4 workers beside 1", f"{four.locked * 1e6:.0f} µs", f"{one.locked * 1e6:.0f} µs", ratio, how)


def turn(workers: int) -> Turn:
    """From the first mail to the last letter."""
    with sinking() as sink, grown(sink.url, workers) as house:
        with ledger(house) as rows:
            house.load(WARM)
            rows.settled(WARM)
        with ledger(house) as rows, waiting(house) as locked:
            probe = disk.probe()
            cpu, beside = house.cpu_seconds(), house.cpu_beside()
            start = house.load(MAILS)
            rows.settled(MAILS)
            wall = time.monotonic() - start
            cpu, beside = house.cpu_seconds() - cpu, house.cpu_beside() - beside
        return Turn(wall / MAILS, cpu / MAILS, beside / MAILS, locked() / MAILS, probe)


@contextmanager
def waiting(house: House) -> Iterator[Callable[[], float]]:
    """Looks until the block ends; gives the seconds that connections have waited for locks, added up."""
    lost, stop = [0.0], threading.Event()
    url = house.database.replace("postgresql+psycopg", "postgresql")

    def look() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            before = time.monotonic()
            while not stop.wait(LOOK_EACH):
                row = connection.execute(WAITING).fetchone()
                now = time.monotonic()
                lost[0] += (row[0] if row else 0) * (now - before)
                before = now

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield lambda: lost[0]
    finally:
        stop.set()
        thread.join()

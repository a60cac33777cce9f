"""What does a mail cost when a thousand, a hundred thousand, a million tickets are on record?

Gateways over databases of each size, in turns. A SQLite file of a million tickets takes minutes to fill: it is kept in var/bench/ for the
next run, until the tables or the invented tickets change. A PostgreSQL is filled each time, and smaller.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median

from bench.filling import fill
from bench.house import House, embedded, ledger, postmaster
from bench.office import Office
from bench.row import Row, Step
from bench.server import ROOT
from bench.sink import Sink, sinking
from bench.tickets import DAYS, NOW, tickets
from bench.tree import cpu_seconds
from gateway.app import equip
from gateway.settings import Settings
from tests.postgres import Postgres

Gateway = Callable[[str], AbstractContextManager[House]]  # of the relay it hands letters to
KEPT = ROOT / "var" / "bench"
SQLITE = (1_000, 100_000, 1_000_000)
POSTGRES = (1_000, 100_000)
MAILS, ROUNDS = 100, 5
MADE_OF = ("bench/filling.py", "bench/tickets.py", "bench/office.py", "storage/tables.py", "storage/migrations/versions/*.py")


def measure(step: Step) -> Iterator[Row]:
    """SQLite, then PostgreSQL."""
    with ExitStack() as stack:
        homes = {size: stack.enter_context(kept(size, step)) for size in SQLITE}
        yield from _rows("SQLite", {size: partial(embedded, home=home) for size, home in homes.items()}, step)
    with Postgres() as postgres:
        urls = {size: postgres.create() for size in POSTGRES}
        for size, url in urls.items():
            filled(url, size, step)
        yield from _rows("PostgreSQL", {size: partial(embedded, database=url) for size, url in urls.items()}, step)


def _rows(name: str, gateways: dict[int, Gateway], step: Step) -> Iterator[Row]:
    costs: dict[int, list[float]] = {size: [] for size in gateways}
    servers: dict[int, list[float]] = {size: [] for size in gateways}
    with ExitStack() as stack:
        houses = {}
        for size, gateway in gateways.items():
            sink = stack.enter_context(sinking())
            houses[size] = (stack.enter_context(gateway(sink.url)), sink)
        for n in range(-1, ROUNDS):  # the first one warms up
            for size, (house, sink) in houses.items():
                step(f"{size:,} tickets on record, {name}, round {max(n, 0) + 1} of {ROUNDS}")
                beside = (lambda url=house.database: cpu_seconds(postmaster(url))) if name == "PostgreSQL" else (lambda: 0.0)
                own, other = cost(house, sink, beside)
                costs[size].append(own)
                servers[size].append(other)
    for one in (*costs.values(), *servers.values()):
        del one[0]
    few = min(gateways)
    how = (
        "floor 1.2, aim 1.05 at a million; CPU of `carteiro up`, from DATA to the letters at a relay;"
        f" {MAILS} mails of 45 KB, {ROUNDS} rounds in turns; beside it {few:,} tickets"
    )
    for size in filter(lambda size: size > few, gateways):
        ratio = median((a + b) / (c + d) for a, b, c, d in zip(costs[size], servers[size], costs[few], servers[few], strict=True))
        yield Row(
            f"cost per mail at {size:,} tickets, {name}", _said(costs[size], servers[size]), _said(costs[few], servers[few]), ratio, how
        )


def _said(costs: list[float], servers: list[float]) -> str:
    beside = median(servers) * 1000
    return f"{median(costs) * 1000:.1f} ms" + (f" + {beside:.1f} ms of the server's" if beside else "")


def cost(house: House, sink: Sink, beside: Callable[[], float]) -> tuple[float, float]:
    """CPU seconds a mail: the gateway's, and the database server's."""
    with ledger(house) as rows:
        own, other, letters = house.cpu_seconds(), beside(), sink.letters()
        house.load(MAILS)
        rows.settled(MAILS)
        own, other = house.cpu_seconds() - own, beside() - other
    if sink.letters() - letters < 2 * MAILS:
        raise RuntimeError(f"{MAILS} tickets made {sink.letters() - letters} letters")
    return own / MAILS, other / MAILS


def filled(url: str, size: int, step: Step) -> None:
    """Makes the tables, and puts so many tickets there."""
    with tempfile.TemporaryDirectory() as home:
        tools = equip(Settings.model_validate({"home": Path(home), "database": url}), lambda: NOW)
        with closing(tools.database):
            tools.database.upgrade()
            calendar = tools.rules.calendar
            day = calendar.local(NOW).date()
            office = Office(calendar, day - timedelta(days=DAYS + 30), day + timedelta(days=400))
            for done in fill(tools.database, tickets(office, size)):
                step(f"{done:,} of {size:,} tickets")


@contextmanager
def kept(size: int, step: Step) -> Iterator[Path]:
    """The home of a gateway with so many tickets in its SQLite, of an earlier run or new; not used again when this fails."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for name in MADE_OF for path in sorted(ROOT.glob(name)))).hexdigest()[:12]
    folder = KEPT / f"{size}-{digest}"
    whole = folder / "whole"
    for other in KEPT.glob(f"{size}-*"):
        if other != folder or not whole.exists():
            shutil.rmtree(other)
    if not whole.exists():
        folder.mkdir(parents=True)
        filled(f"sqlite:///{folder}/carteiro.db", size, step)
    whole.unlink(missing_ok=True)
    yield folder
    whole.touch()

"""What does it add to a ticket's CPU that everything is sealed? Ours beside the same without sealing, each until nothing is left to do."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from statistics import median

from bench import disk
from bench.house import House, embedded, ledger
from bench.row import Row, Step
from bench.server import wait_for
from bench.sink import sinking
from storage.database import Database
from storage.record import verifying

MAILS, ROUNDS, FEW = 600, 5, 20
SEALED_SECONDS = 120


def measure(step: Step) -> Iterator[Row]:
    """In turns; each has an own relay."""
    with ExitStack() as stack:
        houses = {
            module: stack.enter_context(embedded(stack.enter_context(sinking()).url, module=module))
            for module in ("gateway", "bench.unsealed")
        }
        probes, pairs = [], list[tuple[float, float]]()
        for n in range(-1, ROUNDS):  # the first one warms up
            probes.append(disk.probe())
            step(f"mails to tickets, with and without their seals, round {max(n, 0) + 1} of {ROUNDS}")
            ours, without = (_cpu(house, FEW if n < 0 else MAILS, sealed=module == "gateway") for module, house in houses.items())
            pairs.append((ours, without))
        del pairs[0]
    ours, without = (median(side) * 1000 for side in zip(*pairs, strict=True))
    how = f"`carteiro up`, SQLite; {MAILS} mails of 45 KB, {ROUNDS} rounds in turns, to the last seal; {disk.said(probes)}; beside it none"
    yield Row("CPU per ticket, and sealed", f"{ours:.1f} ms", f"{without:.1f} ms", median(a / b for a, b in pairs), how)


def _cpu(house: House, mails: int, *, sealed: bool) -> float:
    """Seconds a mail."""
    with ledger(house) as rows, closing(Database(house.database)) as database:

        def done() -> bool:
            with database.reading() as session:
                return verifying.waiting(session) == 0

        before = house.cpu_seconds()
        house.load(mails)
        rows.settled(mails)
        if sealed:
            wait_for(done, SEALED_SECONDS)
        return (house.cpu_seconds() - before) / mails

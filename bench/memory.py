"""How much memory does it take when fifty mails of 25 MB come at once?

`carteiro up`, letters to a relay, mails on fifty connections; the memory of the gateway's processes (what several share counts once) is
looked at every few hundredths of a second, from idle until the last letter is out.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import disk, tree
from bench.house import House, embedded, ledger
from bench.row import Row, Step
from bench.sink import sinking

AT_ONCE = 50
SIZE = 24_900_000  # below CARTEIRO_SIZE
LOOK_EACH = 0.03  # seconds
SECONDS = 600
FLOOR = 150  # MB above idle that it may take at most


def measure(step: Step) -> Iterator[Row]:
    """After one such mail, so that all is loaded that is loaded once."""
    with sinking() as sink, embedded(sink.url) as house:
        step("one mail of 25 MB to warm up")
        through(house, 1)
        idle = tree.memory(*house.pids)
        step(f"{AT_ONCE} mails of 25 MB at once")
        probe = disk.probe()
        with peak(house.pids) as seen:
            start_cpu = house.cpu_seconds()
            through(house, AT_ONCE)
            cpu = house.cpu_seconds() - start_cpu
        main = resident(house.door.pid)
    how = (
        f"idle {idle:.0f} MB, at most {seen():.0f} MB; the main process alone at most {main:.0f} MB in memory (VmHWM);"
        f" {cpu / AT_ONCE:.2f} s of CPU a mail; {disk.said([probe])}; beside it the floor; aim 50 MB"
    )
    above = seen() - idle
    yield Row(f"memory above idle, {AT_ONCE} mails of 25 MB at once", f"{above:.0f} MB", f"{FLOOR} MB", above / FLOOR, how)


def through(house: House, mails: int) -> None:
    """Sends so many at once, and waits until they are tickets and their letters are out."""
    with ledger(house) as rows:
        house.load(mails, sessions=mails, size=SIZE)
        rows.settled(mails, SECONDS)


@contextmanager
def peak(pids: tuple[int, ...]) -> Iterator[Callable[[], float]]:
    """Looks until the block ends; gives the most MB it has seen."""
    highest, stop = [0.0], threading.Event()

    def look() -> None:
        while not stop.wait(LOOK_EACH):
            highest[0] = max(highest[0], tree.memory(*pids))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield lambda: highest[0]
    finally:
        stop.set()
        thread.join()


def resident(pid: int) -> float:
    """MB that the process had in memory at most, since it began (VmHWM)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) * 1024 / tree.MB

"""The process that reads one costly mail: limits first, then bytes in, a Reading out (`python -m gateway.reader.child`)."""

import pickle
import resource
import sys
from dataclasses import dataclass
from pathlib import Path

from parsers.read import read

OVER_BUDGET = 9  # exit code: this mail asked for more
CUT_SHORT = 3  # exit code: the mail did not come whole


@dataclass(frozen=True, slots=True)
class Budget:
    """What reading one mail may cost: seconds of CPU, bytes beside those the interpreter itself holds, seconds in all."""

    cpu: int = 5
    memory: int = 300 * 1024 * 1024
    wall: float = 15


def main() -> int:
    """Reads (budget, size, known, recipients, mail_from) and the mail's bytes from the input, writes the pickled Reading to the output."""
    budget, size, known, recipients, mail_from = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent wrote it
    raw = sys.stdin.buffer.read(size)
    if len(raw) < size:
        return CUT_SHORT
    resource.setrlimit(resource.RLIMIT_CPU, (budget.cpu, budget.cpu + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_held() + budget.memory, resource.RLIM_INFINITY))
    try:
        reading = read(raw, known, recipients, mail_from)
    except (MemoryError, RecursionError):
        return OVER_BUDGET
    sys.stdout.buffer.write(pickle.dumps(reading))
    return 0


def _held() -> int:
    """Bytes of address space in use, the mail included."""
    statm = Path("/proc/self/statm")
    pages = int(statm.read_text().split()[0]) if statm.exists() else 0
    return pages * resource.getpagesize()


if __name__ == "__main__":
    sys.exit(main())

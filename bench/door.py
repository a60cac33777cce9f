"""How many mails a second does the door take in durably, beside bare aiosmtpd that throws them away?"""

import subprocess
import sys
from collections.abc import Iterator
from statistics import median

from bench.row import Row, Step
from bench.server import ROOT, Server, serving

PAIRS = 7
SESSIONS = 10
MAILS = 600
HOW = f"45 KB, {SESSIONS} sessions on kept connections, {PAIRS} pairs in turns; ours has committed and synced before its 250"


def measure(step: Step) -> Iterator[Row]:
    """Mails a second and CPU per mail, as medians of pairs run in turns."""
    with serving("gateway", "smtp") as ours, serving("bench.bare") as bare:
        pairs = []
        for n in range(-1, PAIRS):  # the first pair warms up
            step(f"the door beside bare aiosmtpd, pair {max(n, 0) + 1} of {PAIRS}")
            pairs.append((load(ours), load(bare)))
    del pairs[0]
    rates = [(1 / our[0], 1 / other[0]) for our, other in pairs]
    cpu = [(our[1], other[1]) for our, other in pairs]
    yield _row("accepted mails a second", rates, "{:.0f}", HOW)
    yield _row("door CPU per mail", [(a * 1000, b * 1000) for a, b in cpu], "{:.2f} ms", "the same run")


def load(server: Server) -> tuple[float, float]:
    """Wall and CPU seconds per mail."""
    before = server.cpu_seconds()
    command = [sys.executable, "-m", "bench.load", server.host, str(server.port), str(SESSIONS), str(MAILS)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout) / MAILS, (server.cpu_seconds() - before) / MAILS


def _row(what: str, pairs: list[tuple[float, float]], shape: str, how: str) -> Row:
    ours, beside = (median(side) for side in zip(*pairs, strict=True))
    return Row(what, shape.format(ours), shape.format(beside), median(a / b for a, b in pairs), how)

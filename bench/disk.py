"""How quick is the disk right now? It stands beside every durable figure: the disk of a shared machine swings twentyfold within an hour."""

import os
import tempfile
import time

SECONDS = 0.5
BLOCK = os.urandom(4096)


def probe() -> float:
    """Syncs a second: 4 KB written behind each other into a file, each followed by fsync."""
    with tempfile.TemporaryFile() as file:
        count, start = 0, time.perf_counter()
        while (taken := time.perf_counter() - start) < SECONDS:
            file.write(BLOCK)
            file.flush()
            os.fsync(file.fileno())
            count += 1
    return count / taken


def said(probes: list[float]) -> str:
    """As it stands in a row."""
    return f"disk probe {min(probes):.0f} to {max(probes):.0f} fsyncs/s of 4 KB"

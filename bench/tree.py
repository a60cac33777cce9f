"""What does a program use, together with all that it has started? CPU time and memory, as the kernel tells (proc(5))."""

import os
from collections.abc import Iterable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
MB = 1_000_000


def cpu_seconds(*pids: int) -> float:
    """CPU in user and system of these processes, of those they started, and of those of them that have ended."""
    return sum(_cpu(pid) for pid in family(pids))


def memory(*pids: int) -> float:
    """MB in memory of these processes and those they started; what several share counts once (PSS).

    A child that has not begun its own program yet stands in its parent's memory (vfork(2)), which would count twice.
    """
    begun = {words for pid in pids if (words := _words(pid))}
    return sum(_pss(pid) for pid in family(pids) if pid in pids or _words(pid) not in begun) / MB


def family(pids: Iterable[int]) -> list[int]:
    """These processes and all that descend from them."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        if fields := _stat(int(entry.name)):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found = list(pids)
    for pid in found:  # grows as it goes
        found += children.get(pid, [])
    return found


def _words(pid: int) -> bytes:
    """The command line; empty for one that has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _cpu(pid: int) -> float:
    return sum(map(int, _stat(pid)[11:15])) / TICK


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _stat(pid: int) -> list[str]:
    """What stands behind the name: state, parent, ..., utime, stime, cutime, cstime; nothing of one that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []

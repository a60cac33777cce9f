"""How much memory does a poller take? It looks until all is taken, then tells its peak.

`python -m tests.faults.mailbox_waiting HOME MAILBOX` prints two numbers of bytes: before its first look, and at the end.
"""

import sys
from pathlib import Path

from gateway.doors.imap.taking import Look
from tests.wire.mailroom import Mailroom

MEGABYTE = 1_000_000


def peak() -> int:
    """The most memory this program ever had, in bytes: VmHWM of proc(5); ru_maxrss of getrusage(2) would count its parent's too."""
    said = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()
    return int(said[0]) * 1024


if __name__ == "__main__":
    room = Mailroom(Path(sys.argv[1]), sys.argv[2], lease=5)
    at_first = peak()
    while room.look() is not Look.WHOLE:
        pass
    sys.stdout.write(f"{at_first} {peak()}\n")

"""Which port may a server of a test have? One that no other test is given, and no outgoing call (those have numbers from 32768 on)."""

import os
import random
import socket
from itertools import count

FIRST, EACH, MOST = 12_000, 2_500, 8  # processes that test side by side have stretches of their own
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")  # noqa: TID251 - which of several this is; no setting of ours
_STRETCH = FIRST + EACH * (int(_WORKER.removeprefix("gw")) % MOST)
_NUMBERS = count(random.randrange(EACH))


def free_port() -> int:
    """A port that nobody has just now, for TCP and UDP; the same again only when all others were given out."""
    for number in _NUMBERS:
        port = _STRETCH + number % EACH
        try:
            with socket.create_server(("127.0.0.1", port)), socket.socket(type=socket.SOCK_DGRAM) as packets:
                packets.bind(("127.0.0.1", port))
                return port
        except OSError:
            continue
    raise AssertionError("numbers do not end")

"""How many may talk to us at once? Caps on connections, per address and in all."""

from collections import Counter

PER_ADDRESS = 50
IN_ALL = 500


class Crowd:
    """Counts open connections. Used from one event loop only."""

    def __init__(self, per_address: int = PER_ADDRESS, in_all: int = IN_ALL) -> None:
        self._per_address = per_address
        self._in_all = in_all
        self._open: Counter[str] = Counter()

    def enter(self, address: str) -> bool:
        """Counts a connection; False when it is one too many (it must leave all the same)."""
        self._open[address] += 1
        return self._open[address] <= self._per_address and self._open.total() <= self._in_all

    def leave(self, address: str) -> None:
        """Forgets a connection."""
        self._open[address] -= 1
        if self._open[address] <= 0:
            del self._open[address]

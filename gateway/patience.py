"""How long may a caller still wait?"""

from collections.abc import Callable

Clock = Callable[[], float]
"""Seconds that only ever grow (time.monotonic)."""


class Deadline:
    """An instant up to which one question may take, whatever it is made of."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def left(self) -> float:
        """Seconds, more than none. Raises TimeoutError when there are none."""
        seconds = self._end - self._clock()
        if seconds <= 0:
            raise TimeoutError("out of time")
        return seconds

    def share(self, parts: float) -> "Deadline":
        """A deadline at the end of the first of so many equal parts of what is left."""
        return Deadline(self._clock, self.left() / parts)

"""Was the machine's clock set while we run? Said once for each step: whoever reads the record later knows why its times leap."""

import logging
from collections.abc import Callable
from datetime import datetime

log = logging.getLogger(__name__)

SLACK = 5.0  # seconds that a clock may be adjusted by between two looks


class Pace:
    """Compares the clock with one that only runs forward."""

    def __init__(self, clock: Callable[[], datetime], monotonic: Callable[[], float]) -> None:
        """monotonic: seconds since anything."""
        self._clock, self._monotonic = clock, monotonic
        self._last = clock(), monotonic()

    def look(self) -> None:
        """Says how far the clock was set since the last look, if it was."""
        now, passed = self._clock(), self._monotonic()
        was, then = self._last
        self._last = now, passed
        step = (now - was).total_seconds() - (passed - then)
        if abs(step) > SLACK:
            log.warning("Clock: it was set by %+.0f s", step)

"""Is it worth asking at all? After a failure callers are put off at once for some seconds, so that none of them pile up waiting."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from gateway.dial import Trouble
from gateway.patience import Clock
from gateway.people.directory import DirectoryUnavailable

log = logging.getLogger(__name__)

PAUSE_SECONDS = 5.0


class Breaker:
    """Closed while the directory answers. When it does not: open for a pause, then one caller tries while the others are put off."""

    def __init__(self, clock: Clock, pause: float = PAUSE_SECONDS) -> None:
        self._clock = clock
        self._pause = pause
        self._lock = threading.Lock()
        self._until: float | None = None
        self._trying = False

    def check(self) -> None:
        """Raises DirectoryUnavailable while nobody should ask."""
        with self._lock:
            if self._until is not None and (self._trying or self._clock() < self._until):
                raise DirectoryUnavailable("the directory did not answer a moment ago")

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Around one question. Trouble with the line opens the breaker and becomes DirectoryUnavailable."""
        trial = self._enter()
        try:
            yield
        except Trouble as trouble:
            self._failed(str(trouble), trial=trial)
            raise DirectoryUnavailable(str(trouble)) from None
        except DirectoryUnavailable:
            self._answered(trial=trial)  # it did answer, though not what it should
            raise
        except BaseException:
            if trial:
                self._trying = False
            raise
        self._answered(trial=trial)

    def _enter(self) -> bool:
        """Whether this caller is the one that tries."""
        self.check()
        with self._lock:
            if self._until is None:
                return False
            if self._trying:
                raise DirectoryUnavailable("the directory is being tried")
            self._trying = True
            return True

    def _failed(self, why: str, *, trial: bool) -> None:
        with self._lock:
            if self._until is None:
                log.warning("The directory does not answer (%s); what needs it waits", why)
            self._until = self._clock() + self._pause
            self._trying = self._trying and not trial

    def _answered(self, *, trial: bool) -> None:
        with self._lock:
            if trial:
                self._trying, self._until = False, None
                log.warning("The directory answers again")

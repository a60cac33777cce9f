"""What did the directory say within the last minute? Never anything older, and nothing at all about who writes."""

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from cachetools import TTLCache

from gateway.patience import Clock

Found = TypeVar("Found")

SECONDS = 50.0  # with the time that asking took, nothing is ever a minute old
ENTRIES = 4096


class Remembered:
    """A bounded cache. What was nothing is not kept: someone just entered is known at once."""

    def __init__(self, clock: Clock) -> None:
        self._kept: TTLCache[Hashable, Any] = TTLCache(ENTRIES, SECONDS, timer=clock)
        self._lock = threading.Lock()

    def get(self, key: Hashable, ask: Callable[[], Found]) -> Found:
        """What is kept under the key, or what `ask` finds."""
        with self._lock:
            if key in self._kept:
                found: Found = self._kept[key]
                return found
        found = ask()
        if found:
            with self._lock:
                self._kept[key] = found
        return found

    def renew(self, key: Hashable, value: object) -> None:
        """Keeps what was asked afresh in the place of what is older."""
        with self._lock:
            self._kept[key] = value

"""How much is too much work? CPU of a piece of work beside that of a fixed one in the same run: a slow machine slows both."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


def yard() -> float:
    """CPU seconds of a fixed piece of work, of strings, tuples and dictionaries: some 0.1 on an idle machine."""
    began = time.process_time()
    seen: dict[tuple[str, int], str] = {}
    for number in range(100_000):
        word = f"{number % 977}:x"
        seen[word, number % 4096] = word.partition(":")[0]
    assert len(seen) == 100_000
    return time.process_time() - began


@contextmanager
def within(yards: float) -> Iterator[None]:
    """What runs in it costs less than so many yards. What takes no half second is not weighed: a yard would cost more."""
    began = time.process_time()
    yield
    cost = time.process_time() - began
    if cost > 0.5:
        length = max(yard(), yard())
        assert cost < yards * length, f"{cost:.2f} s of CPU are {cost / length:.0f} yards; {yards:.0f} is the most"

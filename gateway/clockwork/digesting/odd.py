"""Is one item far above its usual? An outage shows in the mail before anybody reports it."""

from collections.abc import Mapping
from datetime import timedelta
from math import sqrt

LEAST = 5  # fewer tickets than this are never odd
TIMES = 2.0
DEVIATIONS = 4.0  # with some twenty items, chance alone names one in a hundred digests or so
KNOWN = timedelta(hours=50)  # of office hours: a usual number taken from less than a week is none


def is_odd(now: int, usual: float | None) -> bool:
    """Whether so many tickets are far above the usual number: five at least, twice as many, and by four deviations of a Poisson count.

    Nothing is odd where the usual number is not known (None).
    """
    return usual is not None and now >= max(LEAST, TIMES * usual) and now > usual + DEVIATIONS * sqrt(max(usual, 1.0))


def distance(now: int, usual: float) -> float:
    """How far above its usual number something is, in deviations: what is named first."""
    return (now - usual) / sqrt(max(usual, 1.0))


def usual(earlier: Mapping[int, int], office: timedelta, span: timedelta) -> Mapping[int, float] | None:
    """Code of an item -> how many tickets it brings in a span, from what it brought before in `office`; both in office hours.

    None where what is known is less than a week, or less than one span.
    """
    if office < max(KNOWN, span):
        return None
    return {code: count * (span / office) for code, count in earlier.items()}

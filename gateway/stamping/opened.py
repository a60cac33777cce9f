"""Who asks for time stamps, as the settings say? Nobody, unless an authority is named."""

from collections.abc import Callable
from datetime import datetime

from gateway.stamping.token import Asks
from gateway.stamping.url import read_url


def open_url(url: str, clock: Callable[[], datetime], monotonic: Callable[[], float], nonce: Callable[[int], int]) -> Asks | None:
    """Who asks the authority of CARTEIRO_TIMESTAMPS, None for `off`. nonce: gives a random number of so many bits.

    Raises ValueError with a sentence about what is wrong with the URL or the file of roots.
    """
    authority = read_url(url)
    if authority is None:
        return None
    from gateway.stamping.asking import Asking  # noqa: PLC0415 - slow to import, and most gateways ask nobody

    return Asking(authority, clock, monotonic, nonce)

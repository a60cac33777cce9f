"""Is the record stamped, where CARTEIRO_TIMESTAMPS names an authority?"""

from datetime import datetime

from gateway.clockwork.stamping import PATIENCE
from gateway.console.health.check import Check
from gateway.console.health.shown import when
from gateway.stamping.url import read_url

NAME = "stamps"
MEND = "`carteiro doctor` asks the authority for a time-stamp and says what is wrong. Mail is taken and answered meanwhile."


def of(url: str, unstamped: datetime | None, now: datetime) -> Check:
    """url: CARTEIRO_TIMESTAMPS; unstamped: since when seals have had no time-stamp. Raises ValueError."""
    authority = read_url(url)
    if authority is None:
        return Check(NAME, True, "off")
    if unstamped is None or now - unstamped < max(PATIENCE, 2 * authority.every):
        return Check(NAME, True, "the record is stamped")
    return Check(NAME, False, f"no time-stamp covers what was sealed since {when(unstamped)}", MEND, unstamped, told=True)

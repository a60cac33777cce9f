"""Is what is due being worked on?"""

from datetime import datetime

from gateway.console.health.check import Check
from gateway.console.health.shown import when

NAME = "sweep"
MEND = "See that `carteiro up` or `carteiro work` runs and what its log says; if it does, more workers are needed (docs/operating.md)."


def of(untaken: datetime | None) -> Check:
    """untaken: since when the oldest row has been due that nobody has taken for minutes."""
    if untaken is None:
        return Check(NAME, True, "what is due is taken")
    return Check(NAME, False, f"something has been due since {when(untaken)}, and nobody takes it", MEND, untaken)

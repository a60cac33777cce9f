"""Does the record go on, and is it this machine's?"""

from datetime import datetime, timedelta

from gateway.console.health.check import Check
from gateway.console.health.shown import when

NAME = "record"
PATIENCE = timedelta(hours=1)  # sealing comes every few seconds, and may have millions to go through after an upgrade
OLDER = "`carteiro evidence verify` looks at it; `carteiro evidence accept --reason TEXT` goes on with it (docs/operating.md)."
MEND = "See that `carteiro up` or `carteiro work` runs and what its log says of sealing; `carteiro evidence verify` looks at the record."


def tells_of_older_state(check: Check) -> bool:
    """Whether a check of ours is red because the database is an older state of itself."""
    return check.mend == OLDER


def of(older: str, unsealed: datetime | None, now: datetime) -> Check:
    """older: what shows that the database is an older state; unsealed: since when something has had no seal."""
    if older:
        return Check(NAME, False, f"nothing is put on record: {older}", OLDER)
    if unsealed is not None and now - unsealed > PATIENCE:
        return Check(NAME, False, f"nothing was sealed since {when(unsealed)}", MEND, unsealed)
    return Check(NAME, True, "what came is sealed")

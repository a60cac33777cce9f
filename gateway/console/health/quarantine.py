"""Was something set aside, so that it waits for a person?"""

from gateway.console.health.check import Check
from gateway.console.health.shown import some, when
from storage.schedule.amiss import ENOUGH, SetAside

NAME = "quarantine"
MEND = "`carteiro mail list --only dead` shows them, `carteiro mail show ID` says why; `carteiro mail retry ID` once that is mended."


def of(found: SetAside | None) -> Check:
    """found: what is dead."""
    if found is None:
        return Check(NAME, True, "nothing is set aside")
    counts = ((found.mails, "mail"), (found.letters, "letter"), (found.timers, "timer"))
    told = ", ".join(some(count, ENOUGH, one) for count, one in counts if count)
    return Check(NAME, False, f"set aside: {told}, the first at {when(found.since)}", MEND, found.since)

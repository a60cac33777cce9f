"""Do letters leave?"""

from gateway.console.health.check import Check
from gateway.console.health.shown import some, when
from storage.schedule.amiss import ENOUGH, Waits

NAME = "outbox"
MEND = (
    "`carteiro doctor` tries the relay, `carteiro mail list --only waiting` shows the letters. They leave by themselves once it takes them."
)


def of(letters: Waits | None) -> Check:
    """letters: those that have waited for more than an hour."""
    if letters is None:
        return Check(NAME, True, "no letter has waited for more than an hour")
    says = f"{some(letters.count, ENOUGH, 'letter')} waited for more than an hour, the oldest since {when(letters.since)}"
    return Check(NAME, False, says, MEND, letters.since)

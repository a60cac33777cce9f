"""Do days come to their end when they should?"""

from gateway.clockwork.striking import MAIL_WAITS
from gateway.console.health.check import Check
from gateway.console.health.shown import when
from storage.schedule.amiss import Held

NAME = "expiry"
MEND = "`carteiro due` shows which, and what they wait for: an unread mailbox, a mail not decided (`carteiro mail list`), an unsent letter."


def of(held: Held | None, *, told: bool) -> Check:
    """held: the first end that should have come an hour ago; told: a letter about the mailbox that holds it was written."""
    if held is None:
        return Check(NAME, True, "what should have ended has")
    why = "a mail or letter that may bear on it" if held.why in {"", MAIL_WAITS} else held.why
    return Check(NAME, False, f"an end that was due at {when(held.at)} is held up: waits for {why}", MEND, held.at, told)

"""Is each mailbox of the settings read?"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from gateway.console.doctor import remedies
from gateway.console.health.check import Check
from gateway.console.health.shown import when
from gateway.doors.imap.url import Box, read_url
from storage.mailbox.mailboxes import Sight

NAME = "mailboxes"
POLLS = 5
LEAST = timedelta(minutes=10)  # without a connection the pause grows to five minutes
STUCK = "See that `carteiro up` or `carteiro imap` runs and what its log says, and start it anew. Mail waits in the mailbox meanwhile."


def of(urls: Sequence[str], sights: Mapping[str, Sight], now: datetime) -> Check:
    """urls: CARTEIRO_MAILBOXES; sights: the rows by name. Raises ValueError."""
    boxes = [read_url(url) for url in urls]
    found = [check for box in boxes if (check := _wrong(box, sights.get(box.name), now)) is not None]
    if found:
        worst = min(found, key=lambda check: (check.told, check.since or now))
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        return Check(NAME, False, f"{worst.says}{more}", worst.mend, worst.since, worst.told)
    return Check(NAME, True, f"{len(boxes)} read" if boxes else "none named")


def _wrong(box: Box, sight: Sight | None, now: datetime) -> Check | None:
    """Told of is a trouble of which the poller has written since it began; of one that is stuck no poller can."""
    if sight is None:
        return Check(NAME, False, f"one on {box.host} was never looked at", STUCK)
    if now - sight.tried_at > max(LEAST, timedelta(seconds=POLLS * box.poll)):
        return Check(NAME, False, f"one on {box.host} was last looked at {when(sight.tried_at)}", STUCK, sight.tried_at)
    if sight.trouble:
        since = sight.trouble_since or now
        told = sight.told.get(sight.trouble)
        says = f"one on {box.host} cannot be read ({sight.trouble}) since {when(since)}"
        mend = f"{remedies.MENDS.get(sight.trouble, '')} `carteiro doctor` says more.".strip()
        return Check(NAME, False, says, mend, since, told is not None and told >= since)
    return None

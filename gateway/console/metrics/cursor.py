"""What has happened since the last look? Each thing once, though it is committed later than the instant that it bears."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from storage.counting.settled import Settled

OVERLAP = timedelta(minutes=5)  # how much later than its instant a thing may be committed, or another machine's clock may be behind
MOST = 100_000  # rows of one look; what is beyond them comes with the next one


class Cursor:
    """Looks at the same few minutes again and again, and knows what of them it has seen.

    A clock that is set back by more than OVERLAP is waited for: what is settled until then is not counted.
    """

    def __init__(self, begins: datetime) -> None:
        """begins: what happened before is not counted."""
        self.since = begins
        self._seen: set[tuple[datetime, int]] = set()

    def new(self, found: Sequence[Settled], now: datetime) -> list[Settled]:
        """What of all that happened since `since`, in its order, was not there before. found: MOST at most."""
        fresh = [one for one in found if (one.at, one.id) not in self._seen]
        self._seen.update((one.at, one.id) for one in fresh)
        reached = found[-1].at if len(found) >= MOST else now - OVERLAP
        if reached > self.since:
            self.since = reached
            self._seen = {key for key in self._seen if key[0] >= reached}
        return fresh

"""What does a mailbox's poller need of the gateway?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from gateway.doors.door import Door
from storage.database import Database
from storage.evidence.store import Evidence
from storage.mailbox import mailboxes

DAY = timedelta(days=1)
# The operator's letter about a mailbox: its name, the word for what is wrong, the server's words, since when.
Tell = Callable[[str, str, str, datetime], object]


@dataclass(frozen=True, slots=True)
class Keeping:
    """Handed down by app.py, the same for all mailboxes.

    address: the one people write to; lease: how long a poller may take for a batch before another one takes it over.
    """

    database: Database
    door: Door
    evidence: Evidence
    address: str
    zone: ZoneInfo
    clock: Callable[[], datetime]
    tell: Tell
    lease: timedelta = timedelta(seconds=30)

    def tell_once(self, mailbox_id: int, name: str, why: str, detail: str, since: datetime) -> None:
        """Tells the operator, once a day for each mailbox and `why`."""
        with self.database.writing() as session:
            due = mailboxes.to_be_told(session, mailbox_id, why, self.clock(), DAY)
        if due:
            self.tell(name, why, detail, since)

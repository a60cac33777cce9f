"""What did the organisation decide? Its catalogue, its calendar, and the settings that the desk goes by."""

from dataclasses import dataclass
from datetime import datetime

from gateway.calendar import Calendar, plain_deadline
from gateway.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Rules:
    """What the organisation decided: its catalogue, its calendar, how days are counted, who else may decide.

    largest: bytes of a whole mail (CARTEIRO_SIZE); pending_days: how long a question waits, or what is asked for.
    """

    catalog: Catalog
    calendar: Calendar
    deadline_by_law: bool = True
    others_may_decide: bool = False
    largest: int = 25_000_000
    pending_days: int = 15

    def deadline(self, notice: datetime) -> datetime:
        """The last instant to approve or refuse a solution given notice of at `notice`."""
        return self.calendar.deadline(notice) if self.deadline_by_law else plain_deadline(notice)

    def patience(self, notice: datetime) -> datetime:
        """The last instant to answer a question that was asked at `notice`."""
        days = self.pending_days
        return self.calendar.deadline(notice, days) if self.deadline_by_law else plain_deadline(notice, days)

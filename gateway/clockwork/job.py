"""What is one kind of work? The rows it is about, what is done with one, and how long that may take."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from gateway.clockwork.ready import Done, Ready
from gateway.clockwork.tools import Tools
from storage.schedule import due
from storage.schedule.due import Claim, Claimable


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work.

    act returns what is to be settled, an errand that ends so, or the rings that follow from what is on record.
    backoff: waits between tries.

    begun: how long after the claim a row is still begun, so that its lease outlasts it; the others are given back.
    in_turn: what is on record of one bears on the next of the same person (Claim.whose).
    ahead: reads what all those that were just claimed need. is_slow: a row that others need not wait for to be settled.
    give_up: what is done with a row that ended the process each time; left out, it is set aside.
    has_time: it lets others go first: many timers strike at once when many write of one thing.
    """

    name: str
    table: Claimable
    act: Callable[[Tools, Claim], Done]
    lease: timedelta
    backoff: tuple[timedelta, ...]
    begun: timedelta = due.LEASE / 2
    in_turn: bool = False
    ahead: Callable[[Session, Tools, Sequence[Claim]], None] | None = None
    is_slow: Callable[[Tools, Claim], bool] | None = None
    give_up: Callable[[Tools, Claim], Ready] | None = None
    has_time: bool = False

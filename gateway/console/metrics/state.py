"""What does one look find? The state of all queues as it is now, beside what is new since the last look."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gateway.clockwork.tools import Tools
from gateway.console import disks
from gateway.settings import Settings
from storage.counting import counts, standing
from storage.counting.standing import QUEUES, Queue
from storage.ticket.lifecycle import CLOSED, STATES

NO_GROUP = "none"


@dataclass(frozen=True, slots=True)
class State:
    """at: when it was looked at; tickets: (status, group) -> how many; held: disposition -> how many mails."""

    at: datetime
    queues: Mapping[str, Queue]
    tickets: Mapping[tuple[str, ...], int]
    held: Mapping[str, int]
    unsealed: int


def read(session: Session, tools: Tools) -> State:
    """As the rows say. Raises what the database raises."""
    counts.hurry(session)
    now = tools.clock()
    found = {(status, group or NO_GROUP): n for (status, group), n in standing.open_tickets(session).items()}
    groups = [NO_GROUP, *(group.name for group in tools.rules.catalog.groups)]
    none: dict[tuple[str, ...], int] = {(status, group): 0 for status in STATES if status != CLOSED for group in groups}
    queues = {name: standing.queue(session, name, now) for name in QUEUES}
    held = {disposition: each.count for disposition, each in standing.held(session).items()}
    return State(now, queues, none | found, held, standing.unsealed(session))


def room(settings: Settings) -> Sequence[tuple[str, int, int]]:
    """(place, bytes that are free, bytes in all) of the places that we write to; one that cannot be asked is left out."""
    found = []
    for what, setting, path in disks.places(settings):
        with suppress(OSError):
            disk = disks.under(what, setting, path)
            found.append((what, disk.free, disk.total))
    return found

"""What does each group have in hand, what is late, and what will happen by itself next?"""

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.console.page.answer import Answer
from gateway.console.page.room import Query, Room
from gateway.console.rows.duerow import row
from storage.counting import looking
from storage.counting.looking import InHand
from storage.ticket.lifecycle import ASSIGNED, NEW, PENDING, SOLVED

NEXT = 50
STATES = (NEW, ASSIGNED, PENDING, SOLVED)


@dataclass(frozen=True, slots=True)
class Group:
    """Open tickets of a group by status; late: of all of them."""

    name: str
    counts: tuple[int, ...]
    total: int
    late: int


def queues(room: Room, _named: Query, _query: Query) -> Answer:
    """Groups, and the timers that strike next."""
    with room.rows() as session:
        found = looking.in_hand(session, room.tools.clock())
        timers = [row(room.tools, session, timer) for timer in looking.next_timers(session, NEXT)]
    return room.show("queues", {"groups": _groups(room, found), "states": STATES, "timers": timers, "most": NEXT})


def _groups(room: Room, found: Sequence[InHand]) -> list[Group]:
    """Every group of the catalogue, and those of before that have tickets still; the fullest first."""
    names = {*(group.name for group in room.tools.rules.catalog.groups), *(each.group for each in found)}
    return sorted(
        (_group(name, [each for each in found if each.group == name]) for name in names), key=lambda g: (-g.late, -g.total, g.name)
    )


def _group(name: str, found: Sequence[InHand]) -> Group:
    by_status = {each.status: each.count for each in found}
    late = sum(each.late for each in found)
    return Group(name, tuple(by_status.get(status, 0) for status in STATES), sum(by_status.values()), late)

"""Do many write of one thing at once? Then their group is offered an incident, once in a day (rules.md, INCIDENTE)."""

from dataclasses import dataclass
from datetime import timedelta

from gateway.desk import showing, telling
from gateway.desk.deadlines import GATEWAY, VOID
from gateway.desk.decision import Decision, Move
from gateway.desk.scene import Scene
from storage.ticket import lifecycle
from storage.ticket.incidents import SPIKE, UNSOLVED
from storage.ticket.tickets import Standing

WINDOW = timedelta(hours=1)
MANY = 5  # tickets of one item in one group within the window
PEOPLE = 3  # different people who opened them
TIMES = 3  # as many as usual in an office hour
USUALLY = timedelta(days=28)  # the time before the window that says what is usual
ONCE_IN = timedelta(days=1)  # a spike that nobody takes up is pointed out once
MOST = 20  # tickets that the letter lists


@dataclass(frozen=True, slots=True)
class Crowd:
    """Tickets of one item in one group within the window, oldest first; before: how many came in the time before.

    known: an incident is open already, or the group was told within a day.
    """

    tickets: tuple[Standing, ...]
    before: int
    known: bool


def are_many(tickets: int, people: int) -> bool:
    """Whether it is worth a look at all: one who writes a thousand times sets nothing going."""
    return tickets >= MANY and people >= PEOPLE


def offer(scene: Scene, ticket: Standing, crowd: Crowd) -> Decision:
    """The letter in the thread of the oldest open ticket, with the buttons for it and for the others; void when it is no spike."""
    is_open = ticket.status in {lifecycle.PENDING, lifecycle.ASSIGNED}
    if crowd.known or not is_open or ticket.confidential or not is_spike(scene, crowd):
        return Decision(VOID)
    others = [one for one in crowd.tickets if one.status in UNSOLVED and one.id != ticket.id]
    rows = tuple(showing.row(scene, one) for one in others[:MOST])
    more, total = len(others) - len(rows), len(crowd.tickets)
    return Decision(
        "offered",
        moves=(Move(SPIKE, GATEWAY, {}, {"tickets": [one.number for one in crowd.tickets]}),),
        letters=tuple(telling.about(SPIKE, to, scene, ticket, rows=rows, more=more, count=total) for to in scene.circle.members),
    )


def is_spike(scene: Scene, crowd: Crowd) -> bool:
    """Enough tickets, of enough people, and far more than an office hour of the weeks before brought."""
    now = scene.now
    hours = scene.rules.calendar.office_hours_between(now - USUALLY, now - WINDOW) / timedelta(hours=1)
    usual = crowd.before / hours if hours else 0
    count = len(crowd.tickets)
    return are_many(count, len({one.requester for one in crowd.tickets})) and count >= TIMES * usual

"""What will a timer do when it strikes, as things stand now? The desk decides for its instant; nothing is changed, and nobody is asked."""

from datetime import datetime

from sqlalchemy.orm import Session

from gateway.clockwork import matter, overdue, striking
from gateway.clockwork.tools import Tools
from gateway.desk import deadlines, targets, waiting
from gateway.desk.scene import Scene
from storage.schedule import timers
from storage.tables import Timer
from storage.ticket import tickets

FORESEEN = frozenset({deadlines.REMIND, deadlines.EXPIRE, *waiting.KINDS, *timers.TARGETS})
WAITS = "waits"  # it is looked at again and again until what it waits for is there, or no longer


def outcome(tools: Tools, session: Session, timer: Timer) -> str:
    """The word that the timer would be settled with, or `waits`; of one that needs more than the ticket to be decided, its kind."""
    if timer.ticket_id is None or timer.kind not in FORESEEN:
        return timer.kind
    now = tools.clock()
    ticket = tickets.get(session, timer.ticket_id)
    instant = max(timer.due_at or timer.at, now)
    scene = Scene(instant, tools.rules, tools.known.address, ticket=ticket, pause=matter.pause(session, ticket))
    if timer.kind in timers.TARGETS:
        found = targets.strike(scene, timer.kind, overdue.watch(tools, timer, ticket))
        return WAITS if isinstance(found, datetime) else found.outcome
    decision = striking.of_time(tools, scene, timer, last=timers.is_last(session, timer, now))
    return decision.outcome if decision else WAITS

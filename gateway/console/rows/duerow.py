"""What is told of a timer? When it strikes, for what, and what it will do as things stand now."""

from typing import Any

from sqlalchemy.orm import Session

from gateway.clockwork.foreseeing import WAITS, outcome
from gateway.clockwork.tools import Tools
from gateway.console.rows.mailrow import IN, OUT
from gateway.console.rows.secrecy import covered
from gateway.desk import deadlines, waiting
from storage.schedule import slots, timers
from storage.tables import Timer
from storage.ticket import tickets

# What a timer of a kind will do; what an outcome other than its own means.
WILL = {
    deadlines.REMIND: "reminds the entity to approve or refuse the solution",
    deadlines.EXPIRE: "closes the ticket as expired: nobody answered the solution",
    waiting.NUDGE: "reminds the entity of the question",
    waiting.ABANDON: "closes the ticket as unanswered: nobody answered the question",
    timers.LATE_ANSWER: "tells who has the ticket, and the supervisors, that its first answer is late",
    timers.LATE_SOLUTION: "tells who has the ticket, and the supervisors, that its solution is late",
    slots.SLOT: "writes the digests of all supervisors",
    slots.READER: "writes one supervisor's digest",
    slots.RETENTION: "erases what the catalogue keeps no longer",
    timers.FOLLOW: "solves the ticket with the solution of the one that leads its incident",
    timers.RECALL: "takes that solution back",
    timers.NEWS: "tells whoever leads an incident which tickets joined",
    timers.LEFT: "tells the group which tickets an incident that ended left without a solution",
    timers.SPIKE: "offers the group an incident, if many write of the same thing",
    timers.HOLD_REMIND: "asks once more for the item or the entity that the mail lacks",
    timers.LETTER: f"looks at what follows from {OUT}-%d, which left on a later day or never",
    timers.ASK: "asks who is said to have written it to confirm it",
    timers.HOLD_END: "ends the hold: the mail stays on record without effect",
}
OTHERWISE = {
    timers.VOID: "nothing: it no longer fits the ticket",
    WAITS: "waits: for a mail that may answer it (not decided, held, or in a mailbox not read since), or for a letter that has not left",
}


def row(tools: Tools, session: Session, timer: Timer) -> dict[str, Any]:
    """A timer that has not struck, and what it will do."""
    foreseen = outcome(tools, session, timer)
    will = WILL.get(timer.kind, timer.kind)
    will = OTHERWISE.get(foreseen) or (will % timer.outbound_id if timer.outbound_id else will)
    return plain(tools, session, timer) | {"outcome": foreseen, "will": will}


def plain(tools: Tools, session: Session, timer: Timer) -> dict[str, Any]:
    """A timer as its row has it; nothing is foreseen."""
    local = tools.rules.calendar.local
    ticket = tickets.get(session, timer.ticket_id).number if timer.ticket_id else ""
    return covered(
        {
            "at": local(timer.at),
            "kind": timer.kind,
            "number": ticket or (f"{IN}-{timer.inbound_id}" if timer.inbound_id else ""),
            "round": timer.round,
            "due_at": local(timer.due_at) if timer.due_at else None,
            "attempts": timer.attempts,
            "last_error": timer.last_error,
        }
    )

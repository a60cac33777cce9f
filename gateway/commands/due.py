"""carteiro due: what falls due, when, for which ticket or mail, and what will happen then."""

from datetime import datetime, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from sqlalchemy.orm import Session

from gateway.clockwork.foreseeing import WAITS, outcome
from gateway.clockwork.tools import Tools
from gateway.commands import shown
from gateway.commands.listings import Json
from gateway.commands.mailrow import IN, OUT
from gateway.commands.secrecy import covered
from gateway.commands.starting import looking
from gateway.desk import deadlines, waiting
from storage.schedule import slots, timers
from storage.tables import Timer
from storage.ticket import tickets

COLUMNS = ("at", "kind", "number", "round", "will")
ALLOWED = "a day (2026-11-30: to its end), a local time (2026-11-30T23:59) or a time with its offset (2026-11-30T23:59-03:00)"

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


def due(
    at: Annotated[str, typer.Option(metavar="TIME", help=f"Up to this instant: {ALLOWED}; left out: all there are.")] = "",
    json: Json = False,
) -> None:
    """What will happen by itself: reminders, ends and targets of tickets, questions and ends of holds of mails (`in-12`).

    Each is foreseen as things stand now; any mail may change it.
    """
    tools = looking()
    until = instant(at, tools.office.timezone) if at else None
    with tools.database.reading() as session:
        found = [_row(tools, session, timer) for timer in timers.pending(session, until)]
    shown.rows(found, as_json=json, columns=COLUMNS, empty=f"Nothing is due up to {at}." if at else "Nothing is due.")


def _row(tools: Tools, session: Session, timer: Timer) -> dict[str, Any]:
    local = tools.rules.calendar.local
    foreseen = outcome(tools, session, timer)
    will = WILL.get(timer.kind, timer.kind)
    return covered(
        {
            "at": local(timer.at),
            "kind": timer.kind,
            "number": tickets.get(session, timer.ticket_id).number
            if timer.ticket_id
            else f"{IN}-{timer.inbound_id}"
            if timer.inbound_id
            else "",
            "round": timer.round,
            "outcome": foreseen,
            "will": OTHERWISE.get(foreseen) or (will % timer.outbound_id if timer.outbound_id else will),
            "due_at": local(timer.due_at) if timer.due_at else None,
            "attempts": timer.attempts,
            "last_error": timer.last_error,
        }
    )


def instant(text: str, zone: ZoneInfo, *, begins: bool = False) -> datetime:
    """The instant that is meant; without an offset on this zone's clock, a day alone to its last second, or, where a span begins, from its
    first. Raises typer.BadParameter.
    """
    try:
        found = datetime.fromisoformat(text)
        whole_day = len(text.strip()) <= len("2026-11-30") and found.time() == time()
        local = found if found.tzinfo else found.replace(tzinfo=zone)
        return (local + timedelta(days=1) - timedelta(seconds=1) if whole_day and not begins else local).astimezone(zone)
    except (ValueError, OverflowError) as error:
        raise typer.BadParameter(f"{text!r} is no instant; allowed: {ALLOWED}", param_hint="--at") from error

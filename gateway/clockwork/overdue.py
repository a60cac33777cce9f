"""How does a missed target strike? The desk decides it once all mail about the ticket is worked off; it is looked at again until then."""

import logging
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from gateway.clockwork import store, unread
from gateway.clockwork.bell import SEND
from gateway.clockwork.tools import Tools
from gateway.desk import targets
from gateway.desk.scene import Scene
from gateway.desk.targets import Watch
from gateway.people.directory import Person
from storage.mail import inbox
from storage.record import events
from storage.schedule import due, timers
from storage.schedule.due import Claim
from storage.tables import Timer
from storage.ticket import incidents, merging, tickets
from storage.ticket.tickets import Standing

log = logging.getLogger(__name__)

ROUTED = ("route",)
BACK_AT_THE_DESK = ("resume", "refuse", "undo", "undelivered")


def strike(tools: Tools, claim: Claim, timer: Timer, scene: Scene) -> Sequence[tuple[str, int]]:
    """Lets one target be missed, or puts it off. Raises tickets.Changed, Overslept, DirectoryUnavailable."""
    ticket = scene.ticket
    if ticket is None:
        raise LookupError(f"no ticket {timer.ticket_id}")
    above = () if ticket.confidential else tools.directory.supervisors(ticket.group)
    decision = targets.strike(scene, timer.kind, watch(tools, timer, ticket, above))
    if isinstance(decision, datetime):
        with tools.database.writing() as session:
            due.put_off(session, Timer, claim, decision, "looked at again then", counts=False)
        return unread.told(tools, timer.at)
    written = store.write(tools, scene, decision)
    with tools.database.writing() as session:
        if decision.outcome == timers.LATE and _unheard(session, ticket):
            raise tickets.Changed("a mail came in at the last moment")
        due.settle(session, Timer, claim, decision.outcome, tools.clock())
        letters = store.store(session, scene, decision, written).letters
    log.info("Struck: %s of ticket %d: %s", timer.kind, ticket.id, decision.outcome)
    return [(SEND, letter.id) for letter in letters]


def watch(tools: Tools, timer: Timer, ticket: Standing, supervisors: tuple[Person, ...] = ()) -> Watch:
    """What the desk must know of a target beside the ticket."""
    with tools.database.reading() as session:
        routed = events.last(session, ticket.id, ROUTED)
        back = events.last(session, ticket.id, BACK_AT_THE_DESK)
        return Watch(
            routed_at=routed.at if routed else ticket.opened_at,
            waits_since=back.at if back else ticket.opened_at,
            supervisors=supervisors,
            mail_waits=_mail_waits(session, tools, timer, ticket),
            another=timers.another_strikes(session, timer, tools.clock()),
            led=incidents.is_led(session, ticket),
        )


def _mail_waits(session: Session, tools: Tools, timer: Timer, ticket: Standing) -> bool:
    """Whether what meets the target may be here already: not worked off yet, or in a mailbox that was not read since."""
    return _unheard(session, ticket) or bool(unread.behind(session, tools, timer.at))


def _unheard(session: Session, ticket: Standing) -> bool:
    named = merging.family(session, ticket)
    return inbox.unheard(session, [one.ref for one in named], [one.id for one in named])

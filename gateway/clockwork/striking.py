"""How does a timer strike? Decided like a mail; nothing that may still answer the solution is overtaken."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from gateway import about
from gateway.clockwork import fanning, gather, holding, overdue, retaining, store, unread
from gateway.clockwork.bell import SEND
from gateway.clockwork.digesting import sending
from gateway.clockwork.tools import Tools
from gateway.desk import claims, deadlines, demanding, waiting
from gateway.desk.decision import Decision
from gateway.desk.scene import Returned, Scene
from storage.mail import inbox, outbox
from storage.mail.outbox import SENT
from storage.schedule import due, slots, timers
from storage.schedule.due import Claim
from storage.tables import SLOTS, Outbound, Timer
from storage.ticket import merging, tickets

log = logging.getLogger(__name__)

# A deadline is never given up: the operator sees it fail, and it is tried again every hour.
BACKOFF = (timedelta(seconds=10), timedelta(minutes=1), *(timedelta(hours=1),) * 100_000)
LOOK_AGAIN = timedelta(minutes=1)
MAIL_WAITS = "a mail waits"  # stands on the row of what is looked at again
LAST_SECOND = timedelta(microseconds=999_999)  # of a deadline: it belongs to the days


def strike(tools: Tools, claim: Claim) -> Sequence[tuple[str, int]]:
    """Lets one timer happen, or looks again in a minute. Raises tickets.Changed, Overslept, DirectoryUnavailable."""
    with tools.database.reading() as session:
        timer = session.get_one(Timer, claim.id)
        last = timers.is_last(session, timer, tools.clock())
        session.expunge(timer)
    if timer.kind == slots.RETENTION:
        return retaining.strike(tools, claim)
    if timer.kind in SLOTS:
        return sending.strike(tools, claim, timer)
    about.add(mail=timer.inbound_id, letter=timer.outbound_id)
    if timer.ticket_id is None:
        return holding.strike(tools, claim, timer)
    scene = gather.for_ticket(tools, timer.ticket_id)
    about.add(ticket=scene.ticket.number if scene.ticket else "")
    if timer.kind in timers.TARGETS:
        return overdue.strike(tools, claim, timer, scene)
    if timer.kind in timers.OF_INCIDENT:
        scene, decision = fanning.strike(tools, scene, timer)
    else:
        decision = _of_letter(tools, scene, timer) if timer.kind == timers.LETTER else of_time(tools, scene, timer, last=last)
    if decision is None:
        with tools.database.writing() as session:
            due.put_off(session, Timer, claim, tools.clock() + LOOK_AGAIN, MAIL_WAITS, counts=False)
        return unread.told(tools, scene.ticket.deadline_at) if scene.ticket and scene.ticket.deadline_at else ()
    written = store.write(tools, scene, decision)
    with tools.database.writing() as session:
        if decision.outcome in {deadlines.EXPIRED, waiting.UNANSWERED} and _mail_waits(session, tools, scene):
            raise tickets.Changed("a mail came in at the last moment")
        due.settle(session, Timer, claim, decision.outcome, tools.clock())
        letters = store.store(session, scene, decision, written).letters
    log.info("Struck: %s of ticket %d: %s", timer.kind, timer.ticket_id, decision.outcome)
    return [(SEND, letter.id) for letter in letters]


def of_time(tools: Tools, scene: Scene, timer: Timer, *, last: bool) -> Decision | None:
    """A reminder or the end. A reminder that a later one has overtaken says nothing."""
    if not last:
        return Decision(deadlines.VOID)
    with tools.database.reading() as session:
        letter_waits = _letter_waits(session, scene, timer)
        mail_waits = _mail_waits(session, tools, scene)
        asked = _is_asked(session, scene)
    if not asked and timer.kind in waiting.KINDS:
        return demanding.unsent(scene) or Decision(deadlines.VOID)
    if timer.kind in waiting.KINDS:
        return waiting.strike(scene, timer.kind, mail_waits=mail_waits, letter_waits=letter_waits)
    return deadlines.strike(scene, timer.kind, timer.round, mail_waits=mail_waits, letter_waits=letter_waits)


def _letter_waits(session: Session, scene: Scene, timer: Timer) -> bool:
    """Whether the letter that began the days has not left yet, to anybody."""
    if timer.kind not in waiting.KINDS:
        return not outbox.reached(session, timer.ticket_id or 0, timer.round, deadlines.NOTICES)
    asks = deadlines.RECEIPT if waiting.is_demanded(scene) else deadlines.QUESTION
    began = scene.pause.at if scene.pause else None
    return began is not None and not outbox.reached(session, timer.ticket_id or 0, timer.round, (asks,), since=began)


def _is_asked(session: Session, scene: Scene) -> bool:
    """Whether the evidence that a ticket waits for was asked for by a letter; True where it waits for nothing."""
    if scene.pause is None or scene.ticket is None or not waiting.is_demanded(scene):
        return True
    return outbox.is_written(session, scene.ticket.id, deadlines.RECEIPT, scene.pause.at)


def _of_letter(tools: Tools, scene: Scene, timer: Timer) -> Decision:
    """What follows from a letter that went on a later day than it was written, or never."""
    with tools.database.reading() as session:
        row = session.get_one(Outbound, timer.outbound_id or 0)
        reached = gather.reached(session, row)
        session.expunge(row)
    if row.outcome == SENT and row.settled_at is not None:
        if row.kind in deadlines.QUESTIONS:
            return waiting.sent_late(scene, row.created_at, row.settled_at) or Decision(deadlines.VOID)
        return deadlines.sent_late(scene, row.round, row.settled_at) or Decision(deadlines.VOID)
    returned = Returned(row.id, row.ticket_id, row.kind, row.round, row.person, row.recipient, row.last_error, reached)
    return demanding.unheard(scene, returned) or deadlines.undelivered(scene, returned) or Decision(deadlines.VOID)


def _mail_waits(session: Session, tools: Tools, scene: Scene) -> bool:
    """Whether a mail that arrived in time names the ticket and is not worked off, or may still lie in a mailbox."""
    ticket = scene.ticket
    if ticket is None or ticket.deadline_at is None:
        return False
    began = scene.pause.at if scene.pause else ticket.solved_at
    if began is None:
        return False
    if unread.behind(session, tools, ticket.deadline_at):
        return True
    held_since = max(tools.clock() - claims.HOLD, began)
    named = merging.family(session, ticket)
    return inbox.waiting_for(session, [one.ref for one in named], [one.id for one in named], ticket.deadline_at + LAST_SECOND, held_since)

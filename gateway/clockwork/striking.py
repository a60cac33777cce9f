"""How does a timer strike? Decided like a mail; nothing that may still answer the solution is overtaken."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from gateway.clockwork import gather, store
from gateway.clockwork.bell import SEND
from gateway.clockwork.tools import Tools
from gateway.desk import deadlines
from storage import due, inbox, outbox, tickets
from storage.due import Claim
from storage.tables import Timer
from storage.tickets import Standing

log = logging.getLogger(__name__)

BACKOFF = (timedelta(seconds=10), timedelta(minutes=1))
HOLD = timedelta(days=7)  # how long a mail that is held or set aside keeps its ticket from expiring
LOOK_AGAIN = timedelta(minutes=1)


def strike(tools: Tools, claim: Claim) -> Sequence[tuple[str, int]]:
    """Lets one timer happen, or looks again in a minute. Raises tickets.Changed, Overslept, DirectoryUnavailable."""
    with tools.database.reading() as session:
        timer = session.get_one(Timer, claim.id)
        kind, ticket_id, round_ = timer.kind, timer.ticket_id, timer.round
    scene = gather.for_ticket(tools, ticket_id)
    with tools.database.reading() as session:
        letter_waits = outbox.unsent(session, ticket_id, round_, deadlines.NOTICES)
        mail_waits = _mail_waits(session, tools, scene.ticket)
    decision = deadlines.strike(scene, kind, round_, mail_waits=mail_waits, letter_waits=letter_waits)
    if decision is None:
        with tools.database.writing() as session:
            due.put_off(session, Timer, claim, tools.clock() + LOOK_AGAIN, "a mail waits", counts=False)
        return ()
    written = store.write(tools, scene, decision)
    with tools.database.writing() as session:
        if decision.outcome == deadlines.EXPIRED and _mail_waits(session, tools, scene.ticket):
            raise tickets.Changed("a mail came in at the last moment")
        due.settle(session, Timer, claim, decision.outcome, tools.clock())
        letters = store.store(session, scene, decision, written)
    log.info("Struck: %s of ticket %d: %s", kind, ticket_id, decision.outcome)
    return [(SEND, row_id) for row_id in letters]


def _mail_waits(session: Session, tools: Tools, ticket: Standing | None) -> bool:
    """Whether a mail that arrived in time names the ticket and is not worked off."""
    if ticket is None or ticket.deadline_at is None or ticket.solved_at is None:
        return False
    held_since = max(tools.clock() - HOLD, ticket.solved_at)
    return inbox.waiting_for(session, ticket.ref, ticket.id, ticket.deadline_at, held_since)

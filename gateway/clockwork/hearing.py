"""How is a mail heard? Gathered and decided with no transaction open; everything that follows commits with its disposition."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from gateway.clockwork import gather, holding, store
from gateway.clockwork.bell import HEAR, SEND
from gateway.clockwork.echo import echo
from gateway.clockwork.tools import Tools
from gateway.desk import conversation
from gateway.desk.decision import Decision
from gateway.desk.scene import Mail, Scene
from storage import due, held, inbox, merging, tickets
from storage.due import Claim
from storage.tables import MESSAGE_ID_KEPT, Inbound

log = logging.getLogger(__name__)

BACKOFF = (timedelta(seconds=10), timedelta(minutes=1))
# Whoever was first decides: before these moves every earlier mail that names the ticket, on whatever road, is decided.
DECIDING = frozenset({"approve", "refuse", "withdraw", "undo", "merge"})


class EarlierWaits(Exception):
    """An earlier mail about the same ticket is not decided yet; this one falls due again."""


def hear(tools: Tools, claim: Claim) -> Sequence[tuple[str, int]]:
    """Reads one mail and stores what was decided.

    Raises tickets.Changed when the ticket moved meanwhile, Overslept, DirectoryUnavailable, ProofWaits,
    EarlierWaits.
    """
    scene, verdict = gather.for_mail(tools, claim.id)
    mail = scene.mail
    if mail is None:
        raise LookupError(f"no inbound mail {claim.id}")
    decision = conversation.decide(scene)
    written = store.write(tools, scene, decision)
    with tools.database.writing() as session:
        _in_turn(session, scene, decision, mail)
        if decision.takes_effect:
            if not inbox.take_effect(session, mail.reading.digest, mail.id):
                raise tickets.Changed(f"mail {mail.id} took effect through another door")
            held.settle_copies(session, mail.reading.digest, mail.id, tools.clock())
        letters = store.store(session, scene, decision, written)
        holding.keep(session, tools, decision, mail.id, mail.sender.person.id if mail.sender.person else "")
        _settle(session, tools, claim, (scene, decision), mail, verdict)
    log.info("Heard in-%d: %s, %d letters", claim.id, decision.outcome, len(letters))
    # The next mail of this conversation may have waited for this one.
    return [*((SEND, letter) for letter in letters), *((HEAR, freed) for freed in decision.frees), (HEAR, claim.id)]


def _in_turn(session: Session, scene: Scene, decision: Decision, mail: Mail) -> None:
    """Raises EarlierWaits when this mail would decide before one that came earlier."""
    ticket = scene.ticket
    if ticket is None or DECIDING.isdisjoint(move.kind for move in decision.moves):
        return
    standing = (ticket, *(other.ticket for other in decision.beside))
    named = [one for each in standing for one in merging.family(session, each)]
    if inbox.undecided_before(session, [one.ref for one in named], [one.id for one in named], mail.id, mail.received_at):
        raise EarlierWaits(f"mail {mail.id}")


def _settle(session: Session, tools: Tools, claim: Claim, decided: tuple[Scene, Decision], mail: Mail, verdict: dict[str, Any]) -> None:
    scene, decision = decided
    ticket = tickets.find(session, scene.number) if decision.opening else scene.ticket
    person = mail.sender.person
    due.settle(
        session,
        Inbound,
        claim,
        decision.outcome,
        tools.clock(),
        ticket_id=ticket.id if ticket and decision.outcome != conversation.NOT_THEIRS else None,
        message_id=mail.reading.message_id[:MESSAGE_ID_KEPT],
        digest=mail.reading.digest,
        sender=mail.reading.sender,
        subject=mail.reading.subject,
        person=person.id if person else "",
        proof=mail.sender.proof,
        verdict=verdict or None,
        echo=echo(mail.reading),
        flags=[*mail.flags, *decision.flags],
        duplicate_of=scene.twin,
    )

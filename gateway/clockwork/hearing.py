"""How is a mail heard? Gathered and decided with no transaction open; everything that follows commits with its disposition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from gateway import about
from gateway.clockwork import gather, holding, leading, store
from gateway.clockwork.alarm import KIND as ALARM
from gateway.clockwork.bell import HEAR, SEND
from gateway.clockwork.echo import echo
from gateway.clockwork.fresh import SMALL
from gateway.clockwork.ready import Kept, Ready
from gateway.clockwork.tools import Tools
from gateway.desk import conversation
from gateway.desk.decision import Decision
from gateway.desk.scene import Mail, Scene
from storage.mail import filed, held, inbox
from storage.schedule import due
from storage.schedule.due import Claim
from storage.tables import MESSAGE_ID_KEPT, Inbound
from storage.ticket import merging, tickets

BACKOFF = (timedelta(seconds=10), timedelta(minutes=1))
# Whoever was first decides: before these moves every earlier mail that names the ticket, on whatever road, is decided.
DECIDING = frozenset({"approve", "refuse", "withdraw", "undo", "merge"})


class EarlierWaits(Exception):
    """An earlier mail about the same ticket is not decided yet; this one falls due again."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a mail says, and what was decided about it."""

    scene: Scene
    mail: Mail
    decision: Decision
    written: tuple[store.Written, ...]
    verdict: dict[str, Any]


def ahead(session: Session, tools: Tools, claims: Sequence[Claim]) -> None:
    """Reads the mails that were just claimed, big ones aside."""
    ids = [claim.id for claim in claims]
    tools.fresh.keep_mails(ids, filed.small(session, ids, SMALL))


def hear(tools: Tools, claim: Claim) -> Ready:
    """Reads one mail and decides about it; nothing is on record yet.

    Raises tickets.Changed when the ticket moved meanwhile, DirectoryUnavailable, ProofWaits; keep raises Changed, Overslept,
    EarlierWaits.
    """
    scene, verdict = gather.for_mail(tools, claim.id)
    mail = scene.mail
    if mail is None:
        raise LookupError(f"no inbound mail {claim.id}")
    about.add(ticket=scene.ticket.number if scene.ticket else "")
    decision = conversation.decide(scene)
    about.add(ticket=scene.number if decision.opening else "")
    heard = Heard(scene, mail, decision, store.write(tools, scene, decision), verdict)
    return Ready(partial(_keep, tools=tools, claim=claim, heard=heard), _whose(mail), now=not _is_plain(heard))


def _is_plain(heard: Heard) -> bool:
    """Whether others may be settled behind it: it locks no ticket that others may lock, and bears on nobody else's mail.

    Who locks one ticket after another, in the order in which mails came, waits for ever for somebody who does the same.
    """
    opens = heard.decision.opening is not None and not heard.decision.beside and leading.joins(heard.scene, heard.decision) is None
    return opens and all(one.letter.kind != ALARM for one in heard.written)


def is_big(tools: Tools, claim: Claim) -> bool:
    """Whether a mail was not read ahead: it may take its time."""
    return tools.fresh.mail(claim.id) is None


def _whose(mail: Mail) -> str:
    return mail.sender.person.id if mail.sender.person else mail.reading.sender or "nobody"


def _keep(session: Session, *, tools: Tools, claim: Claim, heard: Heard) -> Kept:
    scene, mail, decision = heard.scene, heard.mail, heard.decision
    _in_turn(session, scene, decision, mail)
    if decision.takes_effect:
        if not inbox.take_effect(session, mail.reading.digest, mail.id):
            raise tickets.Changed(f"mail {mail.id} took effect through another door")
        held.settle_copies(session, mail.reading.digest, mail.id, tools.clock())
    stored = store.store(session, scene, decision, heard.written)
    holding.keep(session, tools, decision, mail.id, mail.sender.person.id if mail.sender.person else "")
    _settle(session, tools, claim, heard, stored.ticket_id)
    # The next mail of this conversation may have waited for this one.
    rings = [*((SEND, letter.id) for letter in stored.letters), *((HEAR, freed) for freed in decision.frees), (HEAR, claim.id)]
    return Kept(rings, stored.letters, f"Heard in-{claim.id}: {decision.outcome}, {len(stored.letters)} letters")


def _in_turn(session: Session, scene: Scene, decision: Decision, mail: Mail) -> None:
    """Raises EarlierWaits when this mail would decide before one that came earlier."""
    ticket = scene.ticket
    if ticket is None or DECIDING.isdisjoint(move.kind for move in decision.moves):
        return
    standing = (ticket, *(other.ticket for other in decision.beside))
    named = [one for each in standing for one in merging.family(session, each)]
    if inbox.undecided_before(session, [one.ref for one in named], [one.id for one in named], mail.id, mail.received_at):
        raise EarlierWaits(f"mail {mail.id}")


def _settle(session: Session, tools: Tools, claim: Claim, heard: Heard, ticket_id: int | None) -> None:
    scene, mail, decision = heard.scene, heard.mail, heard.decision
    person = mail.sender.person
    due.settle(
        session,
        Inbound,
        claim,
        decision.outcome,
        tools.clock(),
        ticket_id=ticket_id if decision.outcome != conversation.NOT_THEIRS else None,
        message_id=mail.reading.message_id[:MESSAGE_ID_KEPT],
        digest=mail.reading.digest,
        sender=mail.reading.sender,
        subject=mail.reading.subject,
        person=person.id if person else "",
        proof=mail.sender.proof,
        verdict=heard.verdict or None,
        echo=echo(mail.reading),
        flags=[*mail.flags, *decision.flags],
        duplicate_of=scene.twin,
    )

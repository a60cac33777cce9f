"""What must the desk know before it decides? Rows, the reading and the directory's word, gathered with no transaction open."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from gateway.clockwork import matter, people
from gateway.clockwork.reading import as_mail, fetch, understand, without_logos
from gateway.clockwork.tools import Tools
from gateway.desk import deadlines
from gateway.desk.scene import Returned, Scene
from gateway.people.proof import prove
from parsers.reading import Reading
from storage import inbox, outbox, tickets
from storage.outbox import RETURNED
from storage.tables import Outbound
from storage.tickets import Standing


def for_mail(tools: Tools, inbound_id: int) -> Scene:
    """The scene of a mail on record. Raises DirectoryUnavailable, LookupError."""
    now = tools.clock()
    with tools.database.reading() as session:
        row, raw = fetch(tools, session, inbound_id)
    reading = understand(tools, row, raw)
    sender = prove(reading.sender, row.login, reading.tokens, tools.directory, tools.tokens)
    with tools.database.reading() as session:
        twin = inbox.twin(session, reading.digest)
        reused = inbox.reused_id(session, reading.message_id, reading.digest)
        first = inbox.earliest(session, reading.digest, row.received_at)
        mail = replace(as_mail(row, reading, sender), received_at=first, flags=("message-id-reused",) if reused else ())
        returned = _returned(tools, session, reading)
        scene = Scene(now, tools.rules, tools.known.address, mail=mail, returned=returned, twin=twin if twin != inbound_id else None)
        if returned and returned.ticket_id:
            scene = replace(scene, ticket=tickets.get(session, returned.ticket_id))
        if sender.person and sender.proven and reading.kind == "normal":
            scene = matter.find(tools, session, scene, mail)
            if scene.mail is not None:
                ticket_id = scene.ticket.id if scene.ticket else None
                scene = replace(scene, mail=without_logos(session, scene.mail, row.conversation, ticket_id))
            scene = replace(scene, told=_told(session, sender.person.id, scene.ticket, now))
    return people.gather(tools, scene)


def for_ticket(tools: Tools, ticket_id: int) -> Scene:
    """The scene of a ticket to which something happens without a mail. Raises DirectoryUnavailable, LookupError."""
    with tools.database.reading() as session:
        ticket = tickets.get(session, ticket_id)
        said = matter.entries(session, ticket.id)
    return people.gather(tools, Scene(tools.clock(), tools.rules, tools.known.address, ticket=ticket, conversation=said))


def _returned(tools: Tools, session: Session, reading: Reading) -> Returned | None:
    """The letter of ours that a delivery status says did not arrive; only with the token of its envelope sender (VERP)."""
    if reading.bounce is None or reading.bounce.action != "failed":
        return None
    ours = next((t for t in reading.tokens if t.ref.startswith("b") and tools.tokens.is_for(t.mac, t.ref, 0, "")), None)
    row = session.get(Outbound, int(ours.ref[1:])) if ours else None
    if row is None or row.outcome == RETURNED:
        return None
    detail = f"{reading.bounce.status} {reading.bounce.action}".strip()
    reached = row.ticket_id is not None and outbox.reached(session, row.ticket_id, row.round, deadlines.NOTICES, but=row.id)
    return Returned(row.id, row.ticket_id, row.kind, row.round, row.person, row.recipient, detail, reached)


def _told(session: Session, person: str, ticket: Standing | None, now: datetime) -> dict[str, int]:
    told = {
        "hour": outbox.answers_since(session, person, now - timedelta(hours=1)),
        "not_entitled": outbox.told_since(session, person, now - timedelta(days=1), "not_entitled"),
    }
    if ticket is not None and ticket.closed_at is not None:
        for kind in ("closed", "cannot"):
            told[kind] = outbox.told_since(session, person, ticket.closed_at - timedelta(seconds=1), kind, ticket.id)
    return told

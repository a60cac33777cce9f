"""What must the desk know before it decides? Rows, the reading and the directory's word, gathered with no transaction open."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.clockwork.tools import Tools
from gateway.desk.opening import request
from gateway.desk.scene import Circle, Entry, FileRef, Mail, Returned, Scene
from gateway.people.directory import Person
from gateway.people.proof import Sender, prove
from parsers.read import read
from parsers.reading import Reading
from storage import inbox, outbox, tickets
from storage.outbox import RETURNED
from storage.tables import Inbound, Outbound
from storage.tickets import Standing

log = logging.getLogger(__name__)


def for_mail(tools: Tools, inbound_id: int) -> Scene:
    """The scene of a mail on record. Raises DirectoryUnavailable, LookupError."""
    now = tools.clock()
    with tools.database.reading() as session:
        row, raw = _fetch(tools, session, inbound_id)
    reading = read(raw, tools.known, tuple(row.rcpt_to), _return_path(row))
    sender = prove(reading.sender, row.login, reading.tokens, tools.directory, tools.tokens)
    with tools.database.reading() as session:
        twin = inbox.twin(session, reading.digest)
        reused = inbox.reused_id(session, reading.message_id, reading.digest)
        first = inbox.earliest(session, reading.digest, row.received_at)
        mail = replace(_mail(row, reading, sender), received_at=first, flags=("message-id-reused",) if reused else ())
        returned = _returned(tools, session, reading)
        scene = Scene(now, tools.rules, tools.known.address, mail=mail, returned=returned, twin=twin if twin != inbound_id else None)
        if returned and returned.ticket_id:
            scene = replace(scene, ticket=tickets.get(session, returned.ticket_id))
        if sender.person and sender.proven and reading.kind == "normal":
            scene = _with_matter(tools, session, scene, mail)
            scene = replace(scene, told=_told(session, sender.person.id, scene.ticket, now))
    return _with_people(tools, scene)


def for_ticket(tools: Tools, ticket_id: int) -> Scene:
    """The scene of a ticket to which something happens without a mail. Raises DirectoryUnavailable, LookupError."""
    with tools.database.reading() as session:
        ticket = tickets.get(session, ticket_id)
        scene = Scene(tools.clock(), tools.rules, tools.known.address, ticket=ticket, conversation=_entries(session, ticket.id))
    return _with_people(tools, scene)


def _fetch(tools: Tools, session: Session, inbound_id: int) -> tuple[Inbound, bytes]:
    row = session.get(Inbound, inbound_id)
    if row is None:
        raise LookupError(f"no inbound mail {inbound_id}")
    raw = inbox.raw(session, tools.evidence, inbound_id)
    session.expunge(row)
    return row, raw


def _mail(row: Inbound, reading: Reading, sender: Sender) -> Mail:
    files = tuple(FileRef(row.id, a.part, a.name, a.type, a.size, a.sha256, a.evidence) for a in reading.attachments)
    return Mail(row.id, row.received_at, row.sha256, reading, sender, files, tuple(row.flags))


def _earlier(tools: Tools, session: Session, inbound_id: int, sender: Sender) -> Mail:
    """A mail of the same sender that waits for this one."""
    row, raw = _fetch(tools, session, inbound_id)
    return _mail(row, read(raw, tools.known, tuple(row.rcpt_to), _return_path(row)), sender)


def _return_path(row: Inbound) -> str | None:
    """The envelope's sender; a mail file has no envelope."""
    return None if row.door == "file" else row.mail_from


def _with_matter(tools: Tools, session: Session, scene: Scene, mail: Mail) -> Scene:
    """Which ticket or held mail the mail is about, and what was said there."""
    ref = _ref(mail.reading, mail.sender)
    ticket = tickets.find_ref(session, ref)
    if ticket is not None:
        asked = _asked_reason(tools, session, mail.sender, ticket)
        return replace(scene, ticket=ticket, names_ticket=True, conversation=_entries(session, ticket.id), asked_reason=asked)
    if ref.startswith("m"):
        return replace(scene, kept=_kept(tools, session, int(ref[1:]), mail.sender))
    return replace(scene, names_ticket=ref.startswith("l"))


def _ref(reading: Reading, sender: Sender) -> str:
    """What the mail belongs to: its own token first, then any token of ours, then the number in the subject (rights are checked later)."""
    if sender.token is not None:
        return sender.token.ref
    named = next((t.ref for t in reading.tokens if t.ref.startswith("l")), "")
    return named or (tickets.ref_of(reading.number) if reading.number else "")


def _kept(tools: Tools, session: Session, inbound_id: int, sender: Sender) -> Mail | None:
    row = session.get(Inbound, inbound_id)
    if row is None or sender.person is None or row.person != sender.person.id or row.outcome not in {"held-code", "held-entity"}:
        return None
    return _earlier(tools, session, inbound_id, sender)


def _asked_reason(tools: Tools, session: Session, sender: Sender, ticket: Standing) -> Mail | None:
    """The writer's refusal of the current solution that still lacks its reason."""
    if sender.person is None or ticket.solved_at is None:
        return None
    query = select(Inbound.id).where(
        Inbound.ticket_id == ticket.id,
        Inbound.outcome == "held-reason",
        Inbound.person == sender.person.id,
        Inbound.received_at > ticket.solved_at,
    )
    found = session.scalar(query.order_by(Inbound.id).limit(1))
    return _earlier(tools, session, found, sender) if found else None


def _returned(tools: Tools, session: Session, reading: Reading) -> Returned | None:
    """The letter of ours that a delivery status says did not arrive; only with the token of its envelope sender (VERP)."""
    if reading.bounce is None or reading.bounce.action != "failed":
        return None
    ours = next((t for t in reading.tokens if t.ref.startswith("b") and tools.tokens.is_for(t.mac, t.ref, 0, "")), None)
    row = session.get(Outbound, int(ours.ref[1:])) if ours else None
    if row is None or row.outcome == RETURNED:
        return None
    detail = f"{reading.bounce.status} {reading.bounce.action}".strip()
    return Returned(row.id, row.ticket_id, row.kind, row.round, row.person, row.recipient, detail)


def _told(session: Session, person: str, ticket: Standing | None, now: datetime) -> dict[str, int]:
    told = {
        "hour": outbox.answers_since(session, person, now - timedelta(hours=1)),
        "not_entitled": outbox.told_since(session, person, now - timedelta(days=1), "not_entitled"),
    }
    if ticket is not None and ticket.closed_at is not None:
        for kind in ("closed", "cannot"):
            told[kind] = outbox.told_since(session, person, ticket.closed_at - timedelta(seconds=1), kind, ticket.id)
    return told


def _entries(session: Session, ticket_id: int) -> tuple[Entry, ...]:
    said = tickets.conversation(session, ticket_id, internal=True)
    return tuple(Entry(m.at, m.who, m.side, m.text, m.public) for m in said)


def _with_people(tools: Tools, scene: Scene) -> Scene:
    """The directory's word on everyone around the ticket, or around the one that the mail may open."""
    if scene.ticket is not None:
        return replace(scene, circle=_circle_of(tools, scene.ticket))
    mail = scene.mail
    person = mail.sender.person if mail else None
    if mail is None or person is None or not mail.sender.proven or "gestor" not in person.profile or scene.names_ticket:
        return scene
    served = tuple(e for e in map(tools.directory.entity, person.entities) if e is not None)
    scene = replace(scene, entities=served)
    asked = request(mail, scene.kept, person)
    entity = next((e for e in served if e.id == asked.entity), None)
    if asked.code is None or entity is None or mail.reading.kind != "normal" or scene.twin is not None:
        return scene
    circle = Circle(person, None, None, entity, *_group(tools, asked.code, entity.region))
    return replace(scene, circle=circle, number=_draw(tools, asked.mail.received_at))


def _group(tools: Tools, code: int, region: str) -> tuple[str, tuple[Person, ...]]:
    """The group that answers, with its technicians; the last route's group where that one has nobody."""
    catalog = tools.rules.catalog
    for group in (catalog.group_for(code, region), catalog.routes[-1].group):
        if members := tools.directory.members(group):
            return group, members
    log.warning("Nobody answers item %d from region %s: its group and the last route's have no technician", code, region)
    return catalog.group_for(code, region), ()


def _draw(tools: Tools, received_at: datetime) -> str:
    """A number in a short transaction of its own: a gap is allowed, a repeat is not."""
    with tools.database.writing() as session:
        return tickets.draw_number(session, tools.rules.calendar.local(received_at))


def _circle_of(tools: Tools, ticket: Standing) -> Circle:
    requester, technician, solver = (tools.directory.by_id(i) if i else None for i in (ticket.requester, ticket.technician, ticket.solver))
    members = tools.directory.members(ticket.group)
    return Circle(requester, technician, solver, entity=tools.directory.entity(ticket.entity), group=ticket.group, members=members)

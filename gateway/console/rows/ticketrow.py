"""What is told of a ticket? How it stands, and all that happened; of a confidential one that it is there."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gateway.clockwork.tools import Tools
from gateway.console.rows.secrecy import covered, hushed
from storage.mail import inbox
from storage.record import events
from storage.record.replay import ERASE
from storage.tables import Ticket
from storage.ticket import tickets
from storage.ticket.tickets import Standing


def row(tools: Tools, session: Session, ticket: Standing) -> dict[str, Any]:
    """A ticket as it stands; nothing of anybody when it is confidential. Raises DirectoryUnavailable."""
    requester = tools.directory.by_id(ticket.requester) if ticket.requester else None
    technician = tools.directory.by_id(ticket.technician) if ticket.technician else None
    entity = tools.directory.entity(ticket.entity)
    local = tools.rules.calendar.local
    whole = {
        "number": ticket.number,
        "status": ticket.status,
        "code": ticket.code,
        "title": ticket.title,
        "requester": requester.mail[0] if requester else ticket.requester,
        "entity": entity.name if entity else ticket.entity,
        "group": ticket.group,
        "technician": technician.mail[0] if technician else ticket.technician,
        "opened_at": local(ticket.opened_at),
        "updated_at": local(ticket.updated_at),
        "due_at": local(ticket.due_at) if ticket.due_at else None,
        "outcome": ticket.outcome,
        "round": ticket.round,
        "merged_into": ticket.merged_into,
        "hold": session.get_one(Ticket, ticket.id).hold,
        "erased_at": local(erased) if (erased := _erased_at(session, ticket.id)) else None,
    }
    return covered(hushed(whole, "title", "requester", "entity", "technician", "hold") if ticket.confidential else whole)


def _erased_at(session: Session, ticket_id: int) -> datetime | None:
    event = events.last(session, ticket_id, (ERASE,))
    return event.at if event else None


def history(session: Session, ticket: Standing, local: Callable[[datetime], datetime]) -> dict[str, Any]:
    """What happened, what was written, and the files, under `events`, `messages` and `attachments`."""
    said = tickets.conversation(session, ticket.id, internal=True)
    files = inbox.attachments(session, ticket.id)
    found: dict[str, list[dict[str, Any]]] = {
        "events": [{"at": local(e.at), "kind": e.kind, "by": e.by, "hash": e.hash} for e in events.events(session, ticket.id)],
        "messages": [
            {"at": local(m.at), "by": m.by, "side": m.side, "public": m.public, "mail": m.inbound_id, "text": m.text} for m in said
        ],
        "attachments": [{"name": f.name, "type": f.type, "size": f.size, "sha256": f.sha256, "mail": f.inbound_id} for f in files],
    }
    if ticket.confidential:
        found = {part: [hushed(one, "by", "text", "name") for one in rows] for part, rows in found.items()}
    return covered(found)

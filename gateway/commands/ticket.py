"""carteiro ticket list, show, hold, unhold: tickets as they stand, what happened to one, and which may not be erased."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.clockwork.tools import Tools
from gateway.commands import shown
from gateway.commands.listings import Json
from gateway.commands.secrecy import covered, hushed
from gateway.commands.starting import changing, looking
from gateway.masking import masked
from parsers.letterhead import number as written
from storage.mail import inbox
from storage.record import events
from storage.record.replay import ERASE
from storage.tables import Ticket
from storage.ticket import tickets
from storage.ticket.tickets import Standing

tickets_app = typer.Typer(no_args_is_help=True, help="Tickets as they stand.")
Reason = Annotated[str, typer.Option(help="Why; it stays on record, so it names nobody.")]
COLUMNS = ("number", "status", "code", "due_at", "outcome", "title")
PARTS = {
    "events": ("at", "kind", "by"),
    "messages": ("at", "by", "side", "public", "text"),
    "attachments": ("name", "size", "sha256"),
}


@tickets_app.command("list")
def list_(json: Json = False) -> None:
    """Every ticket, oldest first; of a confidential one that it is there."""
    tools = looking()
    with tools.database.reading() as session:
        found = [_row(tools, session, tickets.get(session, i)) for i in session.scalars(select(Ticket.id).order_by(Ticket.id))]
    shown.rows(found, as_json=json, columns=COLUMNS, empty="No tickets yet.")


@tickets_app.command()
def show(number: str, json: Json = False) -> None:
    """One ticket whole: its state, what happened, what was written, its files; nothing of anybody when it is confidential."""
    tools = looking()
    with tools.database.reading() as session:
        ticket = _named(session, number)
        whole = _row(tools, session, ticket) | _history(session, ticket, tools.rules.calendar.local)
    if json:
        shown.line(whole)
        return
    shown.fields({key: value for key, value in whole.items() if key not in PARTS})
    for part, columns in PARTS.items():
        typer.echo(f"\n{part}")
        shown.rows(whole[part], as_json=False, columns=columns, empty="  none")


@tickets_app.command()
def hold(number: str, reason: Reason) -> None:
    """Keeps a ticket from being erased, by time or on request, until `unhold`: a lawsuit, an audit. A second hold replaces the reason."""
    _kept(number, "hold", reason)


@tickets_app.command()
def unhold(number: str, reason: Reason) -> None:
    """Ends that."""
    _kept(number, "unhold", reason)


def _kept(number: str, kind: str, reason: str) -> None:
    tools = changing()
    if masked(reason) != reason or not reason.strip():
        shown.complain("The reason stays on record: say it in words that name nobody.")
        raise typer.Exit(1)
    with tools.database.writing() as session:
        ticket = _named(session, number)
        row = tickets.lock(session, ticket.id)
        if kind == "unhold" and not row.hold:
            shown.complain(f"{ticket.number} is not on hold.")
            raise typer.Exit(1)
        kept = {"hold": reason.strip() if kind == "hold" else ""}
        facts = {} if kind == "hold" else {"reason": reason.strip()}
        tickets.move(session, row, kind, at=tools.clock(), by="operator", changes=kept, facts=facts)
    typer.echo(f"{ticket.number} is on hold: it is not erased." if kind == "hold" else f"{ticket.number} is on hold no longer.")


def _named(session: Session, number: str) -> Standing:
    ticket = tickets.find(session, written.find(number) or written.find(f"L_{number}"))
    if ticket is None:
        shown.complain(f"There is no ticket {number}; `carteiro ticket list` shows which there are.")
        raise typer.Exit(1)
    return ticket


def _row(tools: Tools, session: Session, ticket: Standing) -> dict[str, Any]:
    requester = tools.directory.by_id(ticket.requester) if ticket.requester else None
    technician = tools.directory.by_id(ticket.technician) if ticket.technician else None
    entity = tools.directory.entity(ticket.entity)
    local = tools.rules.calendar.local
    row = {
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
    return covered(hushed(row, "title", "requester", "entity", "technician", "hold") if ticket.confidential else row)


def _erased_at(session: Session, ticket_id: int) -> datetime | None:
    event = events.last(session, ticket_id, (ERASE,))
    return event.at if event else None


def _history(session: Session, ticket: Standing, local: Callable[[datetime], datetime]) -> dict[str, Any]:
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

"""carteiro ticket list, show, hold, unhold: tickets as they stand, what happened to one, and which may not be erased."""

from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.commands import shown
from gateway.commands.listings import Json
from gateway.commands.starting import changing, looking
from gateway.console.rows.ticketrow import history, row
from gateway.masking import masked
from parsers.letterhead import number as written
from storage.tables import Ticket
from storage.ticket import tickets
from storage.ticket.lifecycle import STATES
from storage.ticket.tickets import Standing

tickets_app = typer.Typer(no_args_is_help=True, help="Tickets as they stand.")
Reason = Annotated[str, typer.Option(help="Why; it stays on record, so it names nobody.")]
COLUMNS = ("number", "status", "code", "due_at", "outcome", "title")
NONE = "No tickets yet. A mail with a code in its subject opens one; `carteiro mail list` shows what came."
NONE_SO = "No ticket is so. `carteiro ticket list` shows all of them, `carteiro catalog` the groups."
PARTS = {
    "events": ("at", "kind", "by"),
    "messages": ("at", "by", "side", "public", "text"),
    "attachments": ("name", "size", "sha256"),
}


@tickets_app.command("list")
def list_(
    json: Json = False,
    status: Annotated[str, typer.Option(help=f"Only tickets that are so: {', '.join(STATES)}.")] = "",
    group: Annotated[str, typer.Option(help="Only tickets of this group of the catalogue.")] = "",
) -> None:
    """Every ticket, oldest first; of a confidential one that it is there."""
    if status and status not in STATES:
        raise typer.BadParameter(f"allowed: {', '.join(STATES)}", param_hint="--status")
    tools = looking()
    wanted = select(Ticket.id).order_by(Ticket.id)
    wanted = wanted.where(Ticket.status == status) if status else wanted
    wanted = wanted.where(Ticket.group == group) if group else wanted
    with tools.database.reading() as session:
        found = [row(tools, session, tickets.get(session, i)) for i in session.scalars(wanted)]
    shown.rows(found, as_json=json, columns=COLUMNS, empty=NONE_SO if status or group else NONE)


@tickets_app.command()
def show(number: str, json: Json = False) -> None:
    """One ticket whole: its state, what happened, what was written, its files; nothing of anybody when it is confidential."""
    tools = looking()
    with tools.database.reading() as session:
        ticket = _named(session, number)
        whole = row(tools, session, ticket) | history(session, ticket, tools.rules.calendar.local)
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

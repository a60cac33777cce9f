"""carteiro mail list, show, retry, release, reconcile: every mail in and out, with its one disposition."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

import typer
from sqlalchemy import select

from gateway.commands import shown
from gateway.commands.listings import Json
from gateway.commands.secrecy import secret_mails, told
from gateway.commands.starting import looking
from storage import due, held, inbox
from storage.tables import Inbound, Outbound

mail_app = typer.Typer(no_args_is_help=True, help="Every mail, in and out, with its one disposition.")
IN, OUT = "in", "out"


@mail_app.command("list")
def list_(
    json: Json = False,
    only: Annotated[str, typer.Option(help="Only dispositions that begin so: held, dead, waiting, opened, sent ...")] = "",
) -> None:
    """Mails in and out by time; held, set aside and dead ones included."""
    tools = looking()
    local = tools.rules.calendar.local
    with tools.database.reading() as session:
        is_secret = secret_mails(tools, session)
        found = [told(_inbound(row, local), secret=is_secret(row)) for row in session.scalars(select(Inbound))]
        found += [told(_outbound(row, local), secret=is_secret(row)) for row in session.scalars(select(Outbound))]
    found = [row for row in found if str(row["disposition"]).startswith(only)]
    for row in found:
        row["who"] = row["from"] if row["way"] == IN else row["to"][0]
    found.sort(key=lambda row: (row["at"], row["id"]))
    columns = ("id", "at", "disposition", "who", "subject")
    shown.rows(found, as_json=json, columns=columns, empty=f"No mail's disposition begins with {only!r}." if only else "No mail yet.")


@mail_app.command()
def show(
    mail_id: Annotated[str, typer.Argument(metavar="ID", help="As listed, such as in-12 or out-3.")], raw: bool = False, json: Json = False
) -> None:
    """One mail: what is on record about it; with --raw its bytes as received or the letter's text."""
    way, number = _named(mail_id)
    tools = looking()
    with tools.database.reading() as session:
        row = session.get(Inbound, number) if way == IN else session.get(Outbound, number)
        if row is None:
            shown.complain(f"There is no mail {mail_id}; `carteiro mail list` shows which there are.")
            raise typer.Exit(1)
        if raw and isinstance(row, Inbound):
            typer.get_binary_stream("stdout").write(inbox.raw(session, tools.evidence, number))
        elif raw and isinstance(row, Outbound):
            typer.echo(row.body_text)
        else:
            local = tools.rules.calendar.local
            whole = _inbound(row, local) | _envelope(row, local) if isinstance(row, Inbound) else _outbound(row, local)
            whole = told(whole, secret=secret_mails(tools, session)(row))
            shown.line(whole) if json else shown.fields(whole)


@mail_app.command()
def retry(mail_id: Annotated[str, typer.Argument(metavar="ID", help="As listed, such as in-12 or out-3.")]) -> None:
    """Lets a mail that was set aside (dead) fall due again."""
    way, number = _named(mail_id)
    tools = looking()
    with tools.database.writing() as session:
        renewed = due.renew(session, Inbound if way == IN else Outbound, number, tools.clock())
    if not renewed:
        shown.complain(f"{mail_id} is not set aside; `carteiro mail list` shows which mails are dead.")
        raise typer.Exit(1)
    typer.echo(f"{mail_id} is due again.")


@mail_app.command()
def release(mail_id: Annotated[str, typer.Argument(metavar="ID", help="As listed, such as in-12.")]) -> None:
    """Lets a mail that waits for its writer's CONFIRMAR be decided, on the operator's word that the writer is who the mail says."""
    way, number = _named(mail_id)
    tools = looking()
    with tools.database.writing() as session:
        there = session.get(Inbound if way == IN else Outbound, number) is not None
        freed = way == IN and held.free(session, number, "operator", tools.clock())
    if not there:
        shown.complain(f"There is no mail {mail_id}; `carteiro mail list` shows which there are.")
        raise typer.Exit(1)
    if not freed:
        shown.complain(
            f"{mail_id} does not wait to be confirmed; `carteiro mail list --only {inbox.HELD_CLAIMED}` shows which mails do. "
            "What waits for a code, an entity or a reason is completed by its writer's answer."
        )
        raise typer.Exit(1)
    typer.echo(f"{mail_id} is due again, as confirmed by the operator.")


@mail_app.command()
def reconcile(json: Json = False) -> None:
    """Per door and day: mails received, with a disposition, and without; exit 1 when one is without."""
    tools = looking()
    days: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    with tools.database.reading() as session:
        for door, received_at, outcome in session.execute(select(Inbound.door, Inbound.received_at, Inbound.outcome)):
            day = f"{tools.rules.calendar.local(received_at):%Y-%m-%d}"
            days[day, door].update(["received", "with" if outcome else "without"])
    found = [
        {"day": day, "door": door, "received": n["received"], "with": n["with"], "without": n["without"]}
        for (day, door), n in sorted(days.items())
    ]
    shown.rows(found, as_json=json, columns=("day", "door", "received", "with", "without"), empty="No mail yet.")
    if any(row["without"] for row in found):
        raise typer.Exit(1)


def _inbound(row: Inbound, local: Callable[[datetime], datetime]) -> dict[str, Any]:
    return {
        "id": f"{IN}-{row.id}",
        "at": local(row.received_at),
        "way": IN,
        "disposition": row.outcome or "waiting",
        "door": row.door,
        "from": row.sender or row.mail_from,
        "to": list(row.rcpt_to),
        "subject": row.subject,
        "proof": row.proof,
        "size": row.size,
        "sha256": row.sha256,
        "ticket_id": row.ticket_id,
        "duplicate_of": row.duplicate_of,
        "attempts": row.attempts,
        "due_at": _when(row.due_at, local),
        "last_error": row.last_error,
        "flags": row.flags,
    }


def _envelope(row: Inbound, local: Callable[[datetime], datetime]) -> dict[str, Any]:
    """What the door saw."""
    names = ("peer", "helo", "tls", "login", "mail_from", "hop", "message_id", "digest", "person", "verdict", "released_by")
    return {name: getattr(row, name) for name in names} | {"settled_at": _when(row.settled_at, local)}


def _when(instant: datetime | None, local: Callable[[datetime], datetime]) -> datetime | None:
    return local(instant) if instant else None


def _outbound(row: Outbound, local: Callable[[datetime], datetime]) -> dict[str, Any]:
    return {
        "id": f"{OUT}-{row.id}",
        "at": local(row.created_at),
        "way": OUT,
        "disposition": row.outcome or "waiting",
        "letter": row.kind,
        "from": "",
        "to": [row.recipient],
        "subject": row.subject,
        "ticket_id": row.ticket_id,
        "attempts": row.attempts,
        "due_at": _when(row.due_at, local),
        "last_error": row.last_error,
    }


def _named(mail_id: str) -> tuple[str, int]:
    way, _, number = mail_id.partition("-")
    if way not in {IN, OUT} or not number.isdigit():
        raise typer.BadParameter("a mail is named as listed: in-12 or out-3")
    return way, int(number)

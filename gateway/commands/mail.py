"""carteiro mail list, show, reconcile: every mail in and out, with its one disposition."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.clockwork.tools import Tools
from gateway.commands import erased, mailagain, shown
from gateway.commands.listings import Json
from gateway.commands.starting import looking
from gateway.console.rows.mailrow import IN, envelope, in_mailbox, inbound, only_seen, outbound, place
from gateway.console.rows.secrecy import covered, secret_mails, told
from storage.counting import reconciliation
from storage.counting.reconciliation import Day
from storage.evidence import archive
from storage.mail import held, inbox
from storage.tables import Inbound, Outbound

NONE_SO = "No mail's disposition begins with {!r}; `carteiro mail list` shows all of them."
NONE = "No mail yet. Write one to the address of the settings; `carteiro doctor` says why none would come."

mail_app = typer.Typer(no_args_is_help=True, help="Every mail, in and out, with its one disposition.")


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
        places, until = reconciliation.places(session), held.until(session)
        found = [
            told(_with_place(inbound(row, local, until.get(row.id)), places.get(row.id)), secret=is_secret(row))
            for row in session.scalars(select(Inbound))
        ]
        found += [told(outbound(row, local), secret=is_secret(row)) for row in session.scalars(select(Outbound))]
        found += [covered(only_seen(row, name, local)) for row, name in reconciliation.only_seen(session)]
        days = reconciliation.by_day(session, local)
        unreadable = _unreadable(tools, session)
    found = [row for row in found if str(row["disposition"]).startswith(only)]
    for row in found:
        row["who"] = row["from"] if row["way"] == IN else row["to"][0]
    found.sort(key=lambda row: (row["at"], row["id"]))
    columns = ("id", "at", "disposition", *(("held_until",) if until else ()), "who", "subject")
    shown.rows(
        found,
        as_json=json,
        columns=columns,
        empty=f"No mail's disposition begins with {only!r}; `carteiro mail list` shows all of them." if only else NONE,
    )
    if not json and not only:
        for day in _newest(days):
            typer.echo(
                f"{day.day} {day.mailbox or day.door}: {day.received} received, {day.settled} with a disposition, {day.without} without"
            )
        for sentence in unreadable:
            typer.echo(sentence)


@mail_app.command()
def show(
    mail_id: Annotated[str, typer.Argument(metavar="ID", help="As listed, such as in-12 or out-3.")],
    raw: Annotated[bool, typer.Option("--raw", help="The bytes as received; of a letter its text.")] = False,
    json: Json = False,
) -> None:
    """One mail: what is on record about it; with --raw its bytes as received or the letter's text."""
    way, number = mailagain.named(mail_id)
    tools = looking()
    with tools.database.reading() as session:
        row = session.get(Inbound, number) if way == IN else session.get(Outbound, number)
        if row is None:
            shown.complain(f"There is no mail {mail_id}; `carteiro mail list` shows which there are.")
            raise typer.Exit(1)
        local = tools.rules.calendar.local
        if raw and row.erased_at is not None:
            shown.complain(erased.sentence(session, row, mail_id, local))
            raise typer.Exit(1)
        if raw and isinstance(row, Inbound):
            typer.get_binary_stream("stdout").write(inbox.raw(session, tools.evidence, number))
        elif raw and isinstance(row, Outbound):
            archive.restore(tools.evidence, row)
            typer.echo(row.body_text)
        else:
            until = held.until(session, number).get(number)
            whole = inbound(row, local, until) | envelope(row, local) if isinstance(row, Inbound) else outbound(row, local)
            whole = told(whole, secret=secret_mails(tools, session)(row))
            lies = reconciliation.place(session, number) if way == IN else None
            whole |= (place(*lies, local) if lies else {}) | erased.fields(session, row, local)
            shown.line(whole) if json else shown.fields(whole)


mail_app.command()(mailagain.retry)
mail_app.command()(mailagain.release)


@mail_app.command()
def reconcile(json: Json = False) -> None:
    """Per door, mailbox and day: mails received, with a disposition, and without.

    Exit 1 when one is without, when a mailbox cannot be read, and when a mail that was on record is gone.
    """
    tools = looking()
    with tools.database.reading() as session:
        found = [
            {"day": d.day, "door": d.door, "mailbox": d.mailbox, "received": d.received, "with": d.settled, "without": d.without}
            for d in reconciliation.by_day(session, tools.rules.calendar.local)
        ]
        unreadable = [*_unreadable(tools, session), *_missing(session)]
    shown.rows(found, as_json=json, columns=("day", "door", "mailbox", "received", "with", "without"), empty=NONE)
    for sentence in unreadable:
        typer.echo(sentence, err=json)
    if unreadable or any(row["without"] for row in found):
        raise typer.Exit(1)


def _with_place(row: dict[str, Any], place: tuple[str, str | None, str] | None) -> dict[str, Any]:
    return row | in_mailbox(*place) if place else row


def _unreadable(tools: Tools, session: Session) -> list[str]:
    """A sentence for each mailbox that cannot be read now."""
    found = reconciliation.unreadable(session, tools.mailboxes, tools.clock())
    return [
        f"{name} cannot be read since {tools.rules.calendar.local(since):%Y-%m-%d %H:%M} ({why}); mail may wait there"
        for name, why, since in found
    ]


def _missing(session: Session) -> list[str]:
    """A sentence for each mail that the record sealed and that is gone."""
    return [
        f"in-{number} was on record and is gone: somebody took it out of the database; `carteiro evidence verify` looks at all of it"
        for number in reconciliation.missing(session)
    ]


def _newest(days: Sequence[Day]) -> list[Day]:
    """The last day of each door and mailbox."""
    return list({(day.door, day.mailbox): day for day in days}.values())

"""carteiro person export, erase: what is on record about one person goes into a file, or goes (LGPD art. 18)."""

from pathlib import Path
from typing import Annotated, Any

import typer

from gateway.clockwork.tools import Tools
from gateway.commands import shown
from gateway.commands.listings import Json
from gateway.commands.progress import progress
from gateway.commands.starting import changing, looking
from gateway.masking import masked
from gateway.privacy import erasing, exporting, planning
from gateway.privacy.erasing import Outcome
from gateway.privacy.planning import Plan
from gateway.privacy.subject import Several, Subject, find
from gateway.privacy.traces import Traces
from parsers.letterhead import number as written
from storage.erasing.acts import Ground

person_app = typer.Typer(no_args_is_help=True, help="One person: what is on record about them, exported or erased.")
LAW = "LGPD art. 18, VI"
COLUMNS = ("number", "mails", "letters", "messages", "values", "fields")

Whom = Annotated[str, typer.Argument(metavar="PERSON", help="Id, mail address or CPF.")]
Reason = Annotated[str, typer.Option(help="Why; it stays on record for good, so it names nobody.")]


@person_app.command()
def export(
    person: Whom,
    file: Annotated[Path, typer.Option("-o", "--output", metavar="FILE.zip", help="A file that is not there yet.")],
    json: Json = False,
) -> None:
    """Everything on record about a person, as a ZIP: entry, tickets, messages, mails as received, letters; an index in JSON and HTML."""
    tools = changing()
    subject = _found(tools, person)
    if file.exists():
        shown.complain(f"{file} is there already; name another file.")
        raise typer.Exit(1)
    try:
        with progress("mails and letters") as told:
            counts = exporting.export(tools, subject, file, told)
    except OSError as trouble:
        shown.complain(f"Not exported: {trouble}.")
        raise typer.Exit(shown.AGAIN) from trouble
    if counts["lost"]:
        shown.complain(f"{counts['lost']} mails or letters are lost, and the index says which; `carteiro evidence verify` says more.")
    row = {"file": str(file), **counts}
    shown.line(row) if json else typer.echo(
        f"{file}: {counts['tickets']} tickets, {counts['mails']} mails, {counts['letters']} letters, {counts['messages']} messages. "
        "It holds personal data: hand it to that person only, and delete it here."
    )


@person_app.command()
def erase(
    person: Whom,
    reason: Reason,
    ticket: Annotated[str, typer.Option(metavar="L_…", help="On this ticket only, and what has become one with it.")] = "",
    law: Annotated[str, typer.Option(help="What asks for it; stays on record as well.")] = LAW,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go; nothing does.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="It cannot be undone, and is meant.")] = False,
    json: Json = False,
) -> None:
    """Erases a person from the record: what they wrote, what tells of them, who they were. The record still verifies.

    Only closed tickets that are not on hold. Exit 1 when something may not go; what may has gone then.
    """
    tools = looking() if dry_run else changing()
    subject = _found(tools, person)
    if Traces(subject, ()).named(reason, law) or masked(reason + law) != reason + law or not reason.strip():
        shown.complain("The reason stays on record for good: say it in words that name nobody.")
        raise typer.Exit(1)
    if not dry_run and not yes:
        shown.complain("Nothing was erased. See what would go with --dry-run; add --yes to erase it: it cannot be undone.")
        raise typer.Exit(1)
    ids = _tickets(tools, subject, ticket)
    ground = None if dry_run else Ground(tools.clock(), "operator", reason, law)
    try:
        with progress("tickets") as told:
            outcome = erasing.erase(tools, subject, ids, ground, loose=not ticket, told=told)
    except OSError as trouble:
        shown.complain(f"Not all was erased, for the evidence store cannot be asked ({trouble}). Do it again: what is erased stays so.")
        raise typer.Exit(shown.AGAIN) from trouble
    _say(outcome, dry_run=dry_run, as_json=json)


def _found(tools: Tools, said: str) -> Subject:
    try:
        subject = find(tools, said)
    except Several as several:
        shown.complain(f"{several}: name one of these ids.")
        raise typer.Exit(1) from several
    if subject is None:
        shown.complain(f"Neither the directory nor the record knows {said}: name an id, a mail address or a CPF.")
        raise typer.Exit(1)
    return subject


def _tickets(tools: Tools, subject: Subject, number: str) -> list[int]:
    if not number:
        return planning.of_all(tools, subject)
    found = planning.of_number(tools, subject, written.find(number) or written.find(f"L_{number}"))
    if found is None:
        shown.complain(f"There is no ticket {number}; `carteiro ticket list` shows which there are.")
        raise typer.Exit(1)
    return found


def _say(outcome: Outcome, *, dry_run: bool, as_json: bool) -> None:
    rows = [_row(plan) for plan in outcome.plans]
    if outcome.mails or outcome.letters:
        rows.append(
            {"number": "(none)", "mails": len(outcome.mails), "letters": len(outcome.letters), "messages": 0, "values": 0, "fields": []}
        )
    word = "would be erased" if dry_run else "erased"
    shown.rows(
        ({**row, "done": word} for row in rows), as_json=as_json, columns=(*COLUMNS, "done"), empty=f"Nothing is left to be {word[-6:]}."
    )
    if outcome.named:
        shown.complain(
            f"{outcome.named} events written by an older version name the person in what their hash covers: there it stays, "
            "and so does who acted (docs/registro-de-tratamento.md, Limites da eliminação)."
        )
    for sentence in outcome.refused:
        shown.complain(f"{sentence[:1].upper()}{sentence[1:]}.")
    if outcome.left is not None and outcome.left.trouble:
        shown.complain(f"Erased, but the evidence store does not let its bytes go ({outcome.left.trouble}); tried again every night.")
        raise typer.Exit(shown.AGAIN)
    if outcome.refused:
        raise typer.Exit(1)


def _row(plan: Plan) -> dict[str, Any]:
    of = plan.extent
    return {
        "number": plan.ticket.number,
        "mails": len(of.mails),
        "letters": len(of.letters),
        "messages": len(of.said),
        "values": len(of.values),
        "fields": list(of.fields),
        "mail_ids": list(of.mails),
        "letter_ids": list(of.letters),
    }

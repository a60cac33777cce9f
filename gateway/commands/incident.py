"""carteiro incident export: whose data came or went in a span, for the notice of an incident; no data of anybody is in it."""

import json as codec
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from gateway.commands import shown
from gateway.commands.due import ALLOWED, instant
from gateway.commands.listings import Json
from gateway.commands.progress import progress
from gateway.commands.starting import changing
from gateway.privacy.incident import Incident

incident_app = typer.Typer(no_args_is_help=True, help="What the notice of an incident needs (Resolução CD/ANPD 15/2024).")
PEOPLE = ("id", "cpf", "entities", "mails", "letters", "tickets", "data")


@incident_app.callback()
def incident() -> None:
    """What the notice of an incident needs."""


@incident_app.command()
def export(
    since: Annotated[str, typer.Option(metavar="TIME", help=f"From this instant on: {ALLOWED}.")],
    until: Annotated[str, typer.Option(metavar="TIME", help="Up to this instant; left out: up to now.")] = "",
    file: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Every line into this file, one JSON object a line.")
    ] = None,
    json: Json = False,
) -> None:
    """Whose data came or went between two instants: people (CPF covered), entities, mails, letters, tickets, kinds of data, counts.

    Without -o and --json: the people, and a summary.
    """
    tools = changing()
    zone = tools.office.timezone
    began = instant(since, zone, begins=True)
    ended = instant(until, zone) if until else tools.clock()
    if file is not None and file.exists():
        shown.complain(f"{file} is there already; name another file.")
        raise typer.Exit(1)
    with progress("mails and letters") as told:
        found = Incident(tools, began, ended).lines(told)
        kept = _written(file, found) if file else list(found) if not json else [_printed(line) for line in found]
    if json and file is None:
        return
    people = [line for line in kept if line["kind"] == "person"]
    summary = kept[-1]
    if json:
        shown.line(summary)
        return
    if file is None:
        shown.rows(people, as_json=False, columns=PEOPLE, empty="Nobody's data came or went.")
    shown.fields({name: value for name, value in summary.items() if name != "kind"})


def _printed(line: dict[str, Any]) -> dict[str, Any]:
    shown.line(line)
    return {"kind": line["kind"]}


def _written(file: Path, lines: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    """The people and the summary, once all lines are in the file."""
    kept = []
    with file.open("x", encoding="utf-8") as out:
        for line in lines:
            _write(out, line)
            if line["kind"] in {"person", "summary"}:
                kept.append(line)
    return kept


def _write(out: IO[str], line: dict[str, Any]) -> None:
    out.write(codec.dumps(line, ensure_ascii=False, default=lambda value: value.isoformat()) + "\n")

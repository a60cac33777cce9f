"""carteiro read: how a mail is read, changing nothing."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from gateway import app as application
from gateway.catalog import load as load_catalog
from gateway.commands import boxes, shown
from gateway.commands.listings import Json
from gateway.commands.starting import settings
from gateway.console.rows.readrow import as_row
from gateway.files import find_file
from gateway.reader.many import read_many
from parsers.reading import Known

_COLUMNS = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())


def read(files: Annotated[list[Path], typer.Argument(help="Mail files, folders of them, or mbox files.")], json: Json = False) -> None:
    """How each mail is read: sender, code, ticket, new text, keyword, files."""
    chosen = settings()
    known = Known(chosen.address, application.folded(load_catalog(find_file(chosen.catalog))))
    pile = boxes.Pile(files)
    progress = Console(stderr=True)
    failed = 0
    with Progress(*_COLUMNS, console=progress, transient=True, disable=not progress.is_terminal) as bar:
        task = bar.add_task("Reading", total=pile.size)
        for name, reading in read_many(pile.mails(), known):
            bar.update(task, completed=pile.taken)
            if isinstance(reading, str):
                failed = shown.AGAIN
                shown.complain(f"{name} could not be read this time: {reading}")
            else:
                row = as_row(name, reading)
                shown.line(row) if json else _show(row)
    for sentence in pile.unreadable:
        shown.complain(sentence)
    raise typer.Exit(1 if pile.unreadable else failed)


def _show(row: dict[str, Any]) -> None:
    for key, value in row.items():
        if key == "command":
            value = [" ".join(filter(None, (order["word"], order["argument"], order["text"]))) for order in value]  # noqa: PLW2901
        if key == "attachments":
            value = [f"{file['name']} ({file['type']}, {file['size']} bytes, {file['why']})" for file in value]  # noqa: PLW2901
        if key == "bounce" and value:
            value = " ".join(filter(None, value.values()))  # noqa: PLW2901
        first, *more = shown.cell(value).splitlines() or [""]
        typer.echo(f"{key:>12}  {first}")
        for line in more:
            typer.echo(f"{'':>12}  {line}")
    typer.echo("")

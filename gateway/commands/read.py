"""carteiro read: how a mail is read, changing nothing."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track

from gateway import app as application
from gateway.catalog import load as load_catalog
from gateway.commands import boxes, shown
from gateway.commands.listings import Json
from gateway.commands.starting import settings
from gateway.reader.careful import careful_read
from parsers.reading import Known, Reading


def read(files: Annotated[list[Path], typer.Argument(help="Mail files, folders of them, or mbox files.")], json: Json = False) -> None:
    """How each mail is read: sender, code, ticket, new text, keyword, files."""
    chosen = settings()
    known = Known(chosen.address, application.folded(load_catalog(application.find_file(chosen.catalog))))
    failed = False
    progress = Console(stderr=True)
    for path in track(boxes.files(files), description="Reading", transient=True, console=progress, disable=not progress.is_terminal):
        try:
            raw = path.read_bytes()
        except OSError as error:
            failed = True
            shown.complain(f"{path} cannot be read ({error.strerror}); name a mail file, a folder of them, or an mbox file.")
            continue
        for name, mail in boxes.mails(path, raw):
            row = as_row(name, careful_read(mail, known))
            shown.line(row) if json else _show(row)
    raise typer.Exit(1 if failed else 0)


def as_row(name: str, reading: Reading) -> dict[str, Any]:
    """The keys of the contract."""
    return {
        "file": name,
        "kind": reading.kind,
        "from": reading.sender,
        "to": list(reading.to),
        "subject": reading.subject,
        "title": reading.title,
        "code": reading.code,
        "ticket": reading.number,
        "text": reading.text,
        "new_text": reading.new_text,
        "command": [{"word": c.word, "argument": c.argument, "text": c.text} for c in reading.commands],
        "unclear": reading.unclear,
        "attachments": [
            {"name": a.name, "type": a.type, "size": a.size, "sha256": a.sha256, "inline": a.inline} for a in reading.attachments
        ],
        "bounce": {"recipient": reading.bounce.recipient, "action": reading.bounce.action, "status": reading.bounce.status}
        if reading.bounce
        else None,
        "defects": list(reading.defects),
    }


def _show(row: dict[str, Any]) -> None:
    for key, value in row.items():
        typer.echo(f"{key:>12}  {shown.cell(value)}")
    typer.echo("")

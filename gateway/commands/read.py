"""carteiro read: how a mail is read, changing nothing."""

import mailbox
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track

from gateway import app as application
from gateway.catalog import load as load_catalog
from gateway.commands import shown
from gateway.commands.listings import Json
from gateway.commands.starting import settings
from parsers.read import read as read_mail
from parsers.reading import Known, Reading


def read(files: Annotated[list[Path], typer.Argument(help="Mail files, folders of them, or mbox files.")], json: Json = False) -> None:
    """How each mail is read: sender, code, ticket, new text, keyword, files."""
    chosen = settings()
    known = Known(chosen.address, application.folded(load_catalog(application.find_file(chosen.catalog))))
    progress = Console(stderr=True)
    for name, raw in track(
        _mails(files), description="Reading", total=None, transient=True, console=progress, disable=not progress.is_terminal
    ):
        row = as_row(name, read_mail(raw, known))
        shown.line(row) if json else _show(row)


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


def _mails(paths: list[Path]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        if path.is_dir():
            yield from _mails(sorted(p for p in path.iterdir() if not p.name.startswith(".")))
            continue
        try:
            raw = path.read_bytes()
        except OSError as error:
            shown.complain(f"{path} cannot be read ({error.strerror}); name a mail file, a folder of them, or an mbox file.")
            raise typer.Exit(1) from error
        if raw.startswith(b"From ") and path.suffix != ".eml":
            with closing(mailbox.mbox(path, create=False)) as box:
                for key in box.iterkeys():
                    yield f"{path}:{key}", box.get_bytes(key)
        else:
            yield str(path), raw


def _show(row: dict[str, Any]) -> None:
    for key, value in row.items():
        typer.echo(f"{key:>12}  {shown.cell(value)}")
    typer.echo("")

"""carteiro deliver: a mail file through the door, as an MTA's pipe or by hand."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from gateway import app as application
from gateway.commands import shown
from gateway.commands.starting import older, refuse_older, settings
from gateway.doors.data import stow
from gateway.doors.door import Door
from gateway.people.aligned.verdict import BORDER
from parsers.letterhead.thread import conversation
from storage.mail.inbox import Arrival
from storage.restoring.restored import OlderState


def deliver(files: Annotated[list[Path], typer.Argument(help="Mail files; - reads standard input.")]) -> None:
    """Puts mail files through the door, as an MTA's pipe or by hand; exit 75 when the fault is ours, 1 when it is the file's."""
    chosen = settings()
    mails = [(file, _bytes_of(file, chosen.size)) for file in files]
    try:
        tools = application.equip(chosen)
        tools.database.upgrade()
        refuse_older(chosen, tools)
        door = Door(tools.database, lambda _id: None)
        for file, raw in mails:
            content = stow(tools.evidence, [raw])
            key = conversation(content.head, (), chosen.address)
            arrival = Arrival(tools.clock(), "file", (chosen.address,), "", content.size, key, content.raw, content.sha256, hop=BORDER)
            typer.echo(f"{file}: registrado {door.accept(arrival)}")
    except OlderState as why:
        shown.complain(f"Not stored, try again later. {older(why)}")
        raise typer.Exit(shown.AGAIN) from None
    except (SQLAlchemyError, OSError) as error:
        shown.complain(f"Not stored, try again later: {type(error).__name__}")
        raise typer.Exit(shown.AGAIN) from error


def _bytes_of(file: Path, limit: int) -> bytes:
    """The mail in a file; one that cannot be a mail is refused before anything is stored."""
    try:
        raw: bytes = typer.get_binary_stream("stdin").read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        shown.complain(f"{file} cannot be read ({error.strerror}); name a mail file.")
        raise typer.Exit(1) from error
    if not raw.strip() or len(raw) > limit:
        shown.complain(f"{file} is {'empty' if not raw.strip() else f'larger than {limit} bytes (CARTEIRO_SIZE)'}; nothing was stored.")
        raise typer.Exit(1)
    return raw

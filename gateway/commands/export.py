"""carteiro evidence export: a ticket's whole record in one file, that anybody can check without us."""

import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from gateway.clockwork import dossiers
from gateway.clockwork.tools import Tools
from gateway.commands import shown
from gateway.commands.listings import Json
from gateway.commands.starting import looking
from gateway.dossier.making import Made, NoTicket
from gateway.dossier.reader import Reader
from parsers.letterhead import number as written

OPEN = (
    "The ticket is open: the dossier holds reply addresses with which others could decide in its people's names. "
    "Hand it to nobody before the ticket is closed."
)
SECRET = "The ticket is confidential: the dossier names its author and says what was reported."  # noqa: S105 - a sentence


def export(
    number: Annotated[str, typer.Argument(metavar="L_…", help="The ticket's number.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="A file that is not there yet.")] = None,
    json: Json = False,
) -> None:
    """A ticket's dossier: mails, files, letters, events, seals, time stamps, and the program that checks them; nothing is left out."""
    named = written.find(number) or written.find(f"L_{number}") or number
    path = output or Path(f"dossie-{named}.zip")
    made = _write(looking(), named, path)
    sha256 = _sum(path)
    if json:
        shown.line({"file": str(path), "sha256": sha256, **asdict(made)})
    else:
        shown.fields({"file": path, "sha256": sha256, **asdict(made)})
    for holds, sentence in ((made.open, OPEN), (made.confidential, SECRET)):
        if holds:
            shown.complain(sentence)


def _write(tools: Tools, number: str, path: Path) -> Made:
    """The dossier at a path; nothing stays there when it cannot be made."""
    try:
        out = path.open("xb")
    except FileExistsError:
        shown.complain(f"{path} is there already; name another file with -o.")
        raise typer.Exit(1) from None
    except OSError as trouble:
        shown.complain(f"{path} cannot be written ({trouble.strerror}); name another file with -o.")
        raise typer.Exit(1) from None
    try:
        with out:
            return dossiers.maker(tools).make(number, Reader(), out)
    except BaseException as trouble:
        path.unlink(missing_ok=True)
        if isinstance(trouble, NoTicket):
            shown.complain(f"There is no ticket {number}; `carteiro ticket list` shows which there are.")
            raise typer.Exit(1) from None
        if isinstance(trouble, OSError):
            shown.complain(f"The dossier cannot be made ({trouble}); nothing was written.")
            raise typer.Exit(shown.AGAIN) from None
        raise


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

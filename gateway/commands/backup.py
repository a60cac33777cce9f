"""carteiro backup, restore: the embedded database and the files of its mails into a folder, while all runs, and back."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from gateway.app import now
from gateway.commands import shown
from gateway.commands.starting import settings
from gateway.settings import BadSettings, Settings
from storage.evidence.files import Files
from storage.restoring import backup as storing
from storage.restoring.backup import CannotBackUp, Done
from storage.restoring.backup_files import Told

SHOWN = 10  # names of files that are missing
NEXT = """\
Next:
1. the secret back to {secret}; settings, certificates, directory and catalogue to their places
2. carteiro evidence verify         with --anchor and a letter that somebody kept it says what is lost
3. carteiro evidence accept --reason TEXT
4. start. docs/operating.md, Backup and restore, says what to do about mail that came since"""
Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the backup is, on another disk if it is to outlive this one.")]


def backup(folder: Folder) -> None:
    """Copies the SQLite database and the files of its mails while the gateway runs. A second time into the same folder only what is new.

    Exit 2 where PostgreSQL or S3 is used, which have means of their own; 1 when it, or a part of it, cannot be done.
    """
    chosen = settings()
    database, evidence = _embedded(chosen)
    if not database.is_file():
        raise BadSettings(f"CARTEIRO_DATABASE: there is no file {database} to copy")
    _refuse_within(folder, chosen, evidence)
    with _told() as told:
        done = _tried(lambda: storing.back_up(database, evidence, folder, now(), told))
    typer.echo(
        f"Backed up: the record up to seal {done.end.seq}; {done.files.files} files copied, {done.files.there} there already, "
        f"{done.gone} forgotten that were erased."
    )
    typer.echo("Not in it: the secret under CARTEIRO_HOME, carteiro.yml, certificates, the directory. Keep them too, encrypted.")
    _complain_of(done)


def restore(folder: Folder) -> None:
    """Puts a backup where there is no database yet, every file compared; nothing starts on it before an operator agrees.

    Exit 2 where PostgreSQL or S3 is used; 1 when it, or a part of it, cannot be done.
    """
    chosen = settings()
    database, evidence = _embedded(chosen)
    with _told() as told:
        done = _tried(lambda: storing.put_back(folder, database, evidence, told))
    typer.echo(
        f"Restored: the state of {done.end.at:%Y-%m-%d %H:%M} UTC, up to seal {done.end.seq}; {done.files.files} files, all compared."
    )
    typer.echo(NEXT.format(secret=chosen.home / "secret"))
    _complain_of(done)


def _embedded(chosen: Settings) -> tuple[Path, Files]:
    """The file and the folder that are copied. Raises BadSettings where there are none."""
    url = make_url(chosen.path(chosen.database))
    if url.get_backend_name() != "sqlite" or not url.database:
        raise BadSettings(
            "CARTEIRO_DATABASE: PostgreSQL is backed up by its own means: `pg_dump -Fc` and `pg_restore`, or base backups with archived "
            "write-ahead log (docs/operating.md, Backup and restore)"
        )
    evidence = chosen.path(chosen.evidence)
    if not evidence.startswith("file:"):
        raise BadSettings(
            "CARTEIRO_EVIDENCE: a bucket is kept by its own means: versioning, replication, or `rclone copy` (docs/operating.md, Backup "
            "and restore); the database alone: sqlite3 FILE \"VACUUM INTO 'COPY'\""
        )
    return Path(url.database), Files(Path(evidence.removeprefix("file:")))


def _refuse_within(folder: Path, chosen: Settings, evidence: Files) -> None:
    for own in (chosen.home, evidence.root):
        if own.resolve() in {folder.resolve(), *folder.resolve().parents}:
            raise BadSettings(f"FOLDER: {folder} lies in {own}, which is what is backed up; name one on another disk")


def _tried(work: Callable[[], Done]) -> Done:
    try:
        return work()
    except CannotBackUp as why:
        shown.complain(f"{why}.")
    except (OSError, sqlite3.Error, DBAPIError) as error:
        said = error.orig if isinstance(error, DBAPIError) else error
        shown.complain(f"It could not be done: {said}. What was copied so far does no harm; try again.")
    raise typer.Exit(1)


def _complain_of(done: Done) -> None:
    missing = done.files.missing
    if missing:
        names = ", ".join(missing[:SHOWN]) + (" …" if len(missing) > SHOWN else "")
        shown.complain(f"{len(missing)} files that the database names cannot be had as they were: {names}")
        raise typer.Exit(1)


@contextmanager
def _told() -> Iterator[Told]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks: dict[str, TaskID] = {}

        def told(what: str, number: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what)
            progress.update(tasks[what], completed=number, total=total)

        yield told

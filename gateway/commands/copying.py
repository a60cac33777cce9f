"""carteiro db copy: all rows of the SQLite file into an empty PostgreSQL, compared and replayed before anything counts."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy.engine import make_url

from gateway.commands import shown
from gateway.commands.starting import settings
from gateway.settings import BadSettings, Settings
from storage import copying
from storage.copying import CannotCopy
from storage.database import Database

ALLOWED = "postgresql+psycopg://user@host/name (a password may stand in ~/.pgpass instead)"


def copy(to: Annotated[str, typer.Option(metavar="URL", help="An empty database, as CARTEIRO_DATABASE would name it.")]) -> None:
    """Copies the SQLite database of the settings into an empty PostgreSQL. The gateway must be stopped.

    Exit 2 for a URL that cannot be one, 1 when it cannot be done; then the target is empty, and of the source at most its schema is newer.
    """
    source, target = _opened(settings(), to)
    try:
        copying.refuse_in_use(source)
        source.upgrade()
        target.upgrade()
        _copy(source, target)
    except CannotCopy as why:
        shown.complain(f"{why}.")
        raise typer.Exit(1) from None
    finally:
        source.close()
        target.close()


def _opened(chosen: Settings, to: str) -> tuple[Database, Database]:
    """Nothing is made by looking: a target that cannot be one is refused before it is opened."""
    try:
        Settings(database=to)
    except ValueError:
        raise BadSettings(f"--to: allowed: {ALLOWED}") from None
    if to.startswith("sqlite:"):
        raise BadSettings(f"--to: from SQLite to PostgreSQL only; allowed: {ALLOWED}")
    url = make_url(chosen.path(chosen.database))
    if url.get_backend_name() != "sqlite" or not Path(str(url.database)).is_file():
        raise BadSettings("CARTEIRO_DATABASE names no SQLite file that is there; name the one to copy, such as sqlite:///var/carteiro.db")
    return Database(url.render_as_string(hide_password=False)), Database(to)


def _copy(source: Database, target: Database) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks = {name: progress.add_task(name, total=total) for name, total in copying.counts(source).items() if total}
        done = copying.copy(source, target, lambda name, rows: progress.advance(tasks[name], rows))
    for name, rows in done.items():
        typer.echo(f"{name}: {rows} rows, all values compared")
    typer.echo(f"Every ticket's record was replayed ({done['ticket']}). Set CARTEIRO_DATABASE to the new URL, and run `carteiro doctor`.")

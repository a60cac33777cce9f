"""carteiro evidence verify: the record's chains and every byte it names, looked at; and what letters that others kept say of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from sqlalchemy import inspect

from gateway.commands import shown
from gateway.commands.listings import Json
from gateway.commands.starting import remembered, settings
from gateway.people.aligned.resolver import DnsResolver
from gateway.settings import BadSettings, Settings
from gateway.witness import mailed, remembering
from gateway.witness.mailed import Anchor, NoAnchor
from gateway.witness.verifying import Look, Report, Told, verify
from parsers.reading import Known
from storage.database import Database
from storage.evidence.url import open_url
from storage.restoring.witness import Witness

SHOWN = 20  # faults that are listed for people; --json tells up to a thousand

Kept = Annotated[
    list[Path],
    typer.Option("--anchor", metavar="FILE.eml", help="A letter or digest of ours out of somebody's mailbox; may stand several times."),
]
Roots = Annotated[
    str, typer.Option("--ca", metavar="FILE.pem", help="Whose time-stamps are believed, if CARTEIRO_TIMESTAMPS names nobody.")
]
Unsigned = Annotated[bool, typer.Option("--unsigned", help="Such a letter counts though its DKIM signature cannot be seen to hold.")]


def verify_record(anchor: Kept = [], unsigned: Unsigned = False, ca: Roots = "", json: Json = False) -> None:  # noqa: B006 - typer makes a new one
    """Looks at the whole record. Exit 0 when it is whole, 1 with a verdict word when it is not, or when something could not be looked at.

    It only reads, and needs no secret: on a copy of the database and the evidence it says the same.
    """
    chosen = settings()
    known = Known(chosen.address, {})
    anchors = [_anchor(path, known, chosen, unsigned=unsigned) for path in anchor]
    database, evidence = _opened(chosen)
    seen = remembered(chosen)
    others: list[tuple[str, Look]] = [_stamps(chosen, ca), *_remembered(seen)]
    others += [("anchors", lambda session, one=one: mailed.look(session, one)) for one in anchors]  # type: ignore[misc] # bound
    with _progress() as told:
        report = verify(database, open_url(evidence, chosen.home / "evidence"), known, told, others)
    database.close()
    _show(report, as_json=json)
    raise typer.Exit(1 if report.found else 0)


def _opened(chosen: Settings) -> tuple[Database, str]:
    """Nothing is made by looking. Raises BadSettings when there is no record."""
    url, evidence = chosen.path(chosen.database), chosen.path(chosen.evidence)
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).is_file():
        raise BadSettings("CARTEIRO_DATABASE names no file that is there: nothing to look at")
    database = Database(url)
    if not inspect(database.engine).has_table("seal"):
        raise BadSettings("CARTEIRO_DATABASE has no sealed record yet; run `carteiro db upgrade`, then `carteiro up`")
    return database, evidence


def _stamps(chosen: Settings, ca: str) -> tuple[str, Look]:
    """How time-stamps are looked at. Raises BadSettings."""
    from gateway.stamping.checking import roots_of  # noqa: PLC0415 - slow to import, and other commands do without
    from gateway.stamping.url import read_url  # noqa: PLC0415 - the same
    from gateway.witness import stamped  # noqa: PLC0415 - the same

    try:
        authority = read_url(chosen.timestamps)
        named = ca or (authority.ca if authority else "")
        roots = roots_of(named) if named else None
    except ValueError as error:
        raise BadSettings(f"--ca: {error}" if ca else f"CARTEIRO_TIMESTAMPS: {error}") from None
    return "stamps", lambda session: stamped.stamps(session, roots)


def _remembered(seen: Witness | None) -> list[tuple[str, Look]]:
    return [("witness", lambda session: remembering.look(session, seen))] if seen else []


def _anchor(path: Path, known: Known, chosen: Settings, *, unsigned: bool) -> Anchor:
    try:
        found = mailed.read(path.read_bytes(), path.name, known, DnsResolver(chosen.resolver))
    except (OSError, NoAnchor) as error:
        raise BadSettings(f"--anchor: {error}") from None
    return Anchor(found.name, found.message_id, found.seen, "") if unsigned else found


@contextmanager
def _progress() -> Iterator[Told]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        numbers: dict[str, TaskID] = {}

        def told(name: str, done: int, total: int) -> None:
            if name not in numbers:
                numbers[name] = bar.add_task(name, total=total or None)
            bar.update(numbers[name], completed=done)

        yield told


def _show(report: Report, *, as_json: bool) -> None:
    if as_json:
        shown.line(
            {
                "verdict": report.verdict,
                "head": {"seq": report.head.seq, "hash": report.head.hash, "at": report.head.at},
                "counts": report.counts,
                "waiting": report.waiting,
                "wrong": report.wrong,
                "found": [asdict(one) for one in report.found],
            }
        )
        return
    for name, count in report.counts.items():
        typer.echo(f"{name:>10}  {count}")
    typer.echo(f"{'head':>10}  {report.head.seq}: {report.head.hash or 'nothing sealed yet'}")
    if report.waiting:
        typer.echo(f"{'waiting':>10}  {report.waiting} not sealed yet; while carteiro runs, that is done within seconds")
    for one in report.found[:SHOWN]:
        typer.echo(shown.printable(f"{one.verdict}: {one.where}: {one.says}"))
    if report.wrong > SHOWN:
        typer.echo(f"… and {report.wrong - SHOWN} more (--json tells them)")
    typer.echo(f"{'verdict':>10}  {report.verdict}")

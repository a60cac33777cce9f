"""carteiro replay: what today's code would decide otherwise on kept mail; nothing is changed and nobody is written to."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import track

from gateway.clockwork.replaying.again import again
from gateway.clockwork.replaying.differing import Difference
from gateway.clockwork.tools import Tools
from gateway.commands import shown
from gateway.commands.listings import Json
from gateway.commands.starting import looking
from gateway.console.rows.mailrow import IN
from gateway.console.rows.secrecy import SECRET, secret_mails, told
from storage.tables import Inbound

COLUMNS = ("id", "at", "disposition", "today", "differs", "maybe", "follows", "from", "subject")


def replay(
    since: Annotated[str, typer.Option(metavar="DATE", help="Mails received since this local day, such as 2026-11-01.")],
    json: Json = False,
) -> None:
    """Decides kept mail once more with today's code, aside, and lists what would come out otherwise; exit 1 when something would."""
    tools = looking()
    start = _local_day(since, tools.office.timezone)
    with tools.database.snapshot() as then, _aside():
        secret = secret_mails(tools, then)
        found = []
        for difference in again(then, tools, start, _progress):
            row = then.get_one(Inbound, difference.mail_id)
            found.append(told(_row(tools, row, difference, secret=secret(row)), secret=secret(row)))
    empty = f"Every mail since {since} would be read and decided as it was."
    shown.rows(found, as_json=json, columns=COLUMNS, empty=empty)
    if found:
        follow, maybe = (sum(bool(row[name]) for row in found) for name in ("follows", "maybe"))
        if not json:
            typer.echo(f"{len(found)} differ; {follow} of them follow another, {maybe} may differ by what is not kept (docs/replay.md).")
        raise typer.Exit(1)


def _row(tools: Tools, row: Inbound, difference: Difference, *, secret: bool) -> dict[str, Any]:
    was: dict[str, Any] = dict.fromkeys(difference.was, SECRET) if secret else dict(difference.was)
    would: dict[str, Any] = dict.fromkeys(difference.would, SECRET) if secret else dict(difference.would)
    return {
        "id": f"{IN}-{row.id}",
        "at": tools.rules.calendar.local(row.received_at),
        "disposition": row.outcome or "",
        "today": difference.would.get("disposition", row.outcome or ""),
        "differs": list(difference.was),
        "maybe": difference.maybe,
        "follows": f"{IN}-{difference.follows}" if difference.follows else "",
        "from": row.sender or row.mail_from,
        "subject": row.subject,
        "was": was,
        "would": would,
    }


def _local_day(text: str, zone: ZoneInfo) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter("--since is a day, such as 2026-11-01") from error
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _progress(mails: Iterator[int], total: int) -> Iterator[int]:
    console = Console(stderr=True)
    yield from track(mails, "Deciding again", total, console=console, transient=True, disable=not console.is_terminal)


@contextmanager
def _aside() -> Iterator[None]:
    """What happens aside is no news: the log is silent about it."""
    own = logging.getLogger("gateway")
    before = own.level
    own.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        own.setLevel(before)

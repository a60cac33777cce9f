"""carteiro due: what falls due, when, for which ticket or mail, and what will happen then."""

from datetime import datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from gateway.commands import shown
from gateway.commands.listings import Json
from gateway.commands.starting import looking
from gateway.console.rows.duerow import row
from storage.schedule import timers

COLUMNS = ("at", "kind", "number", "round", "will")
ALLOWED = "a day (2026-11-30: to its end), a local time (2026-11-30T23:59) or a time with its offset (2026-11-30T23:59-03:00)"


def due(
    at: Annotated[str, typer.Option(metavar="TIME", help=f"Up to this instant: {ALLOWED}; left out: all there are.")] = "",
    json: Json = False,
) -> None:
    """What will happen by itself: reminders, ends and targets of tickets, questions and ends of holds of mails (`in-12`).

    Each is foreseen as things stand now; any mail may change it.
    """
    tools = looking()
    until = instant(at, tools.office.timezone) if at else None
    with tools.database.reading() as session:
        found = [row(tools, session, timer) for timer in timers.pending(session, until)]
    shown.rows(found, as_json=json, columns=COLUMNS, empty=f"Nothing is due up to {at}." if at else "Nothing is due.")


def instant(text: str, zone: ZoneInfo, *, begins: bool = False) -> datetime:
    """The instant that is meant; without an offset on this zone's clock, a day alone to its last second, or, where a span begins, from its
    first. Raises typer.BadParameter.
    """
    try:
        found = datetime.fromisoformat(text)
        whole_day = len(text.strip()) <= len("2026-11-30") and found.time() == time()
        local = found if found.tzinfo else found.replace(tzinfo=zone)
        return (local + timedelta(days=1) - timedelta(seconds=1) if whole_day and not begins else local).astimezone(zone)
    except (ValueError, OverflowError) as error:
        raise typer.BadParameter(f"{text!r} is no instant; allowed: {ALLOWED}", param_hint="--at") from error

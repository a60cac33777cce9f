"""carteiro digest: a digest as a supervisor would get it; nothing is sent."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer

from gateway.clockwork.digesting import sending, spans
from gateway.clockwork.tools import Tools
from gateway.commands import shown
from gateway.commands.due import instant
from gateway.commands.starting import looking
from gateway.people.directory import Person
from gateway.post.digestfacts import DigestFacts

MOST_DAYS = 366
MARK = "\ufeff"  # of UTF-8, which stands only where a file begins
To = Annotated[str, typer.Option(help="The supervisor's address, for the groups supervised; default: all groups.")]
At = Annotated[str, typer.Option(help="As if it were this instant (ISO 8601); what waits is always shown as it is now.")]
Days = Annotated[int, typer.Option(min=0, max=MOST_DAYS, help="The last so many days; default: as on the last working day at 07:30.")]
Html = Annotated[bool, typer.Option("--html", help="The HTML part.")]
Csv = Annotated[bool, typer.Option("--csv", help="The spreadsheet that comes with RELATÓRIO.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def digest(to: To = "", at: At = "", days: Days = 0, html: Html = False, csv: Csv = False, json: Json = False) -> None:
    """A digest as a supervisor would get it; nothing is sent."""
    tools = looking()
    person = _reader(tools, to)
    calendar = tools.rules.calendar
    now = instant(at, calendar.zone) if at else tools.clock()
    covered = (spans.asked(now, days),) if days else _last(tools, now)
    found = sending.of_reader(tools, person, covered)
    if not found:
        shown.complain(f"{to} supervises no group of the catalogue; `carteiro people` shows who does.")
        raise typer.Exit(1)
    for n, each in enumerate(found):
        if json:
            shown.line(_row(each))
        elif csv:
            sheet = tools.letters.sheet("relatorio", {"digest": each})
            typer.echo(sheet.removeprefix(MARK) if n else sheet, nl=False)
        else:
            content = sending.composed(tools, person, each)
            typer.echo(content.html if html else f"{content.subject}\n\n{content.text}")


def _row(digest: DigestFacts) -> dict[str, Any]:
    days = [asdict(day) | {"day": day.day.isoformat()} for day in digest.days]
    return asdict(digest) | {"days": days}


def _last(tools: Tools, now: datetime) -> tuple[spans.Span, ...]:
    calendar = tools.rules.calendar
    return spans.at(calendar, spans.last_before(calendar, now))


def _reader(tools: Tools, to: str) -> Person:
    """The supervisor of this address; without one, somebody who supervises everything."""
    if not to:
        groups = tuple(group.name for group in tools.rules.catalog.groups)
        return Person("", "", "", ("",), frozenset({"supervisor"}), active=True, supervises=groups)
    person = tools.directory.by_mail(to)
    if person is None:
        shown.complain(f"Nobody in the directory has the address {to}; `carteiro people` shows who is there.")
        raise typer.Exit(1)
    return person

"""carteiro evidence accept: an operator agrees to go on with an older state of the database; no number is given out twice."""

from contextlib import closing
from typing import Annotated

import typer

from gateway import app as application
from gateway.clockwork.tools import Tools
from gateway.commands import shown
from gateway.commands.starting import remembered, settings
from gateway.masking import masked
from gateway.settings import Settings
from storage.database import Database
from storage.record import seals
from storage.record.seals import Head
from storage.restoring import restored, witness
from storage.restoring.restored import OlderState
from storage.restoring.witness import Witness

LONGEST = 500  # characters of a reason
Reason = Annotated[str, typer.Option(help="Why, for the record: it stays there for good, so name nobody.")]
Restored = Annotated[
    bool, typer.Option("--restored", help="You know that it is an older state (a dump, a standby), though nothing shows it.")
]


def accept(reason: Reason, sure: Restored = False) -> None:
    """Goes on with an older state of the database, after a restore: puts that on record, and skips 10,000 numbers of each day.

    Exit 1 when nothing shows that it is one. The gateway is stopped meanwhile, on every machine.
    """
    said = " ".join(masked(reason).split())
    if not said or len(said) > LONGEST:
        shown.complain(f"--reason is one line of 1 to {LONGEST} characters that says why, such as 'disk lost, backup of this morning'.")
        raise typer.Exit(2)
    chosen = settings()
    tools = application.equip(chosen)
    with closing(tools.database):
        tools.database.upgrade()
        seen = remembered(chosen)
        if not sure and not _is_older(tools.database, seen):
            shown.complain("Nothing shows that this is an older state, so nothing was done. If you know that it is one, say --restored.")
            raise typer.Exit(1)
        head, days = _accepted(chosen, tools, seen, said)
    typer.echo(f"On record at seal {head.seq}. The numbers of {days} days go on {restored.LEAP} further. Start the gateway now.")


def _is_older(database: Database, seen: Witness | None) -> bool:
    try:
        with database.reading() as session:
            restored.refuse(session, seen)
    except OlderState:
        return True
    return False


def _accepted(chosen: Settings, tools: Tools, seen: Witness | None, reason: str) -> tuple[Head, int]:
    """Numbers first, the mark last: stopped in between, the start is still refused, and to do it again only skips more numbers."""
    now, local = tools.clock(), tools.rules.calendar.local
    with tools.database.writing() as session:
        since = local(restored.began(session, now)).date()
        moved = restored.leap(session, seen, since, local(now).date())
        act = restored.act(session, seen, reason, now)
    head = seals.act(tools.database, act, now)
    with tools.database.writing() as session:
        restored.unmark(session)
    days = {day: moved[day] for day in witness.keys(local(now).date()) if day in moved}
    witness.write(chosen.home / witness.NAME, Witness(head.seq, head.hash, now, days))
    return head, len(moved)

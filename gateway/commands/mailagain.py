"""carteiro mail retry, release: what was set aside falls due again, what waits for its writer is let go on."""

import re
from collections.abc import Mapping
from typing import Annotated

import typer

from gateway.commands import several, shown
from gateway.commands.listings import Json
from gateway.commands.several import Done
from gateway.commands.starting import changing
from gateway.console.rows.mailrow import IN, OUT, SEEN
from storage.mail import held, inbox
from storage.schedule import due
from storage.schedule.due import Claimable
from storage.tables import Inbound, Outbound, Timer

KINDS: Mapping[str, type[Inbound] | type[Outbound]] = {IN: Inbound, OUT: Outbound}
NUMBER = re.compile(r"[0-9]{1,15}")
TIMER = "timer"
DEAD_KINDS: Mapping[str, Claimable] = {**KINDS, TIMER: Timer}
AGAIN = "{} is due again."
NOT_DEAD = "{} is not set aside; `carteiro mail list --only dead` shows which mails are."
FREED = "{} is due again, as confirmed by the operator."
NOT_THERE = "There is no mail {}; `carteiro mail list` shows which there are."
NOT_HELD = (
    f"{{}} does not wait to be confirmed; `carteiro mail list --only {inbox.HELD_CLAIMED}` shows which mails do. "
    "What waits for a code, an entity or a reason is completed by its writer's answer."
)


def retry(
    mail_ids: Annotated[list[str] | None, typer.Argument(metavar="ID...", help="As listed, such as in-12 or out-3.")] = None,
    all_dead: Annotated[bool, typer.Option("--all-dead", help="All that is dead, once what killed it is mended.")] = False,
    json: Json = False,
) -> None:
    """Lets mails that were set aside (dead) fall due again; exit 1 when one of them was not."""
    if bool(mail_ids) == all_dead:
        raise typer.BadParameter("name mails as listed (in-12 out-3), or say --all-dead")
    found = [(mail_id, *_dead(mail_id)) for mail_id in mail_ids or ()]
    tools = changing()
    with tools.database.writing() as session:
        if all_dead:
            found = [(f"{way}-{n}", way, n) for way, kind in DEAD_KINDS.items() for n in due.dead(session, kind)]
        again = [Done(i, due.renew(session, DEAD_KINDS[way], n, tools.clock()), AGAIN, NOT_DEAD) for i, way, n in found]
    several.tell(again, as_json=json, empty="Nothing is dead: nothing is to be tried again.")


def release(mail_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="As listed, such as in-12.")], json: Json = False) -> None:
    """Lets mails that wait for their writer's CONFIRMAR be decided, on the operator's word that the writer is who the mail says.

    Exit 1 when one of them was not.
    """
    found = [(mail_id, *named(mail_id)) for mail_id in mail_ids]
    tools = changing()
    with tools.database.writing() as session:
        freed = []
        for mail_id, way, number in found:
            there = session.get(KINDS[way], number) is not None
            so = way == IN and held.free(session, number, "operator", tools.clock())
            freed.append(Done(mail_id, so, FREED, NOT_HELD if there else NOT_THERE))
    several.tell(freed, as_json=json, empty="")


def _dead(mail_id: str) -> tuple[str, int]:
    """As `named`, and of a timer (`timer-12`)."""
    way, _, number = mail_id.partition("-")
    return (way, int(number)) if way == TIMER and NUMBER.fullmatch(number) else named(mail_id)


def named(mail_id: str) -> tuple[str, int]:
    """Way and number of a mail as listed. Raises typer.Exit, typer.BadParameter."""
    way, _, number = mail_id.partition("-")
    if way == SEEN:
        shown.complain(
            f"{mail_id} is not on record: a mailbox showed it, and all that is known stands in `carteiro mail list --json`. "
            "Look at it in the mailbox (Quarentena); moved back into the intake folder it is fetched anew."
        )
        raise typer.Exit(1)
    if way not in {IN, OUT} or not NUMBER.fullmatch(number):
        raise typer.BadParameter("a mail is named as listed: in-12 or out-3")
    return way, int(number)

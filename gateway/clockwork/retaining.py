"""How does what was kept for its time go? Every night one timer erases what is due by the catalogue, a little at a time.

Each ticket has an event of its own; mails and letters of no ticket are named by number in a sealed act. A ticket on hold is left alone, and
so is one that goes on as another that is open, on hold or not due yet.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select

from gateway.clockwork.tools import Tools
from gateway.retention import NEVER, days_before, years_before
from storage.erasing import acts, extent, forgetting, retention
from storage.erasing.acts import Ground, NotYet, Refused
from storage.schedule import due, slots
from storage.schedule.due import Claim
from storage.tables import Ticket, Timer
from storage.ticket import tickets
from storage.ticket.tickets import Standing

log = logging.getLogger(__name__)

AT = time(3, 0)
DONE = "done"
BY = "carteiro"
REASON = "retention"
LAW = "LGPD art. 15 and 16; the time is that of the catalogue"
FAMILIES, MAILS, LOOKED_AT = 20, 100, 500  # of one strike: erased, and looked at
ENOUGH = timedelta(seconds=10)  # of work; the lease is longer
SOON = timedelta(seconds=30)


@dataclass(slots=True)
class Night:
    """What one strike has erased so far; more: the rest waits for the next one."""

    tickets: int = 0
    mails: int = 0
    letters: int = 0
    more: bool = False


def begin(tools: Tools) -> None:
    """The next night is set, if it is not."""
    with tools.database.writing() as session:
        slots.set_retention(session, _next(tools))


def strike(tools: Tools, claim: Claim) -> Sequence[tuple[str, int]]:
    """Erases what is due, or begins to; the rest follows in half a minute. Raises Overslept, tickets.Changed."""
    with tools.baton.laid_down():
        night = once(tools)
        if not night.more:
            left = forgetting.forget(tools.database, tools.evidence, tools.clock())
            if left.trouble:
                log.warning("Erased, and bytes of it are still in the evidence store, which does not let them go; tried again every night")
    if night.tickets or night.mails or night.letters:
        log.info("Erased by time: %d tickets, %d mails and %d letters of none", night.tickets, night.mails, night.letters)
    with tools.database.writing() as session:
        due.settle(session, Timer, claim, DONE, tools.clock())
        slots.set_retention(session, tools.clock() + SOON if night.more else _next(tools))
    return ()


def once(tools: Tools) -> Night:
    """A part of what is due now."""
    now = tools.clock()
    night = Night()
    _tickets(tools, now, night)
    if not night.more:
        _without(tools, now, night)
    return night


def _tickets(tools: Tools, now: datetime, night: Night) -> None:
    terms = tools.rules.catalog.kept_years
    before = {code: years_before(now, years) for code, years in terms.items() if years != NEVER}
    never = [code for code, years in terms.items() if years == NEVER]
    all_others = tools.rules.catalog.retention.years
    others = years_before(now, all_others) if all_others != NEVER else None
    with tools.database.reading() as session:
        found = retention.tickets_due(session, before, others, never, now, LOOKED_AT)
    for number in found:
        with tools.database.reading() as session:
            family = retention.family(session, number)
            holds = session.scalars(select(Ticket.hold).where(Ticket.id.in_([one.id for one in family]))).all()
        if any(holds) or not all(_is_due(tools, one, now) for one in family):
            continue
        night.tickets += _erased(tools, family, now)
        if night.tickets >= FAMILIES or tools.clock() - now > ENOUGH:
            night.more = True
            return


def _is_due(tools: Tools, ticket: Standing, now: datetime) -> bool:
    years = tools.rules.catalog.kept_years.get(ticket.code, tools.rules.catalog.retention.years)
    return years != NEVER and ticket.closed_at is not None and ticket.closed_at < years_before(now, years)


def _erased(tools: Tools, family: Sequence[Standing], now: datetime) -> int:
    done = 0
    for one in family:
        try:
            with tools.database.writing() as session:
                whole = extent.whole(session, session.get_one(Ticket, one.id))
                if whole:
                    acts.of_ticket(session, one.id, whole, Ground(now, BY, REASON, LAW))
                    done += 1
        except (Refused, NotYet, tickets.Changed) as why:
            log.info("Not erased tonight: ticket %d (%s)", one.id, type(why).__name__)
            break
    return done


def _without(tools: Tools, now: datetime, night: Night) -> None:
    days = tools.rules.catalog.retention.without_ticket.days
    if days == NEVER:
        return
    before = days_before(now, days)
    with tools.database.reading() as session:
        mails = retention.mails_due(session, before, MAILS)
        letters = retention.letters_due(session, before, MAILS)
    with tools.database.writing() as session:
        retention.forget_readers(session, before)
    if mails or letters:
        acts.of_no_ticket(tools.database, mails, letters, Ground(now, BY, REASON, LAW))
        night.mails, night.letters = len(mails), len(letters)
        night.more = MAILS in {len(mails), len(letters)}


def _next(tools: Tools) -> datetime:
    """The next three o'clock of a local night."""
    calendar = tools.rules.calendar
    now = calendar.local(tools.clock())
    tonight = datetime.combine(now.date(), AT, calendar.zone)
    return tonight if tonight > now else datetime.combine(now.date() + timedelta(days=1), AT, calendar.zone)

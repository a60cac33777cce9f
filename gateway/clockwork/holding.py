"""What becomes of held mails in time? Their writer is asked, what is confirmed is decided anew, and every hold ends."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from gateway.clockwork import alarm, lacking, store, unread
from gateway.clockwork.bell import SEND
from gateway.clockwork.tools import Tools
from gateway.desk import claims
from gateway.desk.claimed import Claim
from gateway.desk.decision import Decision
from gateway.desk.scene import Scene
from storage.mail import held
from storage.mail.inbox import HELD_CLAIMED
from storage.schedule import due, timers
from storage.tables import Inbound, Timer
from storage.ticket import tickets

log = logging.getLogger(__name__)
LOOK_AGAIN = timedelta(minutes=1)


def waiting(session: Session, person: str, only: int | None = None) -> tuple[Claim, ...]:
    """The mails that claim to be from a person and wait; only: the one of this id, if it does."""
    return tuple(Claim(h.id, h.received_at, h.held_at, h.size, h.files, h.flags) for h in held.waiting(session, person, only))


def asked_today(tools: Tools, session: Session, person: str) -> int:
    """1 when the person was asked to confirm on this local day."""
    return int(held.was_asked(session, person, day(tools)))


def keep(session: Session, tools: Tools, decision: Decision, mail_id: int, person: str) -> None:
    """Puts on record what a decision about a mail does to held mails. Raises tickets.Changed when one is held no longer."""
    if decision.question:
        try:
            held.ask(session, mail_id, person, day(tools), decision.question)
        except held.AlreadyAsked:
            raise tickets.Changed(f"mail {mail_id}: its writer was asked meanwhile") from None
    timers.hold(session, mail_id, decision.holds)
    for freed in decision.frees:
        if not held.free(session, freed, f"in-{mail_id}", tools.clock()):
            raise tickets.Changed(f"mail {freed} is no longer held")


def strike(tools: Tools, claim: due.Claim, timer: Timer) -> Sequence[tuple[str, int]]:
    """Lets a held mail's timer happen. Raises tickets.Changed, Overslept, DirectoryUnavailable."""
    inbound_id = timer.inbound_id or 0
    if timer.kind == timers.ASK:
        return _ask(tools, claim, inbound_id)
    now = tools.clock()
    with tools.database.writing() as session:
        claimed = session.get_one(Inbound, inbound_id).outcome == HELD_CLAIMED
        waits = _waits(session, tools, inbound_id, timer.at) or (not claimed and lacking.letter_waits(session, inbound_id))
        if waits:
            due.put_off(session, Timer, claim, now + LOOK_AGAIN, "an answer waits", counts=False)
        elif claimed:
            ended = held.end(session, inbound_id, HELD_CLAIMED, now)
            due.settle(session, Timer, claim, held.EXPIRED if ended else timers.VOID, now)
            log.info("Nobody confirmed in-%d: its hold has ended", inbound_id)
    if waits:
        return unread.told(tools, timer.at)
    return () if claimed else lacking.strike(tools, claim, timer, inbound_id)


def _waits(session: Session, tools: Tools, inbound_id: int, at: datetime) -> bool:
    """An answer that arrived in time and still waits, be it in a mailbox, is worked off before a hold ends."""
    answered = held.answer_waits(session, inbound_id, at, tools.clock() - claims.HOLD)
    return answered or bool(unread.behind(session, tools, at))


def _ask(tools: Tools, claim: due.Claim, inbound_id: int) -> Sequence[tuple[str, int]]:
    """The question for a mail that came when the day's question had gone."""
    scene, person_id = _scene(tools, inbound_id)
    person = tools.directory.by_id(person_id)
    mine = next((c for c in scene.claims if c.id == inbound_id), None)
    decision = claims.ask(scene, person, mine) if person and person.active and mine else Decision(timers.VOID)
    if decision is None:
        with tools.database.writing() as session:
            due.put_off(session, Timer, claim, claims.next_morning(scene), "asked today already", counts=False)
        return ()
    written = store.write(tools, scene, decision)
    with tools.database.writing() as session:
        due.settle(session, Timer, claim, decision.outcome, tools.clock())
        letters = store.store(session, scene, decision, written).letters
        keep(session, tools, decision, inbound_id, person_id)
    return [(SEND, letter.id) for letter in letters]


def _scene(tools: Tools, inbound_id: int) -> tuple[Scene, str]:
    """What the desk may know of a held mail, and whose it claims to be; no claims when a question listed it already."""
    with tools.database.reading() as session:
        person = session.get_one(Inbound, inbound_id).person
        told = {"confirm": asked_today(tools, session, person), "alarm": alarm.told(session, tools.clock())}
        # The others are of no interest on a day on which nothing more is asked: of a flood each looks at itself only.
        only = inbound_id if told["confirm"] else None
        found = () if held.was_listed(session, inbound_id, person) else waiting(session, person, only)
    return Scene(tools.clock(), tools.rules, tools.known.address, told=told, claims=found), person


def day(tools: Tools) -> str:
    """The local day, `2026-11-23`."""
    return f"{tools.rules.calendar.local(tools.clock()):%Y-%m-%d}"

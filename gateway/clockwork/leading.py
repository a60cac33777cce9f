"""Which incident does a decision touch, and what does it set going for the other tickets? Under the lock of the one that leads."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from gateway.clockwork.tools import Tools
from gateway.desk import outbreak
from gateway.desk.belonging import leads
from gateway.desk.decision import Decision, Move
from gateway.desk.incident import JOIN, LEAD
from gateway.desk.scene import Scene
from gateway.people.rights import may_advise
from storage.schedule import timers
from storage.tables import Ticket
from storage.ticket import incidents, lifecycle, tickets
from storage.ticket.tickets import Standing


def look(tools: Tools, scene: Scene, ticket: Standing) -> Scene:
    """The scene with the incident that its ticket leads; and, for those who may order it, with the one that it could join."""
    person = scene.mail.sender.person if scene.mail else None
    orders = person is not None and may_advise(person, ticket) and ticket.status != lifecycle.CLOSED
    if not orders and not leads(ticket):
        return scene
    with tools.database.reading() as session:
        lead = incidents.open_lead(session, ticket.code, ticket.group, scene.now) if orders else None
        joined = incidents.joined(session, ticket.number) if leads(ticket) else ()
        shared = incidents.shared(session, ticket.number) if joined else frozenset[int]()
    return replace(scene, incident=lead, joined=joined, shared=shared)


def about_to_open(tools: Tools, scene: Scene, code: int, group: str) -> Standing | None:
    """The ticket that a new one of this item would join."""
    with tools.database.reading() as session:
        return of_item(tools, session, scene, code, group)


def of_item(tools: Tools, session: Session, scene: Scene, code: int, group: str) -> Standing | None:
    """The same, within a transaction."""
    return None if tools.rules.catalog.item(code).confidential else incidents.open_lead(session, code, group, scene.now)


def take_turn(session: Session, scene: Scene, decision: Decision) -> None:
    """Before anything is changed: of two who begin an incident one does. Raises tickets.Changed: the mail is decided again."""
    ticket = scene.ticket
    if ticket is not None and any(move.kind == LEAD for move in decision.moves):
        incidents.turn(session, ticket.code, ticket.group)
        if incidents.open_lead(session, ticket.code, ticket.group, scene.now) is not None:
            raise tickets.Changed(f"another ticket leads item {ticket.code} by now")


def joins(scene: Scene, decision: Decision) -> Standing | None:
    """The lead whose incident the decision's ticket joins: locked with it, so that nobody joins one that was solved or ended meanwhile."""
    opens = decision.opening is not None and bool(decision.opening.values.get("incident"))
    return scene.incident if opens or any(move.kind == JOIN for move in decision.moves) else None


def keep(session: Session, scene: Scene, decision: Decision, row: Ticket) -> None:
    """Sets the timers of what follows for others: each of them is decided about by itself (fanning.py)."""
    now = scene.now
    if (lead := joins(scene, decision)) is not None:
        incidents.announce(session, lead.id, now)
        if lead.status == lifecycle.SOLVED:
            timers.set_for(session, row.id, lead.round, ((timers.FOLLOW, now),))
    elif decision.opening is not None:
        _crowd(session, scene, row)
    if scene.mail is None:
        for said in decision.said:
            if said.round:
                incidents.enclose(session, said.mail_id, row.id)
    of_lead(session, scene.now, scene.ticket, decision.moves, row)


def of_lead(session: Session, now: datetime, before: Standing | None, moves: Sequence[Move], row: Ticket) -> None:
    """A solution goes out to the others, or is taken back from them; an incident that ends leaves some of them alone.

    before: the ticket of the row as it was until now.
    """
    kinds = {move.kind for move in moves}
    led = before is not None and leads(before)
    if row.incident != row.number and not led:
        return
    if "solve" in kinds:
        incidents.spread(session, row.number, timers.FOLLOW, row.round, now)
    if "undo" in kinds:
        undone = next(move.facts["round"] for move in moves if move.kind == "undo")
        incidents.spread(session, row.number, timers.RECALL, undone, now)
    if row.status == lifecycle.CLOSED or row.incident != row.number:
        alone = incidents.left(session, row.number)
        if alone:
            timers.set_for(session, alone[0].id, 0, ((timers.LEFT, now),))


def _crowd(session: Session, scene: Scene, row: Ticket) -> None:
    """Looks whether many write of the same thing, when there are enough of them to look."""
    if row.confidential:
        return
    count, people, first = incidents.crowd(session, row.code, row.group, scene.now - outbreak.WINDOW)
    if first is None or not outbreak.are_many(count, people) or timers.waits(session, first, timers.SPIKE):
        return
    if not incidents.offered(session, row.code, row.group, scene.now - outbreak.ONCE_IN):
        timers.set_for(session, first, 0, ((timers.SPIKE, scene.now),))

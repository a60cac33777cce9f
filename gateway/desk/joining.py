"""What is different when a ticket joins an incident as it comes to its group, and who hears of it? Its writer at once, the group in sum."""

from collections.abc import Sequence
from dataclasses import replace

from gateway.desk import showing, telling
from gateway.desk.belonging import leads
from gateway.desk.deadlines import GATEWAY, VOID
from gateway.desk.decision import Decision, Letter, Move
from gateway.desk.incident import JOIN
from gateway.desk.scene import Scene
from storage.ticket import lifecycle
from storage.ticket.incidents import GATHERED, Entered
from storage.ticket.tickets import Standing

MOST = 20  # tickets that one letter lists


def arriving(decision: Decision) -> Decision:
    """The opening of a ticket that joins: its receipt says that the trouble is known, and nobody of the group gets it by itself."""
    number = str(decision.opening.values["incident"]) if decision.opening else ""
    if not number:
        return decision
    return _joined(decision, number)


def routed(scene: Scene, decision: Decision) -> Decision:
    """The same for a ticket that waited for its evidence and goes to its group only now."""
    if scene.incident is None:
        return decision
    number = scene.incident.number
    moves = tuple(replace(m, changes={**m.changes, "incident": number}) if m.kind == "route" else m for m in decision.moves)
    return _joined(replace(decision, moves=moves), number)


def _joined(decision: Decision, number: str) -> Decision:
    letters = tuple(_knowing(letter) for letter in decision.letters if letter.kind != "assigned")
    return replace(decision, letters=letters, moves=(*decision.moves, Move(JOIN, GATEWAY, {}, {"incident": number})))


def _knowing(letter: Letter) -> Letter:
    return replace(letter, facts={**letter.facts, "known": True}) if letter.kind in {"received", "routed"} else letter


def news(scene: Scene, ticket: Standing, entered: Sequence[Entered]) -> Decision:
    """Who joined since whoever leads was last told; a ticket that one brought in oneself is no news."""
    if ticket.status == lifecycle.CLOSED or not leads(ticket) or not entered:
        return Decision(VOID)
    letters = []
    for to in telling.listeners(scene, ticket):
        fresh = [each.ticket for each in entered if each.by != to.id]
        if fresh:
            rows = tuple(showing.row(scene, one) for one in fresh[:MOST])
            more = len(fresh) - len(rows)
            letters.append(telling.about("joined", to, scene, ticket, rows=rows, more=more, count=len(scene.joined)))
    told = Move(GATHERED, GATEWAY, {}, {"tickets": [each.ticket.number for each in entered]})
    return Decision(GATHERED, moves=(told,), letters=tuple(letters))


def left(scene: Scene, ticket: Standing, alone: Sequence[Standing]) -> Decision:
    """The incident is over, and these tickets of it are still open: each needs an answer of its own. In the thread of the oldest."""
    if not alone or ticket.id not in {one.id for one in alone}:
        return Decision(VOID)
    rows = tuple(showing.row(scene, one) for one in alone[:MOST])
    more = len(alone) - len(rows)
    told = (telling.about("left", to, scene, ticket, rows=rows, more=more, lead=ticket.incident) for to in scene.circle.members)
    return Decision("told", letters=tuple(told))

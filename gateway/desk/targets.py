"""What happens when a ticket's target passes? Its technician and the group's supervisors are told, once for each target (rules.md, Status).

Nothing of it reaches the entity. A target is missed when it has passed and the ticket stands with its group: what is solved, closed or
waits for the entity is not late (storage/schedule/timers.py sets and ends the timers).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gateway.desk import telling
from gateway.desk.decision import Decision, Letter, Move
from gateway.desk.scene import Scene
from gateway.people.directory import Person
from gateway.post.facts import TargetFacts
from storage.schedule.timers import GRACE, LATE, LATE_ANSWER, LATE_SOLUTION, VOID
from storage.ticket import lifecycle
from storage.ticket.tickets import Standing

GATEWAY = "carteiro"
ANSWER, SOLUTION = "answer", "solution"  # steps, words of templates/_base/late.txt
STEPS = {LATE_ANSWER: ANSWER, LATE_SOLUTION: SOLUTION}
LETTER = "late"
SUPERVISOR = "supervisor"
A_MOMENT = timedelta(minutes=1)
FIRST_HOUR = 1.0  # office hours that a group has for a ticket which reaches it late already
MOST_PEOPLE = 8  # technicians that a letter offers for ATRIBUIR


@dataclass(frozen=True, slots=True)
class Watch:
    """What a strike must know beside the scene.

    routed_at: when its group got the ticket; waits_since: when it came to the desk, for the first time or again; supervisors: of its
    group; mail_waits: a mail that may be the answer is not worked off; another: the ticket's other target strikes now as well; led: the
    ticket that leads its incident waits for a solution too, and is told of in its place.
    """

    routed_at: datetime
    waits_since: datetime
    supervisors: tuple[Person, ...] = ()
    mail_waits: bool = False
    another: bool = False
    led: bool = False


def strike(scene: Scene, kind: str, watch: Watch) -> Decision | datetime:
    """Decides about a target whose timer fell due; an instant: look again then."""
    ticket = scene.ticket
    due = _due(ticket, kind) if ticket else None
    if ticket is None or due is None or ticket.status != lifecycle.ASSIGNED or not ticket.group:
        return Decision(VOID)
    if scene.now < due + GRACE:
        return due + GRACE
    if watch.mail_waits:
        return scene.now + A_MOMENT
    if watch.routed_at >= due:
        # A held mail counts from its first arrival, and its ticket may be late when it is opened: nobody could have done anything before.
        first = scene.rules.calendar.office_hours_after(watch.routed_at, FIRST_HOUR)
        if scene.now < first:
            return first
    move = Move(LATE, GATEWAY, {}, {"step": STEPS[kind], "due": due})
    quiet = watch.another or (watch.led and ticket.round == 0)  # once refused it goes its own way
    return Decision(LATE, moves=(move,), letters=() if quiet else _letters(scene, ticket, watch))


def _due(ticket: Standing, kind: str) -> datetime | None:
    if kind == LATE_SOLUTION:
        return ticket.solution_due_at
    return None if ticket.first_answer_at else ticket.first_answer_due_at


def _letters(scene: Scene, ticket: Standing, watch: Watch) -> tuple[Letter, ...]:
    """To who has the ticket, or the group, and to the supervisors; of a confidential one not to these. Never to whoever opened it."""
    desk = [p for p in telling.listeners(scene, ticket) if p.id != ticket.requester]
    told = {p.id for p in desk} | {ticket.requester}
    above = () if ticket.confidential else tuple(p for p in watch.supervisors if p.id not in told)
    return (
        *(_letter(scene, ticket, watch, to, telling.TECHNICIAN) for to in desk),
        *(_letter(scene, ticket, watch, to, SUPERVISOR) for to in above),
    )


def _letter(scene: Scene, ticket: Standing, watch: Watch, to: Person, audience: str) -> Letter:
    people = [p for p in scene.circle.members if p.id not in {to.id, ticket.technician, ticket.requester}]
    return telling.about(
        LETTER,
        to,
        scene,
        ticket,
        audience=audience,
        targets=_missed(scene, ticket),
        since=watch.waits_since,
        mine=to.id == ticket.technician,
        people=tuple((p.name, p.mail[0]) for p in people[:MOST_PEOPLE]),
        # A supervisor is told that it is late; what was written in it is a CONSULTAR away.
        conversation=telling.history(scene.conversation, internal=True) if audience == telling.TECHNICIAN else (),
    )


def _missed(scene: Scene, ticket: Standing) -> tuple[TargetFacts, ...]:
    """Every target that has passed by now."""
    found = ((step, _due(ticket, kind)) for kind, step in STEPS.items())
    return tuple(TargetFacts(step, due) for step, due in found if due is not None and due < scene.now)

"""What happens when time passes or a letter does not arrive? Reminders, expiry, moved and stopped days (rules.md, The seven days)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from gateway.desk import telling
from gateway.desk.decision import Decision, Move
from gateway.desk.scene import Returned, Rules, Scene
from storage import lifecycle
from storage.tickets import Standing

EXPIRE = "expire"
REMIND = "remind"
VOID = "void"
GATEWAY = "carteiro"


def timers(rules: Rules, notice: datetime, deadline: datetime) -> tuple[tuple[str, datetime], ...]:
    """The timers of one solution: a reminder two days before and one on the last day, and the end."""
    reminders = tuple((REMIND, at) for at in rules.calendar.reminders(notice, deadline))
    return (*reminders, (EXPIRE, deadline))


def strike(scene: Scene, kind: str, round_: int, *, mail_waits: bool) -> Decision | None:
    """Decides about a timer that fell due. None: a mail that may answer the solution waits, so look again later."""
    ticket = scene.ticket
    if ticket is None or ticket.status != lifecycle.SOLVED or ticket.round != round_ or ticket.deadline_at is None:
        return Decision(VOID)
    if kind == REMIND:
        return _remind(scene, ticket, ticket.deadline_at)
    if scene.now <= ticket.deadline_at or mail_waits:
        return None
    return _expire(scene, ticket)


def _remind(scene: Scene, ticket: Standing, deadline: datetime) -> Decision:
    requester = scene.circle.requester
    local = scene.rules.calendar.local
    days = (local(deadline).date() - local(scene.now).date()).days
    if scene.now >= deadline or requester is None:
        return Decision(VOID)
    letter = telling.about("reminder", requester, scene, ticket, days=days, text=_solution(scene))
    return Decision("reminded", moves=(Move(REMIND, GATEWAY, {}, {"days": days}),), letters=(letter,))


def _expire(scene: Scene, ticket: Standing) -> Decision:
    """Closed because nobody answered: an outcome of its own, never shown as approved."""
    closed = replace(ticket, status=lifecycle.CLOSED, outcome="expired")
    letters = [telling.about("expired", to, scene, closed, audience=telling.TECHNICIAN) for to in telling.listeners(scene, ticket)]
    if scene.circle.requester:
        letters.insert(0, telling.about("expired", scene.circle.requester, scene, closed, audience=telling.REPRESENTATIVE))
    changes = {"outcome": "expired", "closed_at": scene.now}
    return Decision("expired", moves=(Move(EXPIRE, GATEWAY, changes, {"deadline": ticket.deadline_at}),), letters=tuple(letters), timers=())


def sent_late(scene: Scene, round_: int, sent_at: datetime) -> Decision | None:
    """The relay took the solution only on a later day than it was written: the days run from that day, and a letter says so."""
    ticket = scene.ticket
    if ticket is None or ticket.status != lifecycle.SOLVED or ticket.round != round_ or ticket.solved_at is None:
        return None
    local = scene.rules.calendar.local
    late = (local(sent_at).date() - local(ticket.solved_at).date()).days
    deadline = scene.rules.deadline(sent_at)
    if late <= 0 or ticket.deadline_at is None or deadline <= ticket.deadline_at:
        return None
    moved = replace(ticket, deadline_at=deadline)
    requester = scene.circle.requester
    return Decision(
        "postponed",
        moves=(Move("postpone", GATEWAY, {"deadline_at": deadline}, {"days": late}),),
        letters=(telling.about("deadline_moved", requester, scene, moved, text=_solution(scene)),) if requester else (),
        timers=timers(scene.rules, sent_at, deadline),
        round=round_,
    )


def undelivered(scene: Scene, kind: str, round_: int, person: str, recipient: str, detail: str) -> Decision | None:
    """A letter bounced for good. A solution that never arrived expires nobody: its days stop and it goes back to the technician."""
    ticket = scene.ticket
    if ticket is None:
        return None
    stops = kind in {"solution", "deadline_moved"} and ticket.status == lifecycle.SOLVED and ticket.round == round_
    changes = {"deadline_at": None} if stops else {}
    after = replace(ticket, status=lifecycle.ASSIGNED, deadline_at=None) if stops else ticket
    move = Move("undelivered" if stops else "unheard", GATEWAY, changes, {"letter": kind, "person": person})
    told = telling.listeners(scene, ticket) if scene.circle.requester and person == scene.circle.requester.id else ()
    letters = [telling.about("delivery_failed", to, scene, after, recipient=recipient, detail=detail, stopped=stops) for to in told]
    return Decision("undelivered", moves=(move,), letters=tuple(letters), timers=() if stops else None)


def returned(scene: Scene, letter: Returned) -> Decision | None:
    """The same for a letter that the relay took and that came back later."""
    return undelivered(scene, letter.kind, letter.round, letter.person, letter.recipient, letter.detail)


def _solution(scene: Scene) -> str:
    said: Sequence[str] = [e.text for e in scene.conversation if e.side == telling.TECHNICIAN and e.public]
    return said[-1] if said else ""

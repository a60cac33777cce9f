"""What happens when time passes or a letter does not arrive? Reminders, expiry, moved and stopped days (rules.md, The seven days)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from gateway.desk import telling
from gateway.desk.decision import Decision, Move
from gateway.desk.resuming import running_again
from gateway.desk.rules import Rules
from gateway.desk.scene import Returned, Scene
from gateway.people.directory import Person
from storage.ticket import lifecycle
from storage.ticket.tickets import Standing

EXPIRE = "expire"
EXPIRED = "expired"
NOTICES = ("solution", "out_of_scope", "deadline_moved")  # letters that tell of a solution's days
QUESTION = "question"  # the letter that tells of a question's days
RECEIPT = "received"  # the letter that asks for evidence, and tells of its days
QUESTIONS = (QUESTION, RECEIPT)
REMIND = "remind"
VOID = "void"
GATEWAY = "carteiro"
# An answer is stamped before it is committed: one stamped in time must be on record before the end is looked at.
GRACE = timedelta(minutes=1)


def timers(rules: Rules, notice: datetime, deadline: datetime) -> tuple[tuple[str, datetime], ...]:
    """The timers of one solution: a reminder two days before and one on the last day, and the end."""
    reminders = tuple((REMIND, at) for at in rules.calendar.reminders(notice, deadline))
    return (*reminders, (EXPIRE, deadline + GRACE))


def kindred(kind: str) -> tuple[str, ...]:
    """The letters that tell of the same days as one of this kind."""
    return (kind,) if kind in QUESTIONS else NOTICES


def strike(scene: Scene, kind: str, round_: int, *, mail_waits: bool, letter_waits: bool) -> Decision | None:
    """Decides about a timer that fell due. None: look again later.

    mail_waits: a mail that may answer the solution is not worked off; letter_waits: the solution itself has not left yet.
    """
    ticket = scene.ticket
    if ticket is None or ticket.status != lifecycle.SOLVED or ticket.round != round_ or ticket.deadline_at is None:
        return Decision(VOID)
    if letter_waits:
        return None
    if kind == REMIND:
        return _remind(scene, ticket, ticket.deadline_at)
    if scene.now <= ticket.deadline_at or mail_waits:
        return None
    return _expire(scene, ticket)


def _remind(scene: Scene, ticket: Standing, deadline: datetime) -> Decision:
    local = scene.rules.calendar.local
    days = (local(deadline).date() - local(scene.now).date()).days
    if scene.now >= deadline:
        return Decision(VOID)
    told = scene.circle.representatives
    letters = tuple(telling.about("reminder", to, scene, ticket, days=days, text=_solution(scene)) for to in told)
    return Decision("reminded", moves=(Move(REMIND, GATEWAY, {}, {"days": days}),), letters=letters)


def _expire(scene: Scene, ticket: Standing) -> Decision:
    """Closed because nobody answered: an outcome of its own, never shown as approved."""
    closed = replace(ticket, status=lifecycle.CLOSED, outcome=EXPIRED)
    letters = [telling.about("expired", to, scene, closed, audience=telling.REPRESENTATIVE) for to in scene.circle.representatives]
    letters += [telling.about("expired", to, scene, closed, audience=telling.TECHNICIAN) for to in telling.listeners(scene, ticket)]
    changes = {"outcome": EXPIRED, "closed_at": scene.now}
    return Decision(EXPIRED, moves=(Move(EXPIRE, GATEWAY, changes, {"deadline": ticket.deadline_at}),), letters=tuple(letters), timers=())


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
    told = scene.circle.representatives
    return Decision(
        "postponed",
        moves=(Move("postpone", GATEWAY, {"deadline_at": deadline}, {"days": late}),),
        letters=tuple(telling.about("deadline_moved", to, scene, moved, text=_solution(scene)) for to in told),
        timers=timers(scene.rules, sent_at, deadline),
        round=round_,
    )


def undelivered(scene: Scene, letter: Returned) -> Decision | None:
    """A letter did not arrive. What reached nobody ends nothing: its days stop, and the ticket goes back to the technician."""
    ticket = scene.ticket
    if ticket is None:
        return None
    asked = ticket.status == lifecycle.PENDING and letter.kind == QUESTION
    solved = ticket.status == lifecycle.SOLVED and ticket.round == letter.round and letter.kind in NOTICES
    stops = (asked or solved) and not letter.reached_others
    changes: dict[str, object] = {"deadline_at": None, **running_again(scene, ticket)} if stops else {}
    after = replace(ticket, status=lifecycle.ASSIGNED, **changes) if stops else ticket  # type: ignore[arg-type]  # fields, by name
    move = Move("undelivered" if stops else "unheard", GATEWAY, changes, {"letter": letter.kind, "reader": letter.person})
    of_desk = _is_of_desk(scene, letter.person)
    facts: dict[str, Any] = {"recipient": letter.recipient, "detail": letter.detail, "stopped": stops, "asked": asked, "of_desk": of_desk}
    letters = tuple(telling.about("delivery_failed", to, scene, after, **facts) for to in _who_hears(scene, ticket, letter))
    return Decision("undelivered", moves=(move,), letters=letters, timers=() if stops else None)


def _who_hears(scene: Scene, ticket: Standing, letter: Returned) -> tuple[Person, ...]:
    """Who could not be reached is not written to about it, and a letter about a failure never causes another."""
    if letter.kind == "delivery_failed":
        return ()
    told = [p for p in telling.listeners(scene, ticket) if p.id != letter.person]
    return tuple(told or [p for p in scene.circle.members if p.id != letter.person])


def _is_of_desk(scene: Scene, person: str) -> bool:
    return any(p.id == person for p in scene.circle.members) and not any(p.id == person for p in scene.circle.representatives)


def _solution(scene: Scene) -> str:
    """The text of the solution that waits."""
    round_ = scene.ticket.round if scene.ticket else 0
    return next((e.text for e in reversed(scene.conversation) if e.round == round_ and e.round), "")

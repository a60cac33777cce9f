"""What happens while a ticket waits for the representative? Reminders, and the end when nobody answers (rules.md, Status).

It waits for the answer to a technician's question (pausing.py), or for evidence (demanding.py).
"""

from dataclasses import replace
from datetime import datetime

from gateway.desk import telling
from gateway.desk.deadlines import GATEWAY, GRACE, REMIND, VOID
from gateway.desk.decision import Decision, Move
from gateway.desk.evidencing import evidence_of, missing_facts
from gateway.desk.rules import Rules
from gateway.desk.scene import Entry, Scene
from storage.ticket import lifecycle
from storage.ticket.tickets import Standing

ASK = "ask"
DEMAND = "demand"
NUDGE = "nudge"
ABANDON = "abandon"
KINDS = (NUDGE, ABANDON)
UNANSWERED = "unanswered"


def timers(rules: Rules, notice: datetime, end: datetime) -> tuple[tuple[str, datetime], ...]:
    """The timers of one question: reminders half way and two days before the end, and the end."""
    reminders = tuple((NUDGE, at) for at in rules.calendar.halfway(notice, end))
    return (*reminders, (ABANDON, end + GRACE))


def is_asked(scene: Scene) -> bool:
    """Whether the ticket waits for the answer to a technician's question."""
    return scene.pause is not None and scene.pause.move == ASK


def is_demanded(scene: Scene) -> bool:
    """Whether the ticket waits for evidence, and has not gone to any group yet."""
    return scene.pause is not None and scene.pause.move == DEMAND


def strike(scene: Scene, kind: str, *, mail_waits: bool, letter_waits: bool) -> Decision | None:
    """Decides about a timer that fell due. None: look again later.

    mail_waits: a mail that may be the answer is not worked off; letter_waits: the question itself has not left yet.
    """
    ticket = scene.ticket
    if ticket is None or ticket.status != lifecycle.PENDING or ticket.deadline_at is None:
        return Decision(VOID)
    if letter_waits:
        return None
    if kind == NUDGE:
        return _nudge(scene, ticket, ticket.deadline_at)
    if scene.now <= ticket.deadline_at or mail_waits:
        return None
    return _abandon(scene, ticket)


def _nudge(scene: Scene, ticket: Standing, end: datetime) -> Decision:
    if scene.now >= end:
        return Decision(VOID)
    told = scene.circle.representatives
    missing = missing_facts(scene, ticket.code, evidence_of(scene, ticket)) if is_demanded(scene) else None
    letters = tuple(telling.about("question_reminder", to, scene, ticket, text=_question(scene), missing=missing) for to in told)
    return Decision("reminded", moves=(Move(REMIND, GATEWAY, {}, {"end": end}),), letters=letters)


def _abandon(scene: Scene, ticket: Standing) -> Decision:
    """Closed because nobody answered the question: an outcome of its own."""
    closed = replace(ticket, status=lifecycle.CLOSED, outcome=UNANSWERED)
    audiences = [(to, telling.REPRESENTATIVE) for to in scene.circle.representatives]
    audiences += [(to, telling.TECHNICIAN) for to in telling.listeners(scene, ticket)]
    demanded = is_demanded(scene)
    letters = [telling.about("unanswered", to, scene, closed, audience=audience, demanded=demanded) for to, audience in audiences]
    move = Move(ABANDON, GATEWAY, {"outcome": UNANSWERED, "closed_at": scene.now}, {"deadline": ticket.deadline_at})
    return Decision(UNANSWERED, moves=(move,), letters=tuple(letters), timers=())


def sent_late(scene: Scene, written_at: datetime, sent_at: datetime) -> Decision | None:
    """The relay took the question only on a later day than it was written: its days run from that day."""
    ticket, pause = scene.ticket, scene.pause
    if ticket is None or pause is None or ticket.deadline_at is None or written_at < pause.at:
        return None
    local = scene.rules.calendar.local
    late = (local(sent_at).date() - local(pause.at).date()).days
    end = scene.rules.patience(sent_at)
    if late <= 0 or end <= ticket.deadline_at:
        return None
    move = Move("postpone", GATEWAY, {"deadline_at": end}, {"days": late})
    return Decision("postponed", moves=(move,), timers=timers(scene.rules, sent_at, end), round=ticket.round)


def _question(scene: Scene) -> str:
    """The text of the question that waits: what the technicians said last before the pause began."""
    began = scene.pause.at if scene.pause else scene.now
    said = (e.text for e in reversed(scene.conversation) if _asked(e, began))
    return next(said, "")


def _asked(entry: Entry, began: datetime) -> bool:
    """Whether the technicians said it to the representative in this ticket, up to an instant."""
    return entry.public and entry.side == telling.TECHNICIAN and not entry.origin and entry.at <= began

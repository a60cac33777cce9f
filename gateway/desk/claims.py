"""What becomes of a mail that merely claims to be from someone? It waits for that person's CONFIRMAR (rules.md, Who is writing)."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from gateway.desk import telling
from gateway.desk.claimed import Claim
from gateway.desk.decision import Decision, Letter, Release
from gateway.desk.orders import plainly
from gateway.desk.scene import Mail, Scene
from gateway.people.directory import Person
from gateway.post.facts import HeldFacts
from parsers.reading import Reading
from storage.mail.inbox import HELD_CLAIMED
from storage.schedule.timers import ASK, HOLD_END

# From when it is held, however long it lay in a mailbox before. So long a mail that is held, or set aside, keeps its ticket from expiring.
HOLD = timedelta(days=7)
MORNING = time(8)  # of the next day, for mails that the day's question could not list any more
MOST = 50  # mails that one question lists; the others are in the next day's
ITEM = "item:"
REPLY = "about-a-ticket"
ORDER = "order:"
SAID = 2  # how often it is said for one question how it is answered, or that nothing waits
WORDS = frozenset({"CONFIRMAR", "CANCELAR"})


def hold(scene: Scene, mail: Mail, person: Person) -> Decision:
    """Keeps the mail; asks the directory's address, or leaves it to the question of the next morning: one a day."""
    claim = Claim(mail.id, mail.received_at, scene.now, mail.size, sum(f.evidence for f in mail.files), _flags(mail.reading))
    asking = Decision(HELD_CLAIMED, flags=claim.flags, takes_effect=False)
    holds = ((HOLD_END, claim.held_at + HOLD),)
    if scene.told.get("confirm"):
        return replace(asking, holds=((ASK, next_morning(scene)), *holds))
    return replace(_question(scene, person, claim, asking), holds=holds)


def ask(scene: Scene, person: Person, claim: Claim) -> Decision | None:
    """What happens on the morning after for a mail that no question listed; None: that day's question went already, another day then."""
    return None if scene.told.get("confirm") else _question(scene, person, claim, Decision("asked"))


def answer(scene: Scene, mail: Mail, person: Person) -> Decision:
    """CONFIRMAR lets the mails of the question be decided, with their first arrival; CANCELAR withdraws them; all else asks back."""
    order = plainly(mail.reading)
    question = scene.question
    waiting = question.waiting if question else ()
    ref = f"c{question.cause}" if question and question.cause else ""
    again = scene.told.get("question", 0) >= SAID  # a machine would ask for ever
    if not waiting:
        nothing = replace(telling.cannot("nothing_waits", person, ""), ref=ref)
        return Decision("nothing-waits", letters=() if again else (nothing,))
    if question is None or not question.sure or order is None or order.word not in WORDS:
        return Decision("unconfirmed", letters=() if again else (_how(person, ref, len(waiting)),))
    if order.word == "CANCELAR":
        gone = tuple(Release(i, "withdrawn") for i in waiting)
        return Decision("withdrawn-all", releases=gone, letters=(_withdrawn(person, len(waiting)),))
    return Decision("confirmed", frees=waiting)


def _how(person: Person, ref: str, count: int) -> Letter:
    """How the question is answered; it carries the question's own token."""
    return Letter("unconfirmed", person, {"count": count}, about_ticket=False, answer=True, ref=ref)


def _withdrawn(person: Person, count: int) -> Letter:
    return Letter("withdrawn", person, {"count": count}, about_ticket=False, answer=True)


def _question(scene: Scene, person: Person, claim: Claim, decision: Decision) -> Decision:
    others = [c for c in scene.claims if c.id != claim.id]
    listed = sorted([*others[: MOST - 1], claim], key=lambda c: (c.received_at, c.id))
    left = len(others) + 1 - len(listed)
    facts = {"claims": tuple(_facts(scene, c) for c in listed), "more": left}
    # Nothing that the sender wrote goes into it, not even the Message-ID: it is no answer, and goes to the directory's address.
    letter = Letter("confirm", person, facts, about_ticket=False, ref=f"c{claim.id}", home=True)
    return replace(decision, letters=(letter,), question=tuple(c.id for c in listed), alarm="claims" if left else "")


def _facts(scene: Scene, claim: Claim) -> HeldFacts:
    code = next((int(f.removeprefix(ITEM)) for f in claim.flags if f.startswith(ITEM)), None)
    item = next((f"{i.code} - {i.title}" for i in scene.rules.catalog.items if i.code == code), "")
    order = next((f.removeprefix(ORDER) for f in claim.flags if f.startswith(ORDER)), "")
    return HeldFacts(claim.received_at, claim.held_at + HOLD, item, REPLY in claim.flags, order, claim.files, claim.size)


def _flags(reading: Reading) -> tuple[str, ...]:
    """What the question may say of the mail: the item in our own words, or that it is about a ticket."""
    if reading.number or any(t.ref.startswith("l") for t in reading.tokens):
        return (REPLY, *(f"{ORDER}{order.word}" for order in reading.commands[:1]))
    return (f"{ITEM}{reading.code}",) if reading.code is not None else ()


def next_morning(scene: Scene) -> datetime:
    """When a mail that the day's question does not list is asked about."""
    local = scene.rules.calendar.local(scene.now)
    return datetime.combine(local.date() + timedelta(days=1), MORNING, local.tzinfo)

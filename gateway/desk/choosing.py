"""What does a mail that asks for a ticket lack? Its item or its entity is asked, and the mail is held until it is named."""

import re
from dataclasses import dataclass

from gateway.desk import telling
from gateway.desk.decision import Decision, Letter, Release
from gateway.desk.scene import FileRef, Mail, Scene
from gateway.people.directory import Person
from gateway.post.facts import EntityFacts

CHOSEN = "code:"
OFFERED = "entity:"
WHICH_ENTITY = 1  # the round of the question for the entity; the one for the item is 0


@dataclass(frozen=True, slots=True)
class Request:
    """A mail that asks for a ticket: the one that came first, what it lacks filled in from the answer to our question."""

    mail: Mail
    code: int | None
    entity: str
    answer: Mail | None

    @property
    def files(self) -> tuple[FileRef, ...]:
        """The files of the mail and of the answer that completed it."""
        return self.mail.files + (self.answer.files if self.answer else ())


def request(mail: Mail, kept: Mail | None, person: Person) -> Request:
    """What is asked for: by the mail alone, or by a held mail with what this answer adds."""
    single = person.entities[0] if len(person.entities) == 1 else ""
    if kept is None:
        return Request(mail, mail.reading.code, single, None)
    chosen = next((int(f.removeprefix(CHOSEN)) for f in kept.flags if f.startswith(CHOSEN)), None)
    offered = tuple(f.removeprefix(OFFERED) for f in kept.flags if f.startswith(OFFERED))
    if offered:
        # The places in the list are those that were offered then, whatever the directory says now.
        # A second answer to the question before (its letter is of round 0) chooses nothing here.
        token = mail.sender.token
        named = "" if token and token.round < WHICH_ENTITY else _entity_named(mail.reading.new_text, offered)
        return Request(kept, kept.reading.code or chosen, single or (named if named in person.entities else ""), mail)
    return Request(kept, kept.reading.code or mail.reading.bare_code or mail.reading.code, single, mail)


def which_item(scene: Scene, mail: Mail, asked: Request, person: Person) -> Decision:
    """Asks for the item: the mail has no code, or one that is in no catalogue."""
    reason = "unknown" if mail.reading.unknown_code is not None else "again" if asked.answer else "none"
    return _hold(asked, "held-code", _catalogue(scene, mail, person, reason, f"m{asked.mail.id}"))


def which_entity(scene: Scene, asked: Request, person: Person) -> Decision:
    """Asks for the entity: the writer serves several."""
    return _hold(asked, "held-entity", _entities(scene, asked, person), tuple(f"{OFFERED}{e}" for e in person.entities))


def _hold(asked: Request, outcome: str, letter: Letter, offered: tuple[str, ...] = ()) -> Decision:
    """The mail waits for an answer. An answer that does not complete it is settled itself, and the first mail goes on waiting."""
    flags = (f"{CHOSEN}{asked.code}",) if asked.code and asked.code != asked.mail.reading.code else ()
    flags = (*flags, *offered) if not set(offered) & set(asked.mail.flags) else flags
    if asked.answer is None:
        return Decision(outcome, letters=(letter,), flags=flags)
    return Decision("asked-again", letters=(letter,), releases=(Release(asked.mail.id, outcome, flags),))


def _catalogue(scene: Scene, mail: Mail, person: Person, reason: str, ref: str) -> Letter:
    facts: dict[str, object] = {"title": mail.reading.title, "reason": reason, "items": telling.items(scene)}
    if reason == "unknown":
        facts["unknown_code"] = mail.reading.unknown_code
    return Letter("catalogue", person, facts, about_ticket=False, answer=True, ref=ref)


def _entities(scene: Scene, asked: Request, person: Person) -> Letter:
    names = {e.id: e.name for e in scene.entities}
    offered = tuple(f.removeprefix(OFFERED) for f in asked.mail.flags if f.startswith(OFFERED)) or person.entities
    entities = tuple(EntityFacts(str(n), names.get(e, e)) for n, e in enumerate(offered, start=1))
    again = asked.answer is not None and any(f.startswith(OFFERED) for f in asked.mail.flags)
    facts = {"title": asked.mail.reading.title, "entities": entities, "again": again}
    return Letter("which_entity", person, facts, about_ticket=False, answer=True, ref=f"m{asked.mail.id}", round=WHICH_ENTITY)


def _entity_named(text: str, offered: tuple[str, ...]) -> str:
    """The entity that an answer chooses: its place in our list, or its CNPJ; '' when it chooses none."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    digits = re.sub(r"\D", "", first)
    if digits in offered:
        return digits
    if re.fullmatch(r"\D{0,3}\d{1,2}\D{0,3}", first.strip()) and 1 <= int(digits) <= len(offered):
        return offered[int(digits) - 1]
    return ""

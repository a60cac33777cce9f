"""What does a mail that asks for a ticket lack? Its item or its entity is asked, and the mail is held until it is named."""

import re
from dataclasses import dataclass
from datetime import datetime

from gateway.desk import likely, telling
from gateway.desk.decision import Decision, Letter, Release
from gateway.desk.rules import Rules
from gateway.desk.scene import FileRef, Mail, Scene
from gateway.people.directory import Person
from gateway.post.facts import EntityFacts
from storage.schedule.timers import HOLD_END, HOLD_REMIND

HELD_CODE, HELD_ENTITY = "held-code", "held-entity"
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
    code = code_of(kept)
    offered = tuple(f.removeprefix(OFFERED) for f in kept.flags if f.startswith(OFFERED))
    if offered:
        # The places in the list are those that were offered then, whatever the directory says now.
        # A second answer to the question before (its letter is of round 0) chooses nothing here.
        token = mail.sender.token
        named = "" if token and token.round < WHICH_ENTITY else _entity_named(mail.reading.new_text, offered)
        return Request(kept, code, single or (named if named in person.entities else ""), mail)
    return Request(kept, kept.reading.code or mail.reading.bare_code or mail.reading.code, single, mail)


def code_of(kept: Mail) -> int | None:
    """The item of a held mail: its own, or the one that an answer chose."""
    chosen = (int(f.removeprefix(CHOSEN)) for f in kept.flags if f.startswith(CHOSEN))
    return kept.reading.code or next(chosen, None)


def which_item(scene: Scene, mail: Mail, asked: Request, person: Person) -> Decision:
    """Asks for the item: the mail has no code, or one that is in no catalogue."""
    reason = "unknown" if mail.reading.unknown_code is not None else "again" if asked.answer else "none"
    return _hold(scene, asked, HELD_CODE, catalogue(scene, asked, person, mail, reason))


def which_entity(scene: Scene, asked: Request, person: Person) -> Decision:
    """Asks for the entity: the writer serves several."""
    again = asked.answer is not None and any(f.startswith(OFFERED) for f in asked.mail.flags)
    letter = entities(scene, asked, person, "again" if again else "")
    return _hold(scene, asked, HELD_ENTITY, letter, tuple(f"{OFFERED}{e}" for e in person.entities))


def holds(rules: Rules, asked_at: datetime) -> tuple[tuple[str, datetime], ...]:
    """The timers of a mail that lacks something: asked once more half way, and the end."""
    end = rules.patience(asked_at)
    return (*((HOLD_REMIND, at) for at in rules.calendar.halfway(asked_at, end)[:1]), (HOLD_END, end))


def _hold(scene: Scene, asked: Request, outcome: str, letter: Letter, offered: tuple[str, ...] = ()) -> Decision:
    """The mail waits for an answer. An answer that does not complete it is settled itself, and the first mail goes on waiting, anew."""
    ahead = holds(scene.rules, scene.now)
    flags = (f"{CHOSEN}{asked.code}",) if asked.code and asked.code != asked.mail.reading.code else ()
    flags = (*flags, *offered) if not set(offered) & set(asked.mail.flags) else flags
    if asked.answer is None:
        return Decision(outcome, letters=(letter,), flags=flags, holds=ahead)
    return Decision("asked-again", letters=(letter,), releases=(Release(asked.mail.id, outcome, flags, ahead),))


def catalogue(scene: Scene, asked: Request, person: Person, mail: Mail, reason: str) -> Letter:
    """The list of items to choose from, about the mail that is decided, or `reminder` of the one that waits."""
    facts: dict[str, object] = {"title": mail.reading.title, "reason": reason, "unknown_code": mail.reading.unknown_code}
    facts |= subjects(scene, asked) | {"received_at": asked.mail.received_at, "until": scene.rules.patience(scene.now)}
    return Letter("catalogue", person, facts, about_ticket=False, answer=True, ref=f"m{asked.mail.id}")


def subjects(scene: Scene, asked: Request) -> dict[str, object]:
    """What the letter says to choose from: what the mail is likely to be about, what to check before, the whole catalogue."""
    catalog = scene.rules.catalog
    found = likely.likeliest(catalog, asked.mail, asked.answer)
    organization = catalog.organization
    elsewhere = (organization.out_of_scope, organization.other_channel) if likely.out_of_scope(catalog, asked.mail, asked.answer) else ()
    with_checks = [code for code in found if catalog.item(code).checklist]
    return {
        "likeliest": tuple(telling.item_facts(scene, code) for code in found),
        "checks": telling.checks(scene, with_checks) if with_checks or not found else (),
        "items": telling.items(scene),
        "elsewhere": elsewhere,
    }


def entities(scene: Scene, asked: Request, person: Person, reason: str) -> Letter:
    """The list of entities to choose from. reason: `again`, `reminder`, or ''."""
    facts: dict[str, object] = {"title": asked.mail.reading.title, "entities": offered_to(scene, asked.mail, person), "reason": reason}
    facts |= {"received_at": asked.mail.received_at, "until": scene.rules.patience(scene.now)}
    return Letter("which_entity", person, facts, about_ticket=False, answer=True, ref=f"m{asked.mail.id}", round=WHICH_ENTITY)


def offered_to(scene: Scene, mail: Mail, person: Person) -> tuple[EntityFacts, ...]:
    """The entities with the places that they had in the first list."""
    names = {e.id: e.name for e in scene.entities}
    offered = tuple(f.removeprefix(OFFERED) for f in mail.flags if f.startswith(OFFERED)) or person.entities
    return tuple(EntityFacts(str(n), names.get(e, e)) for n, e in enumerate(offered, start=1))


def _entity_named(text: str, offered: tuple[str, ...]) -> str:
    """The entity that an answer chooses: its place in our list, or its CNPJ; '' when it chooses none."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    digits = re.sub(r"\D", "", first)
    if digits in offered:
        return digits
    if re.fullmatch(r"\D{0,3}\d{1,2}\D{0,3}", first.strip()) and 1 <= int(digits) <= len(offered):
        return offered[int(digits) - 1]
    return ""

"""Does this mail open a ticket? With a code, an entity and a group it does; what is missing is asked, and the mail is held."""

import re
from dataclasses import dataclass

from gateway.desk import telling
from gateway.desk.decision import Decision, Letter, Move, Opening, Release
from gateway.desk.gates import not_entitled
from gateway.desk.scene import FileRef, Mail, Scene
from gateway.people.directory import Entity, Person
from gateway.post.facts import EntityFacts
from storage import lifecycle
from storage.tickets import Standing

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


def open_or_ask(scene: Scene, mail: Mail, person: Person) -> Decision:
    """Opens the ticket, or holds the mail and asks for the item or the entity."""
    if "gestor" not in person.profile or not person.entities:
        return Decision("not-entitled", letters=not_entitled(scene, mail))
    asked = request(mail, scene.kept, person)
    if asked.code is None:
        reason = "unknown" if mail.reading.unknown_code is not None else "again" if asked.answer else "none"
        return _hold(asked, "held-code", _catalogue(scene, mail, person, reason, f"m{asked.mail.id}"))
    if not asked.entity or scene.circle.entity is None:
        return _hold(asked, "held-entity", _which_entity(scene, asked, person), tuple(f"{OFFERED}{e}" for e in person.entities))
    return _open(scene, mail, asked, person, scene.circle.entity)


def _hold(asked: Request, outcome: str, letter: Letter, offered: tuple[str, ...] = ()) -> Decision:
    """The mail waits for an answer. An answer that does not complete it is settled itself, and the first mail goes on waiting."""
    flags = (f"{CHOSEN}{asked.code}",) if asked.code and asked.code != asked.mail.reading.code else ()
    flags = (*flags, *offered) if not set(offered) & set(asked.mail.flags) else flags
    if asked.answer is None:
        return Decision(outcome, letters=(letter,), flags=flags)
    return Decision("asked-again", letters=(letter,), releases=(Release(asked.mail.id, outcome, flags),))


def _open(scene: Scene, mail: Mail, asked: Request, person: Person, entity: Entity) -> Decision:
    reading = asked.mail.reading
    code = asked.code or 0
    item = scene.rules.catalog.item(code)
    opened_at = asked.mail.received_at
    calendar = scene.rules.calendar
    values = {
        "number": scene.number,
        "code": code,
        "title": reading.title or item.title,
        "entity": entity.id,
        "requester": person.id,
        "confidential": item.confidential,
        "first_answer_due_at": calendar.office_hours_after(opened_at, item.targets.first_answer),
        "solution_due_at": calendar.office_hours_after(opened_at, item.targets.solution),
        "opened_by_mail": asked.mail.id,
        "group": "",
        "technician": "",
        "solver": "",
        "round": 0,
        "outcome": "",
        "merged_into": "",
    }
    facts = {
        "mail": asked.mail.id,
        "mail_sha256": asked.mail.sha256,
        **telling.proof(mail),
        "files": [f.sha256 for f in asked.files],
        "person": _snapshot(person),
    }
    ticket = _as_opened(scene, values, opened_at)
    said = telling.from_mail(asked.mail, telling.REPRESENTATIVE, reading.new_text or reading.text)
    received = telling.about(
        "received",
        person,
        scene,
        ticket,
        answer=True,
        item=telling.item_facts(scene, code),
        files=telling.file_facts(telling.numbered(scene, asked.files)),
        received_sha256=asked.mail.sha256,
    )
    assigned = [
        telling.passing_on("assigned", member, scene, ticket, said, asked.files, item=telling.item_facts(scene, code), handed="")
        for member in scene.circle.members
    ]
    return Decision(
        "completed" if asked.answer else "opened",
        opening=Opening(scene.now, person.id, {**values, "opened_at": opened_at}, facts),
        moves=(Move("route", "carteiro", {"group": scene.circle.group}, {}),),
        said=(said,),
        letters=(received, *assigned),
        releases=(Release(asked.mail.id, "opened"),) if asked.answer else (),
    )


def _as_opened(scene: Scene, values: dict[str, object], opened_at: object) -> Standing:
    blank = dict.fromkeys(("solved_at", "closed_at", "deadline_at", "first_answer_at"))
    ahead = {"id": 0, "events": 0, "status": lifecycle.ASSIGNED, "opened_at": opened_at, "updated_at": scene.now, **blank}
    return Standing(**{**values, **ahead, "group": scene.circle.group})  # type: ignore[arg-type]  # the fields of Standing, by name


def _catalogue(scene: Scene, mail: Mail, person: Person, reason: str, ref: str) -> Letter:
    facts: dict[str, object] = {"title": mail.reading.title, "reason": reason, "items": telling.items(scene)}
    if reason == "unknown":
        facts["unknown_code"] = mail.reading.unknown_code
    return Letter("catalogue", person, facts, about_ticket=False, answer=True, ref=ref)


def _which_entity(scene: Scene, asked: Request, person: Person) -> Letter:
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


def _snapshot(person: Person) -> dict[str, object]:
    """What the directory said about the writer at that moment; no name, no address, no CPF."""
    return {"id": person.id, "profile": sorted(person.profile), "entities": list(person.entities), "active": person.active}

"""What becomes of a ticket whose evidence is missing? It waits, and each answer brings it on or is told what still lacks (rules.md)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gateway.desk import asking, evidence, joining, telling, voucher, waiting
from gateway.desk.deadlines import GATEWAY, RECEIPT
from gateway.desk.decision import Decision, Letter, Move, Said, Slip
from gateway.desk.evidence import Evidence
from gateway.desk.evidencing import asked_facts, evidence_of, missing_facts
from gateway.desk.remark import move as move_of
from gateway.desk.remark import said_by
from gateway.desk.resuming import running_again
from gateway.desk.scene import Entry, FileRef, Mail, Returned, Scene
from gateway.people.directory import Person
from storage.ticket import lifecycle
from storage.ticket.tickets import Standing

PATIENCE = 2  # answers without what is asked after which whatever else is written counts as the reason why it does not come


def answer(scene: Scene, mail: Mail, person: Person, ticket: Standing) -> Decision:
    """The entity's answer: it completes the evidence, explains why it does not come, or is told what still lacks."""
    said = said_by(mail)
    new = telling.numbered(scene, mail.files)
    then = replace(scene, conversation=(*scene.conversation, _entry(said)), files=(*scene.files, *new))
    found = evidence_of(then, ticket)
    if not found.missing:
        return _brought(scene, then, mail, person, ticket, found.settled)
    known = {f.sha256 for f in scene.files}
    progress = any(f.evidence and f.sha256 not in known for f in new)
    if evidence.is_unable(said.text) or (not progress and _explained(scene, said.text)):
        return _brought(scene, then, mail, person, ticket, "given_up")
    letter = telling.about(
        "missing",
        person,
        then,
        ticket,
        answer=True,
        missing=missing_facts(then, ticket.code, found),
        files=telling.file_facts(voucher.judged(new, scene.files)),
        came=progress,
    )
    return Decision(
        "evidence-missing",
        moves=(move_of("comment", mail, ticket, {}),),
        said=(said,),
        letters=(*asking.beside(scene, mail, person), replace(letter, slip=_slip(scene, mail, person, ticket, new))),
    )


def unheard(scene: Scene, letter: Returned) -> Decision | None:
    """The letter that asked for evidence did not arrive: nobody is expired by it, and the group gets the ticket as it is."""
    ticket = scene.ticket
    if ticket is None or not waiting.is_demanded(scene) or letter.kind != RECEIPT or letter.reached_others:
        return None
    return _as_it_is(scene, ticket, "undelivered", {"letter": letter.kind, "reader": letter.person})


def unsent(scene: Scene) -> Decision | None:
    """No letter asked for the evidence at all (too many had gone to its writer): the group gets the ticket as it is."""
    ticket = scene.ticket
    return _as_it_is(scene, ticket, "unsent", {}) if ticket is not None and waiting.is_demanded(scene) else None


def handed_over(
    scene: Scene, ticket: Standing, said: Said, files: tuple[FileRef, ...], found: Evidence, without: str
) -> tuple[Letter, ...]:
    """The ticket for its group, with what was asked and what came.

    scene: the group is its circle, and the conversation is what came after `said`. without: as in `asked_facts`.
    """
    facts = {"item": telling.item_facts(scene, ticket.code), "handed": "", **asked_facts(scene, ticket.code, found, without)}
    return tuple(telling.passing_on("assigned", to, scene, ticket, said, files, **facts) for to in scene.circle.members)


def _explained(scene: Scene, text: str) -> bool:
    """Whether this is the second answer in words, or a later one: nobody is made to write in circles."""
    before = sum(entry.side == telling.REPRESENTATIVE for entry in scene.conversation[1:])
    return before > 0 and evidence.explains(text, patient=before < PATIENCE)


def _brought(scene: Scene, then: Scene, mail: Mail, person: Person, ticket: Standing, without: str) -> Decision:
    """The ticket goes to its group, with all files and texts so far."""
    changes = _routed(scene, ticket)
    routed = replace(ticket, status=lifecycle.ASSIGNED, **changes)  # type: ignore[arg-type]  # fields of Standing, by name
    there = _at_group(then)
    given_up = without == "given_up"
    facts: dict[str, Any] = {
        "author": person.name,
        "without": without,
        "missing": evidence_of(then, ticket).missing if given_up else (),
    }
    files = voucher.judged(then.files[len(scene.files) :], scene.files)
    told = telling.about(
        "routed", person, there, routed, answer=True, audience=telling.REPRESENTATIVE, files=telling.file_facts(files), **facts
    )
    others = [p for p in scene.circle.representatives if p.id != person.id]
    decision = Decision(
        "evidence-explained" if given_up else "evidence-complete",
        moves=(move_of("route", mail, ticket, changes),),
        said=(said_by(mail),),
        letters=(
            *asking.beside(scene, mail, person),
            replace(told, slip=_slip(scene, mail, person, ticket, files)),
            *(telling.about("routed", to, there, routed, audience=telling.ENTITY, files=(), **facts) for to in others),
            *_to_group(there, routed, without),
        ),
        timers=(),
    )
    return joining.routed(scene, decision)


def _as_it_is(scene: Scene, ticket: Standing, without: str, facts: Mapping[str, object]) -> Decision:
    changes = _routed(scene, ticket)
    routed = replace(ticket, status=lifecycle.ASSIGNED, **changes)  # type: ignore[arg-type]  # fields of Standing, by name
    letters = _to_group(_at_group(scene), routed, without)
    return Decision(without, moves=(Move("route", GATEWAY, changes, facts),), letters=letters, timers=())


def _routed(scene: Scene, ticket: Standing) -> dict[str, object]:
    group = scene.route.group if scene.route else ""
    return {"group": group, "deadline_at": None, **running_again(scene, ticket)}


def _at_group(scene: Scene) -> Scene:
    return replace(scene, circle=scene.route or scene.circle)


def _to_group(scene: Scene, ticket: Standing, without: str) -> tuple[Letter, ...]:
    """The request is what was said first; what the entity wrote since follows as the conversation."""
    first = scene.conversation[0] if scene.conversation else Entry(ticket.opened_at, "", telling.REPRESENTATIVE, "", public=True)
    said = Said(first.at, ticket.requester, first.who, first.side, first.text, 0)
    later = replace(scene, conversation=scene.conversation[1:])
    return handed_over(later, ticket, said, _once(scene.files), evidence_of(scene, ticket), without)


def _once(files: tuple[FileRef, ...]) -> tuple[FileRef, ...]:
    """The same bytes once, under their first number."""
    found: dict[str, FileRef] = {}
    for file in files:
        found.setdefault(file.sha256, file)
    return tuple(found.values())


def _entry(said: Said) -> Entry:
    return Entry(said.at, said.who, said.side, said.text, said.public)


def _slip(scene: Scene, mail: Mail, person: Person, ticket: Standing, files: tuple[FileRef, ...]) -> Slip | None:
    """The comprovante of a mail that brings files."""
    return voucher.comprovante(ticket.number, person.name, (mail,), voucher.judged(files, scene.files)) if files else None

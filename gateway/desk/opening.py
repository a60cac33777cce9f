"""Does this mail open a ticket? With a code, an entity and a group it does; what is missing is asked (choosing.py).

With its evidence it goes to its group at once; otherwise it waits for that (demanding.py).
"""

from dataclasses import replace

from gateway.desk import choosing, demanding, evidence, lacking, telling, voucher, waiting
from gateway.desk.choosing import Request, request
from gateway.desk.deadlines import GATEWAY
from gateway.desk.decision import Decision, Move, Opening, Release, Said
from gateway.desk.evidence import Evidence
from gateway.desk.evidencing import missing_facts
from gateway.desk.gates import not_entitled
from gateway.desk.scene import Mail, Scene
from gateway.people.directory import Entity, Person
from storage.ticket import lifecycle
from storage.ticket.tickets import Standing


def open_or_ask(scene: Scene, mail: Mail, person: Person) -> Decision:
    """Opens the ticket, or holds the mail and asks for the item or the entity."""
    if "gestor" not in person.profile or not person.entities:
        return Decision("not-entitled", letters=not_entitled(scene, mail))
    asked = request(mail, scene.kept, person)
    if asked.code is None:
        return choosing.which_item(scene, mail, asked, person)
    if not asked.entity or scene.circle.entity is None:
        return choosing.which_entity(scene, asked, person)
    return lacking.opened_late(asked.mail, open_ticket(scene, asked, person, scene.circle.entity))


def open_ticket(scene: Scene, asked: Request, requester: Person, entity: Entity, said: Said | None = None) -> Decision:
    """The ticket of a request that lacks nothing, in the scene's circle, under the scene's number.

    requester: whose ticket it is, who need not be the one who writes. said: what the conversation begins with, unless that is the
    request in its writer's own words.
    """
    mail, reading = asked.answer or asked.mail, asked.mail.reading
    person = mail.sender.person or requester
    code = asked.code or 0
    item = scene.rules.catalog.item(code)
    opened_at = asked.mail.received_at
    calendar = scene.rules.calendar
    values = {
        "number": scene.number,
        "code": code,
        "title": reading.title or item.title,
        "entity": entity.id,
        "requester": requester.id,
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
        "incident": scene.incident.number if scene.incident else "",
    }
    facts = {
        "mail": asked.mail.id,
        "mail_sha256": asked.mail.sha256,
        **telling.proof(mail),
        "files": [f.sha256 for f in asked.files],
        "person": _snapshot(person),
    }
    said = said or telling.from_mail(asked.mail, telling.REPRESENTATIVE, reading.new_text or reading.text)
    texts = (said.text, *((asked.answer.reading.new_text,) if asked.answer else ()))
    found = evidence.look(item, asked.files, texts)
    without = _without(scene, found, silenced=mail.reading.silenced and person.id == requester.id)
    first = _route(scene) if without is not None else _demand(scene)
    ticket = _as_opened(scene, values, first, opened_at)
    files = telling.numbered(scene, voucher.judged(asked.files))
    received = telling.about(
        "received",
        requester,
        scene,
        ticket,
        answer=requester.id == person.id,
        item=telling.item_facts(scene, code),
        missing=missing_facts(scene, code, found),
        files=telling.file_facts(files),
        received_sha256=asked.mail.sha256,
    )
    mails = (asked.mail, *((asked.answer,) if asked.answer else ()))
    slip = voucher.comprovante(scene.number, person.name, mails, files)
    assigned = () if without is None else demanding.handed_over(scene, ticket, said, asked.files, found, without)
    return Decision(
        "completed" if asked.answer else "opened",
        opening=Opening(scene.now, person.id, {**values, "opened_at": opened_at}, facts),
        moves=(first,),
        said=(said,),
        letters=(replace(received, slip=slip), *assigned),
        timers=waiting.timers(scene.rules, scene.now, scene.rules.patience(scene.now)) if without is None else None,
        releases=(Release(asked.mail.id, "opened"),) if asked.answer else (),
    )


def _without(scene: Scene, found: Evidence, *, silenced: bool) -> str | None:
    """Why the ticket goes to its group without evidence: a word of templates/_base/evidence.txt. '' when none lacks, None to ask for it.

    silenced: nothing may be asked of a mail that wants no automatic answer.
    """
    if not found.missing:
        return found.settled
    return "incident" if scene.incident else "silenced" if silenced else None


def _route(scene: Scene) -> Move:
    return Move("route", GATEWAY, {"group": scene.circle.group}, {})


def _demand(scene: Scene) -> Move:
    """The ticket waits for its evidence, in no group yet; its targets pause."""
    return Move(waiting.DEMAND, GATEWAY, {"deadline_at": scene.rules.patience(scene.now)}, {})


def _as_opened(scene: Scene, values: dict[str, object], first: Move, opened_at: object) -> Standing:
    blank = dict.fromkeys(("solved_at", "closed_at", "deadline_at", "first_answer_at"))
    status = lifecycle.after(lifecycle.NEW, first.kind)
    ahead = {"id": 0, "events": 0, "status": status, "opened_at": opened_at, "updated_at": scene.now, **blank}
    return Standing(**{**values, **ahead, **first.changes})


def _snapshot(person: Person) -> dict[str, object]:
    """What the directory said about the writer at that moment; no id, no name, no address, no CPF."""
    return {"profile": sorted(person.profile), "entities": list(person.entities), "active": person.active}

"""Does this mail open a ticket? With a code, an entity and a group it does; what is missing is asked (choosing.py)."""

from gateway.desk import choosing, telling
from gateway.desk.choosing import Request, request
from gateway.desk.decision import Decision, Move, Opening, Release
from gateway.desk.gates import not_entitled
from gateway.desk.scene import Mail, Scene
from gateway.people.directory import Entity, Person
from storage import lifecycle
from storage.tickets import Standing


def open_or_ask(scene: Scene, mail: Mail, person: Person) -> Decision:
    """Opens the ticket, or holds the mail and asks for the item or the entity."""
    if "gestor" not in person.profile or not person.entities:
        return Decision("not-entitled", letters=not_entitled(scene, mail))
    asked = request(mail, scene.kept, person)
    if asked.code is None:
        return choosing.which_item(scene, mail, asked, person)
    if not asked.entity or scene.circle.entity is None:
        return choosing.which_entity(scene, asked, person)
    return _open(scene, mail, asked, person, scene.circle.entity)


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
        "incident": scene.incident.number if scene.incident else "",
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


def _snapshot(person: Person) -> dict[str, object]:
    """What the directory said about the writer at that moment; no name, no address, no CPF."""
    return {"id": person.id, "profile": sorted(person.profile), "entities": list(person.entities), "active": person.active}

"""Who stands around a ticket, or around the one that a mail may open? The directory's word, asked with no transaction open."""

from dataclasses import replace

from gateway.clockwork.naming import named
from gateway.clockwork.routing import group_of
from gateway.clockwork.tools import Tools
from gateway.desk.choosing import request
from gateway.desk.gates import set_aside
from gateway.desk.scene import Circle, Mail, Scene
from gateway.people.directory import Person
from storage import tickets
from storage.tickets import Standing


def gather(tools: Tools, scene: Scene) -> Scene:
    """The scene with its people, and with a number drawn if the mail opens a ticket. Raises DirectoryUnavailable."""
    if scene.ticket is not None:
        around = replace(scene, circle=_around(tools, scene.ticket))
        return replace(around, named=named(tools, around, scene.ticket))
    mail = scene.mail
    person = mail.sender.person if mail else None
    if mail is None or person is None or "gestor" not in person.profile or scene.names_ticket or set_aside(scene, mail):
        return scene
    served = tuple(e for e in map(tools.directory.entity, person.entities) if e is not None)
    return _about_to_open(tools, replace(scene, entities=served), mail, person)


def _about_to_open(tools: Tools, scene: Scene, mail: Mail, person: Person) -> Scene:
    asked = request(mail, scene.kept, person)
    entity = next((e for e in scene.entities if e.id == asked.entity), None)
    if asked.code is None or entity is None or scene.two_tickets:
        return scene
    group, members = group_of(tools, asked.code, entity.region)
    circle = Circle(requester=person, entity=entity, group=group, members=members, representatives=(person,))
    # A number in a short transaction of its own: a gap is allowed, a repeat is not.
    with tools.database.writing() as session:
        number = tickets.draw_number(session, tools.rules.calendar.local(asked.mail.received_at))
    return replace(scene, circle=circle, number=number)


def _around(tools: Tools, ticket: Standing) -> Circle:
    requester, technician, solver = (tools.directory.by_id(i) if i else None for i in (ticket.requester, ticket.technician, ticket.solver))
    return Circle(
        requester,
        technician,
        solver,
        entity=tools.directory.entity(ticket.entity),
        group=ticket.group,
        members=tools.directory.members(ticket.group),
        representatives=_representatives(tools, ticket, requester),
    )


def _representatives(tools: Tools, ticket: Standing, opener: Person | None) -> tuple[Person, ...]:
    """The opener; when that one has left, the entity's other gestores (nobody else ever sees a confidential ticket)."""
    if opener and opener.active and "gestor" in opener.profile and ticket.entity in opener.entities:
        return (opener,)
    return () if ticket.confidential else tools.directory.representatives(ticket.entity)

"""Who stands around a ticket, or around the one that a mail may open? The directory's word, asked with no transaction open."""

from dataclasses import replace

from gateway.clockwork import leading
from gateway.clockwork.naming import named
from gateway.clockwork.routing import group_of, others
from gateway.clockwork.tools import Tools
from gateway.desk import handing, on_behalf
from gateway.desk.gates import set_aside
from gateway.desk.scene import Circle, Mail, Named, Other, Scene
from gateway.people.directory import Person
from gateway.people.rights import may_work
from storage.ticket import lifecycle, numbers
from storage.ticket.tickets import Standing


def gather(tools: Tools, scene: Scene) -> Scene:
    """The scene with its people, and with a number drawn if the mail opens a ticket. Raises DirectoryUnavailable."""
    if scene.ticket is not None:
        circle = _around(tools, scene.ticket)
        route = _route(tools, scene.ticket, circle)
        incident = leading.about_to_open(tools, scene, scene.ticket.code, route.group) if route else None
        around = replace(scene, circle=circle, route=route, incident=incident, other=_with_circle(tools, scene))
        return leading.look(tools, replace(around, named=named(tools, around, scene.ticket)), scene.ticket)
    mail = scene.mail
    person = mail.sender.person if mail else None
    if mail is None or person is None or scene.names_ticket or set_aside(scene, mail):
        return scene
    if called := on_behalf.called(mail, scene.kept):
        person = tools.directory.by_mail(called.argument) if handing.is_address(called.argument) else None
        scene = replace(scene, named=Named({called.argument: person} if person else {}))
    if person is None or not person.active or "gestor" not in person.profile:
        return scene
    served = tuple(e for e in map(tools.directory.entity, person.entities) if e is not None)
    return _about_to_open(tools, replace(scene, entities=served), mail, person)


def _with_circle(tools: Tools, scene: Scene) -> Other | None:
    """The other ticket that the mail names, with its people where its writer may work on it."""
    other, person = scene.other, scene.mail.sender.person if scene.mail else None
    if other is None or person is None or not may_work(person, other.ticket):
        return other
    return replace(other, circle=_around(tools, other.ticket))


def _about_to_open(tools: Tools, scene: Scene, mail: Mail, person: Person) -> Scene:
    asked = on_behalf.request(mail, scene.kept, person)
    entity = next((e for e in scene.entities if e.id == asked.entity), None)
    if asked.code is None or entity is None or scene.two_tickets:
        return scene
    group, members = group_of(tools, asked.code, entity.region)
    circle = Circle(requester=person, entity=entity, group=group, members=others(members, person.id), representatives=(person,))
    # A number in a transaction of its own: a gap is allowed, a repeat is not. It need not wait for the disk: nothing that is committed
    # later is ever there without it.
    with tools.database.alone() as session:
        number = numbers.draw(session, tools.rules.calendar.local(asked.mail.received_at))
        incident = leading.of_item(tools, session, scene, asked.code, group)
    return replace(scene, circle=circle, number=number, incident=incident)


def _around(tools: Tools, ticket: Standing) -> Circle:
    requester, technician, solver = (tools.directory.by_id(i) if i else None for i in (ticket.requester, ticket.technician, ticket.solver))
    return Circle(
        requester,
        technician,
        solver,
        entity=tools.directory.entity(ticket.entity),
        group=ticket.group,
        members=others(tools.directory.members(ticket.group), ticket.requester) if ticket.group else (),
        representatives=_representatives(tools, ticket, requester),
    )


def _route(tools: Tools, ticket: Standing, circle: Circle) -> Circle | None:
    """The circle of the group that a ticket goes to while it is in none (its evidence is missing)."""
    if ticket.group or ticket.status != lifecycle.PENDING:
        return None
    group, members = group_of(tools, ticket.code, circle.entity.region if circle.entity else "")
    return replace(circle, group=group, members=others(members, ticket.requester))


def _representatives(tools: Tools, ticket: Standing, opener: Person | None) -> tuple[Person, ...]:
    """The opener; when that one has left, the entity's other gestores (nobody else ever sees a confidential ticket)."""
    if opener and opener.active and "gestor" in opener.profile and ticket.entity in opener.entities:
        return (opener,)
    return () if ticket.confidential else tools.directory.representatives(ticket.entity)

"""Whom do the orders of a mail name? The directory's word about the addressee, the other group and the other item's group."""

from gateway.clockwork.routing import group_of, others
from gateway.clockwork.tools import Tools
from gateway.desk import correcting, handing
from gateway.desk.orders import ordered
from gateway.desk.scene import Mail, Named, Scene
from gateway.people.directory import Person
from gateway.people.rights import may_advise
from parsers.reading import Command
from storage.ticket.tickets import Standing


def named(tools: Tools, scene: Scene, ticket: Standing) -> Named:
    """What the orders of the scene's mail name; nothing is asked for a writer who may give none. Raises DirectoryUnavailable."""
    mail = scene.mail
    person = mail.sender.person if mail else None
    if mail is None or person is None or not mail.sender.proven or not may_advise(person, ticket):
        return Named()
    commands = _orders(mail, ticket)
    routes, members = _routes(tools, scene, ticket, commands)
    groups = [g for c in commands if c.word == "TRANSFERIR" and (g := handing.group_named(scene.rules.catalog, c.argument))]
    members |= {group: tools.directory.members(group) for group in groups}
    return Named(_people(tools, commands), {group: others(people, ticket.requester) for group, people in members.items()}, routes)


def _orders(mail: Mail, ticket: Standing) -> tuple[Command, ...]:
    command = ordered(mail, ticket)
    return mail.reading.commands or ((command,) if command else ())


def _people(tools: Tools, commands: tuple[Command, ...]) -> dict[str, Person]:
    addresses = {c.argument for c in commands if c.word == "ATRIBUIR" and handing.is_address(c.argument)}
    found = {address: tools.directory.by_mail(address) for address in sorted(addresses)}
    return {address: person for address, person in found.items() if person is not None}


def _routes(
    tools: Tools, scene: Scene, ticket: Standing, commands: tuple[Command, ...]
) -> tuple[dict[int, str], dict[str, tuple[Person, ...]]]:
    """Code -> group of the items that orders name and of the ticket's own, and the technicians of these groups."""
    entity = scene.circle.entity
    catalog = scene.rules.catalog
    wanted = {code for c in commands if c.word == "RECLASSIFICAR" and (code := correcting.code_named(catalog, c.argument)) is not None}
    found = {code: group_of(tools, code, entity.region if entity else "") for code in sorted(wanted | {ticket.code})} if wanted else {}
    return {code: group for code, (group, _) in found.items()}, dict(found.values())

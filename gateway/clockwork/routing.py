"""Who answers an item? The group of its route, or the last route's group where that one has nobody."""

import logging

from gateway.clockwork.tools import Tools
from gateway.people.directory import Person

log = logging.getLogger(__name__)


def group_of(tools: Tools, code: int, region: str) -> tuple[str, tuple[Person, ...]]:
    """The name of the group that answers an item for entities of a region, with its technicians. Raises DirectoryUnavailable."""
    catalog = tools.rules.catalog
    for group in (catalog.group_for(code, region), catalog.routes[-1].group):
        if members := tools.directory.members(group):
            return group, members
    log.warning("Nobody answers item %d from region %s: its group and the last route's have no technician", code, region)
    return catalog.group_for(code, region), ()


def others(members: tuple[Person, ...], requester: str) -> tuple[Person, ...]:
    """A group's technicians for a ticket: whoever opened it reads no note about it, also where that is one of them."""
    return tuple(person for person in members if person.id != requester)

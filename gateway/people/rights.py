"""What may this person see, decide and do with this ticket? Asked by every letter and every listing (rules.md, Who is writing)."""

from typing import Protocol

from gateway.people.directory import Person


class Ticket(Protocol):
    """What rights depend on. entity, requester: ids; group: a name."""

    @property
    def entity(self) -> str:
        """The entity it was opened for."""

    @property
    def requester(self) -> str:
        """The person who opened it."""

    @property
    def group(self) -> str:
        """The group that answers it."""

    @property
    def confidential(self) -> bool:
        """Item 1, and what was reclassified from it."""


def may_see(person: Person, ticket: Ticket) -> bool:
    """Whether the person may read anything of the ticket. Of a confidential one a supervisor sees the count only, which is no seeing."""
    return person.active and (_own_side(person, ticket) or _desk_side(person, ticket))


def may_decide(person: Person, ticket: Ticket, others_may: bool = False, opener_left: bool = False) -> bool:
    """Whether the person may approve, refuse or withdraw.

    The one who opened it; the entity's other gestores by setting (others_may), and always when the opener left the entity.
    Nobody else decides a confidential ticket: they do not see it.
    """
    return person.active and _own_side(person, ticket) and (person.id == ticket.requester or others_may or opener_left)


def may_work(person: Person, ticket: Ticket) -> bool:
    """Whether the person may answer and solve the ticket: technicians of its group."""
    return person.active and _member(person, ticket)


def may_advise(person: Person, ticket: Ticket) -> bool:
    """Whether the person may speak to the technicians about the ticket, unseen by the entity: they themselves, and its supervisors."""
    return person.active and _desk_side(person, ticket)


def _own_side(person: Person, ticket: Ticket) -> bool:
    own = "gestor" in person.profile and ticket.entity in person.entities
    return own and (person.id == ticket.requester or not ticket.confidential)


def _desk_side(person: Person, ticket: Ticket) -> bool:
    supervisor = "supervisor" in person.profile and ticket.group in person.supervises
    return _member(person, ticket) or (supervisor and not ticket.confidential)


def _member(person: Person, ticket: Ticket) -> bool:
    return "tecnico" in person.profile and ticket.group in person.groups

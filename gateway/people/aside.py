"""Who may work while a directory or the DNS is asked? Others: each question stands in a block that says that its asker only waits."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from gateway.people.aligned.resolver import Kind, Resolver
from gateway.people.directory import Directory, Entity, Person

Waiting = Callable[[], AbstractContextManager[None]]


class AskedAside:
    """A Directory, asked in `waiting` blocks."""

    def __init__(self, directory: Directory, waiting: Waiting) -> None:
        self._asked = directory
        self._waiting = waiting

    def by_mail(self, address: str) -> Person | None:
        """See Directory."""
        with self._waiting():
            return self._asked.by_mail(address)

    def by_id(self, person_id: str) -> Person | None:
        """See Directory."""
        with self._waiting():
            return self._asked.by_id(person_id)

    def authenticate(self, login: str, password: str) -> Person | None:
        """See Directory."""
        with self._waiting():
            return self._asked.authenticate(login, password)

    def entity(self, entity_id: str) -> Entity | None:
        """See Directory."""
        with self._waiting():
            return self._asked.entity(entity_id)

    def representatives(self, entity_id: str) -> tuple[Person, ...]:
        """See Directory."""
        with self._waiting():
            return self._asked.representatives(entity_id)

    def members(self, group: str) -> tuple[Person, ...]:
        """See Directory."""
        with self._waiting():
            return self._asked.members(group)

    def supervisors(self, group: str) -> tuple[Person, ...]:
        """See Directory."""
        with self._waiting():
            return self._asked.supervisors(group)

    def everyone(self) -> tuple[Person, ...]:
        """See Directory."""
        with self._waiting():
            return self._asked.everyone()


class ResolverAside:
    """The same for questions to the DNS."""

    def __init__(self, resolver: Resolver, waiting: Waiting) -> None:
        self._asked = resolver
        self._waiting = waiting

    def ask(self, name: str, kind: Kind, patience: float) -> tuple[str, ...]:
        """See Resolver."""
        with self._waiting():
            return self._asked.ask(name, kind, patience)

"""Who is known, according to LDAP? The Directory of gateway/people/directory.py.

Every question: a value that may be one -> escaped -> asked -> what comes back compared anew, for LDAP takes more for equal than we do.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from gateway.patience import Clock, Deadline
from gateway.people.directory import DirectoryUnavailable, Entity, Person
from gateway.people.ldap import reading, values
from gateway.people.ldap.mapping import Mapping
from gateway.people.ldap.pool import Pool
from gateway.people.ldap.remembered import Remembered
from gateway.people.ldap.sought import by_id, by_login, by_mail
from gateway.people.ldap.tree import Tree
from gateway.people.ldap.url import Access

PATIENCE_SECONDS = 4.5  # for one question, whatever it is made of: nobody is blocked longer than 5 s
LISTING_SECONDS = 30.0  # for everyone, which only an operator asks for

# What a bind says when the password is wrong, expired, locked or missing (RFC 4511, appendix A; 389 Directory Server says 19 when locked).
LET_IN, NOT_LET_IN = 0, frozenset({19, 32, 34, 48, 49, 53})
DECOY = b"nobody has this password"
LONGEST_PASSWORD = 1024  # octets

Found = TypeVar("Found")


class LdapDirectory:
    """A Directory held by LDAP servers. Thread safe; nothing is asked before the first question, so that a start never waits for it."""

    def __init__(self, access: Access, mapping: Mapping, clock: Clock) -> None:
        """clock: seconds that only grow."""
        self._mapping = mapping
        self._clock = clock
        self._pool = Pool(access, clock)
        self._remembered = Remembered(clock)
        self._nobody = f"cn=carteiro-{'0' * 8},{mapping.people.base}"

    def by_mail(self, address: str) -> Person | None:
        """Whose address this is, active or not; None when nobody's or ambiguous. Always asked afresh."""
        sought = by_mail(self._mapping.people, address)
        return self._kept(self._ask(lambda tree: tree.person(tree.one(sought)))) if sought else None

    def by_id(self, person_id: str) -> Person | None:
        """The person with this id, active or not; as of the last minute."""
        sought = by_id(self._mapping.people, person_id)
        if sought is None:
            return None
        return self._remembered.get(("person", person_id), lambda: self._ask(lambda tree: tree.person(tree.one(sought))))

    def authenticate(self, login: str, password: str) -> Person | None:
        """The active person with this CPF or address, when the directory takes the password. Always asked afresh.

        An unknown login is asked the same questions and costs a bind as well, so that time tells little; groups are asked for last.
        """
        sought = by_login(self._mapping.people, login.strip())
        secret = _octets(password)
        if sought is None or secret is None:
            return None
        deadline = Deadline(self._clock, PATIENCE_SECONDS)
        entry = self._ask(lambda tree: tree.one(sought, sure=True), deadline)
        if entry is None or not reading.active(entry, self._mapping.people):
            self._pool.knock(self._nobody, DECOY, deadline)
            return None
        code = self._pool.knock(entry.dn, secret, deadline)
        if code not in NOT_LET_IN | {LET_IN}:
            raise DirectoryUnavailable(f"a login was answered with result {code}")
        return self._kept(self._ask(lambda tree: tree.person(entry), deadline)) if code == LET_IN else None

    def entity(self, entity_id: str) -> Entity | None:
        """The entity with this id; None when there is none, or two. As of the last minute."""
        if values.cnpj(entity_id) != entity_id:
            return None
        return self._remembered.get(("entity", entity_id), lambda: self._ask(lambda tree: tree.entity(entity_id)))

    def representatives(self, entity_id: str) -> tuple[Person, ...]:
        """The active gestores of an entity, by id; as of the last minute."""
        if not self._mapping.people.entities or values.cnpj(entity_id) != entity_id:
            return ()

        def ask(tree: Tree) -> tuple[Person, ...]:
            return _sorted(person for person in tree.serving(entity_id) if person.active and "gestor" in person.profile)

        return self._remembered.get(("representatives", entity_id), lambda: self._ask(ask))

    def members(self, group: str) -> tuple[Person, ...]:
        """The active technicians of a group, by id; as of the last minute."""
        roles = self._mapping.groups.members
        return self._in_group("members", group, roles, lambda p: "tecnico" in p.profile and group in p.groups)

    def supervisors(self, group: str) -> tuple[Person, ...]:
        """The active supervisors of a group, by id; as of the last minute."""
        roles = self._mapping.groups.supervisors
        return self._in_group("supervisors", group, roles, lambda p: "supervisor" in p.profile and group in p.supervises)

    def everyone(self) -> tuple[Person, ...]:
        """All usable people, by id, page by page. For listings: may take half a minute."""
        return self._ask(lambda tree: _sorted(tree.everyone()), Deadline(self._clock, LISTING_SECONDS))

    def close(self) -> None:
        """Hangs up."""
        self._pool.close()

    def _ask(self, work: Callable[[Tree], Found], deadline: Deadline | None = None) -> Found:
        return self._pool.ask(
            lambda line, until: work(Tree(self._mapping, line, until)), deadline or Deadline(self._clock, PATIENCE_SECONDS)
        )

    def _kept(self, person: Person | None) -> Person | None:
        """The person as just asked, who takes the place of what was remembered."""
        if person is not None:
            self._remembered.renew(("person", person.id), person)
        return person

    def _in_group(self, kind: str, group: str, roles: tuple[str, ...], fits: Callable[[Person], bool]) -> tuple[Person, ...]:
        if not values.askable(group):
            return ()

        def ask(tree: Tree) -> tuple[Person, ...]:
            return _sorted(person for person in tree.persons(tree.named(group, *roles)) if person.active and fits(person))

        return self._remembered.get((kind, group), lambda: self._ask(ask))


def _octets(password: str) -> bytes | None:
    """The password as it goes over the wire; None when it can be nobody's. An empty one would bind as nobody, and succeed."""
    try:
        octets = password.encode()
    except UnicodeEncodeError:
        return None
    return octets if 0 < len(octets) <= LONGEST_PASSWORD and b"\0" not in octets else None


def _sorted(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(sorted(people, key=lambda person: person.id))

"""What stands in the tree? The questions behind the directory, on one connection."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from gateway.patience import Deadline
from gateway.people.directory import Entity, Person
from gateway.people.ldap import reading, values
from gateway.people.ldap.dn import dn_key, leaf, under
from gateway.people.ldap.line import Entry, Line
from gateway.people.ldap.mapping import DN, Entities, Groups, Mapping, People
from gateway.people.ldap.reading import Group
from gateway.people.ldap.sight import Sight, away, believed
from gateway.people.ldap.sought import Sought

Item = TypeVar("Item")

PAGE = 500
AT_ONCE = 25  # people asked for in one filter
NO_SUCH_OBJECT = 32  # RFC 4511, appendix A


class Tree:
    """The tree as one connection shows it, for as long as one question may take. All methods raise DirectoryUnavailable and Trouble."""

    def __init__(self, mapping: Mapping, line: Line, deadline: Deadline) -> None:
        self._mapping = mapping
        self._line = line
        self._deadline = deadline
        self._wanted = reading.attributes_of_people(mapping)
        self._sight = Sight(mapping, line, deadline)

    def everyone(self) -> Iterator[Person]:
        """All usable people."""
        entries = self._people(whole=True)
        if not entries:
            self._sight.see("people", *reading.mail_attributes(self._mapping.people))
        # No group at all: asked as for single people, who show whether any can be seen.
        return self.persons(entries, self._groups_that() or None)

    def serving(self, number: str) -> Iterator[Person]:
        """The usable people who hold this CNPJ."""
        attribute = self._mapping.people.entities
        entries = self._people(values.any_of(values.spelled_cnpj(attribute, number)), whole=True)
        if not entries:
            self._sight.see("people", attribute)
        return (person for person in self.persons(entries) if number in person.entities)

    def entity(self, number: str) -> Entity | None:
        """The entity with this CNPJ; None when there is none, or two."""
        part = self._mapping.entities
        query = values.any_of(values.spelled_cnpj(part.id, number))
        entries = self._search(part, (query,), (part.id, part.region, *part.name))
        found = [one for one in (reading.entity(entry, part) for entry in entries) if one and one.id == number]
        if not found:
            self._sight.see("entities", part.id)
        elif not found[0].region:
            self._sight.doubt("entities", part.region)
        return found[0] if len(found) == 1 else None

    def one(self, sought: Sought, *, sure: bool = False) -> Entry | None:
        """The one usable entry that is sought; two are nobody, whatever else they lack. sure: asks all there is to ask, found or not."""
        found = [entry for entry in self._people(sought.query) if sought.fits(entry)]
        usable = len(found) == 1 and reading.person(found[0], self._mapping, ()) is not None
        if sure or (len(found) <= 1 and not usable):
            self._sight.see("people", *sought.attributes, every=(self._mapping.people.id,))
        return found[0] if usable else None

    def person(self, entry: Entry | None) -> Person | None:
        """The person of this entry, groups and all."""
        return next(self.persons([entry]), None) if entry else None

    def persons(self, entries: Sequence[Entry], groups: Sequence[Group] | None = None) -> Iterator[Person]:
        """The usable people among these entries. groups: all there are, when they are known already."""
        known = self._groups_of(entries) if groups is None else groups
        for entry in entries:
            found = reading.person(entry, self._mapping, known)
            if found is not None:
                for attributes in reading.doubts(entry, found, self._mapping.people):
                    self._sight.doubt("people", *attributes)
                yield found

    def named(self, group: str, *roles: str) -> tuple[Entry, ...]:
        """The people whom groups of this name hold in these attributes; none when there is no such group."""
        part = self._mapping.groups
        found = [entry for entry in self._groups((values.equals(part.name, group),)) if group in entry.texts(part.name)]
        written = dict.fromkeys(text for entry in found for text in entry.texts(*roles))
        if not found:
            self._sight.see("groups", part.name)
        elif not written:
            self._sight.see("groups", *part.members, *part.supervisors, every=(part.name,))
        return self._by_dn(list(written)) if part.named_by == DN else self._by_name(list(written))

    def _people(self, *queries: str, whole: bool = False) -> tuple[Entry, ...]:
        """The entries of people that fit every query. whole: page by page, as many as there are."""
        return self._search(self._mapping.people, queries, self._wanted, page=PAGE if whole else 0)

    def _groups_that(self, *queries: str) -> list[Group]:
        return [reading.group(entry, self._mapping.groups) for entry in self._groups(queries)]

    def _groups(self, queries: Sequence[str]) -> tuple[Entry, ...]:
        part = self._mapping.groups
        found = self._search(part, queries, (part.name, *part.members, *part.supervisors), page=PAGE)
        if any(map(reading.cut_short, found)):
            raise away("groups", "a group has more members than the server hands out at once")
        return found

    def _groups_of(self, entries: Sequence[Entry]) -> list[Group]:
        """The groups that hold any of these people, asked only for people whose profile hangs on it."""
        part = self._mapping.groups
        asked = [entry for entry in entries if reading.needs_groups(entry, self._mapping.people)]
        found: list[Group] = []
        for some in _by(asked, AT_ONCE):
            names = [name for entry in some for name in reading.names_of(entry, part)]
            queries = [values.equals(role, name) for name in names for role in (*part.members, *part.supervisors)]
            found += self._groups_that(values.any_of(queries)) if queries else []
        if asked and not found:
            self._sight.see("groups", *part.members, *part.supervisors, every=(part.name,))
        return found

    def _by_name(self, written: list[str]) -> tuple[Entry, ...]:
        part = self._mapping.groups
        found: dict[str, Entry] = {}
        for some in _by(written, AT_ONCE):
            keys = {reading.key(name, part) for name in some}
            for entry in self._people(values.any_of(values.equals(part.named_by, name) for name in some), whole=True):
                if keys & reading.keys_of(entry, part):
                    found[entry.dn] = entry
        return tuple(found.values())

    def _by_dn(self, written: list[str]) -> tuple[Entry, ...]:
        """Many at a time by the attribute that names them below their parent; what is not found so, one by one."""
        base = dn_key(self._mapping.people.base)
        keys = {dn_key(name): name for name in written}
        sought = {key: name for key, name in keys.items() if under(key, base)}
        found: dict[object, Entry] = {}
        for some in _by([leaf(name) for name in sought.values() if all(leaf(name))], AT_ONCE):
            for entry in self._people(values.any_of(values.equals(*one) for one in some), whole=True):
                if dn_key(entry.dn) in sought:
                    found[dn_key(entry.dn)] = entry
        for key, name in sought.items():
            if key not in found:
                found.update((key, entry) for entry in self._entry(name))
        return tuple(found[key] for key in sought if key in found)

    def _entry(self, dn: str) -> tuple[Entry, ...]:
        answer = self._line.search(dn, self._mapping.people.filter, self._wanted, self._deadline, whole=False)
        return () if answer.code == NO_SUCH_OBJECT else believed(answer, "people")

    def _search(self, part: People | Entities | Groups, queries: Sequence[str], wanted: Sequence[str], page: int = 0) -> tuple[Entry, ...]:
        where = type(part).__name__.lower()
        query = values.all_of([part.filter, *queries])
        found: list[Entry] = []
        cookie = b""
        while True:
            answer = self._line.search(part.base, query, wanted, self._deadline, page=page, cookie=cookie)
            found += believed(answer, where)
            cookie = answer.cookie
            if not cookie:
                return tuple(found)


def _by(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))

"""What stands in the tree, and is an answer of nothing to be believed? The questions behind the directory, on one connection.

LDAP says "nothing" in the same way for what is not there, for what we may not see and for a base that is empty. So nothing is believed only
when the same base shows an entry with the attributes that were asked for, and finds it again by them; otherwise the directory is taken for
away, and the mail waits.
"""

import logging
from collections.abc import Iterator, Sequence
from typing import Literal, TypeVar

from gateway.people.directory import DirectoryUnavailable, Person
from gateway.people.ldap import reading, values
from gateway.people.ldap.dn import dn_key, leaf, under
from gateway.people.ldap.line import SUCCESS, Answer, Entry, Line
from gateway.people.ldap.mapping import DN, Entities, Groups, Mapping, People
from gateway.people.ldap.patience import Deadline
from gateway.people.ldap.reading import Group
from gateway.people.ldap.sought import Sought

log = logging.getLogger(__name__)

Item = TypeVar("Item")

PAGE = 500
AT_ONCE = 25  # people asked for in one filter
SIZE_LIMIT, NO_SUCH_OBJECT = 4, 32  # RFC 4511, appendix A


class Tree:
    """The tree as one connection shows it, for as long as one question may take. All methods raise DirectoryUnavailable and Trouble."""

    def __init__(self, mapping: Mapping, line: Line, deadline: Deadline) -> None:
        self._mapping = mapping
        self._line = line
        self._deadline = deadline
        self._wanted = reading.attributes_of_people(mapping)

    def people(self, *queries: str, whole: bool = False) -> tuple[Entry, ...]:
        """The entries of people that fit every query. whole: page by page, as many as there are."""
        return self._search(self._mapping.people, queries, self._wanted, page=PAGE if whole else 0)

    def entities(self, *queries: str) -> tuple[Entry, ...]:
        """The entries of entities that fit every query."""
        part = self._mapping.entities
        return self._search(part, queries, (part.id, part.region, *part.name))

    def groups(self, *queries: str) -> list[Group]:
        """The groups that fit every query."""
        return [reading.group(entry, self._mapping.groups) for entry in self._groups(queries)]

    def one(self, sought: Sought, *, sure: bool = False) -> Entry | None:
        """The one usable entry that is sought; two are nobody, whatever else they lack. sure: asks all there is to ask, found or not."""
        found = [entry for entry in self.people(sought.query) if sought.fits(entry)]
        usable = len(found) == 1 and reading.person(found[0], self._mapping, ()) is not None
        if sure or (len(found) <= 1 and not usable):
            self.see("people", *sought.attributes, every=(self._mapping.people.id,))
        return found[0] if usable else None

    def person(self, entry: Entry | None) -> Person | None:
        """The person of this entry, groups and all."""
        return next(self.persons([entry]), None) if entry else None

    def persons(self, entries: Sequence[Entry], groups: Sequence[Group] | None = None) -> Iterator[Person]:
        """The usable people among these entries. groups: all there are, when they are known already."""
        known = self._groups_of(entries) if groups is None else groups
        found = (reading.person(entry, self._mapping, known) for entry in entries)
        return (one for one in found if one is not None)

    def named(self, group: str, *roles: str) -> tuple[Entry, ...]:
        """The people whom groups of this name hold in these attributes; none when there is no such group."""
        part = self._mapping.groups
        found = [entry for entry in self._groups((values.equals(part.name, group),)) if group in entry.texts(part.name)]
        if not found:
            self.see("groups", part.name)
        written = dict.fromkeys(text for entry in found for text in entry.texts(*roles))
        return self._by_dn(list(written)) if part.named_by == DN else self._by_name(list(written))

    def see(self, where: Literal["people", "entities", "groups"], *attributes: str, every: tuple[str, ...] = ()) -> None:
        """Nothing was found: raises DirectoryUnavailable unless that can be believed.

        One entry there must show one of `attributes` and all of `every`, and be found again by what it shows: an attribute may be read and
        yet not be sought, for want of a right or of a matching rule.
        """
        part = getattr(self._mapping, where)
        query = values.all_of([part.filter, values.any_of(map(values.present, attributes)), *map(values.present, every)])
        answer = self._line.search(part.base, query, (*attributes, *every), self._deadline, limit=1)
        _check(answer, where)
        entry = next(iter(answer.entries), Entry("", {}))
        shown = [(name, held[0]) for name in attributes if (held := entry.values.get(name.lower()))]
        if not shown or not all(entry.values.get(name.lower()) for name in every):
            raise _away(where, f"no entry is seen that has {' or '.join(attributes)}; look at base, filter and the account's rights")
        for name, value in shown:
            again = self._line.search(
                part.base, values.all_of([part.filter, values.equals_octets(name, value)]), ["1.1"], self._deadline, limit=1
            )
            _check(again, where)
            if not again.entries:
                raise _away(where, f"{name} is seen and cannot be sought; look at its matching rule and the account's rights")

    def _groups(self, queries: Sequence[str]) -> tuple[Entry, ...]:
        part = self._mapping.groups
        found = self._search(part, queries, (part.name, *part.members, *part.supervisors), page=PAGE)
        if any(map(reading.cut_short, found)):
            raise _away("groups", "a group has more members than the server hands out at once")
        return found

    def _groups_of(self, entries: Sequence[Entry]) -> list[Group]:
        """The groups that hold any of these people, asked only for people whose profile hangs on it."""
        part = self._mapping.groups
        asked = [entry for entry in entries if reading.needs_groups(entry, self._mapping.people)]
        found: list[Group] = []
        for some in _by(asked, AT_ONCE):
            names = [name for entry in some for name in reading.names_of(entry, part)]
            queries = [values.equals(role, name) for name in names for role in (*part.members, *part.supervisors)]
            found += self.groups(values.any_of(queries)) if queries else []
        if asked and not found:
            self.see("groups", *part.members, *part.supervisors, every=(part.name,))
        return found

    def _by_name(self, written: list[str]) -> tuple[Entry, ...]:
        part = self._mapping.groups
        found: dict[str, Entry] = {}
        for some in _by(written, AT_ONCE):
            keys = {reading.key(name, part) for name in some}
            for entry in self.people(values.any_of(values.equals(part.named_by, name) for name in some), whole=True):
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
            for entry in self.people(values.any_of(values.equals(*one) for one in some), whole=True):
                if dn_key(entry.dn) in sought:
                    found[dn_key(entry.dn)] = entry
        for key, name in sought.items():
            if key not in found:
                found.update((key, entry) for entry in self._entry(name))
        return tuple(found[key] for key in sought if key in found)

    def _entry(self, dn: str) -> tuple[Entry, ...]:
        answer = self._line.search(dn, self._mapping.people.filter, self._wanted, self._deadline, whole=False)
        return () if answer.code == NO_SUCH_OBJECT else _believed(answer, "people")

    def _search(self, part: People | Entities | Groups, queries: Sequence[str], wanted: Sequence[str], page: int = 0) -> tuple[Entry, ...]:
        where = type(part).__name__.lower()
        query = values.all_of([part.filter, *queries])
        found: list[Entry] = []
        cookie = b""
        while True:
            answer = self._line.search(part.base, query, wanted, self._deadline, page=page, cookie=cookie)
            found += _believed(answer, where)
            cookie = answer.cookie
            if not cookie:
                return tuple(found)


def _check(answer: Answer, where: str) -> None:
    """Asked for one entry, a server may say that there are more."""
    if answer.code not in {SUCCESS, SIZE_LIMIT}:
        raise _away(where, f"result {answer.code}")


def _believed(answer: Answer, where: str) -> tuple[Entry, ...]:
    if answer.code != SUCCESS:
        raise _away(where, f"result {answer.code}")
    if answer.elsewhere:
        raise _away(where, "part of it stands on another server; name a base that this one holds whole")
    return answer.entries


def _away(where: str, why: str) -> DirectoryUnavailable:
    """Said in the log too: a base or a right that is wrong is mended by whoever runs this."""
    log.warning("An answer of the directory is not believed: %s: %s", where, why)
    return DirectoryUnavailable(f"{where}: {why}")


def _by(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))

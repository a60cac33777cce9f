"""What does an entry say about a person, an entity, a group? Values in, values out; whatever is garbage is left out, nothing raises."""

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gateway.people.directory import Entity, Person, Profile, cpf_digits, mail_key
from gateway.people.ldap import values
from gateway.people.ldap.dn import Key, dn_key
from gateway.people.ldap.line import Entry
from gateway.people.ldap.mapping import DN, Entities, Groups, Mapping, People, Rule

GUID_OCTETS = 16


@dataclass(frozen=True, slots=True)
class Group:
    """A group entry. members, supervisors: as `key` makes them comparable; held: the same as they were written."""

    dn: Key
    names: tuple[str, ...]
    members: frozenset[object]
    supervisors: frozenset[object]


def attributes_of_people(mapping: Mapping) -> tuple[str, ...]:
    """What to ask for; operational attributes come only when named."""
    p = mapping.people
    rules = (p.profiles.gestor, p.profiles.tecnico, p.profiles.supervisor)
    named = () if mapping.groups.named_by == DN else (mapping.groups.named_by,)
    wanted = (
        p.id,
        p.cpf,
        *p.name,
        *mail_attributes(p),
        p.entities,
        *named,
        *(rule.attribute for rule in rules),
        *(one.attribute for one in (*p.active, *p.inactive)),
    )
    return tuple(dict.fromkeys(name for name in wanted if name))


def mail_attributes(people: People) -> tuple[str, ...]:
    """Every attribute that may hold an address."""
    return (*people.mail, *(alias.attribute for alias in people.aliases))


def addresses(entry: Entry, people: People) -> tuple[str, ...]:
    """The plain addresses of an entry, the first is written to; none twice."""
    found = [*entry.texts(*people.mail)]
    for alias in people.aliases:
        start = alias.prefix.lower()
        found += [text[len(start) :] for text in entry.texts(alias.attribute) if text.lower().startswith(start)]
    unique = {mail_key(address): address for address in reversed(found) if values.is_address(address)}
    return tuple(reversed(unique.values()))


def cpf(entry: Entry, people: People) -> str:
    """Eleven digits; '' when the entry has none, or several that differ."""
    found = {digits for text in entry.texts(people.cpf) if (digits := cpf_digits(text))}
    return found.pop() if len(found) == 1 else ""


def person_id(entry: Entry, people: People) -> str:
    """The id; '' when the entry has none, several, or one that reads as a CPF (it would stand in the record for ever)."""
    if people.id_form == "guid":
        raw = entry.values.get(people.id.lower(), ())
        return str(uuid.UUID(bytes_le=raw[0])) if len(raw) == 1 and len(raw[0]) == GUID_OCTETS else ""
    found = entry.texts(people.id)
    return found[0] if len(found) == 1 and values.askable(found[0]) and not values.is_cpf(found[0]) else ""


def active(entry: Entry, people: People) -> bool:
    """Whether every condition of an active person holds and none of an inactive one."""
    return all(one.holds(entry.texts(one.attribute)) for one in people.active) and not any(
        one.holds(entry.texts(one.attribute)) for one in people.inactive
    )


def person(entry: Entry, mapping: Mapping, groups: Iterable[Group]) -> Person | None:
    """The person; None when the entry has no usable id or no address: nobody could write to them or be told apart."""
    people = mapping.people
    found_id, mail = person_id(entry, people), addresses(entry, people)
    if not found_id or not mail:
        return None
    keys, special = keys_of(entry, mapping.groups), special_groups(people)
    groups = list(groups)
    plain = [group for group in groups if group.dn not in special]
    entities = tuple(
        sorted({number for text in (entry.texts(people.entities) if people.entities else ()) if (number := values.cnpj(text))})
    )
    member = tuple(sorted({name for group in plain if keys & group.members for name in group.names}))
    supervised = tuple(sorted({name for group in plain if keys & group.supervisors for name in group.names}))
    belongs = {group.dn for group in groups if keys & group.members}
    named: dict[Profile, bool] = {"gestor": bool(entities), "tecnico": bool(member), "supervisor": bool(supervised)}
    rules = {"gestor": people.profiles.gestor, "tecnico": people.profiles.tecnico, "supervisor": people.profiles.supervisor}
    profile = frozenset(name for name, has in named.items() if _fits(rules[name], entry, belongs, named=has))
    name = next(iter(entry.texts(*people.name)), mail[0])
    return Person(found_id, name, cpf(entry, people), mail, profile, active(entry, people), entities, member, supervised)


def doubts(entry: Entry, found: Person, people: People) -> Iterator[tuple[str, ...]]:
    """Attributes that are missing and take a right away: one of each must be seen somewhere, or it is hidden from us, not missing."""
    gestor = people.profiles.gestor
    if people.entities and ("gestor" in found.profile or gestor.membership) and not entry.texts(people.entities):
        yield (people.entities,)
    named = tuple(rule.attribute for rule in (gestor, people.profiles.tecnico, people.profiles.supervisor) if rule.attribute)
    for attribute in dict.fromkeys(named if not found.profile else ()):
        if not entry.texts(attribute):
            yield (attribute,)
    if not found.active:
        needed = (*people.active, *(one for one in people.inactive if one.bit))
        yield from ((one.attribute,) for one in needed if not entry.texts(one.attribute))


def _fits(rule: Rule, entry: Entry, belongs: set[Key], *, named: bool) -> bool:
    return has_value(rule, entry) or (bool(rule.group) and dn_key(rule.group) in belongs) or (rule.membership and named)


def has_value(rule: Rule, entry: Entry) -> bool:
    """Whether the attribute of the rule has one of its values. Values that are DNs are compared as such."""
    if not rule.attribute:
        return False
    wanted = {value.lower() for value in rule.values}
    keys = {dn_key(value) for value in rule.values if "=" in value}
    return any(text.lower() in wanted or ("=" in text and dn_key(text) in keys) for text in entry.texts(rule.attribute))


def needs_groups(entry: Entry, people: People) -> bool:
    """Whether the groups must be asked to know what this person is; most people are in none, and are spared that question."""
    profiles = people.profiles
    if any(rule.group for rule in (profiles.gestor, profiles.tecnico, profiles.supervisor)):
        return True
    return any(rule.membership or has_value(rule, entry) for rule in (profiles.tecnico, profiles.supervisor))


def special_groups(people: People) -> set[Key]:
    """Groups that give a profile: they answer no tickets."""
    return {dn_key(r.group) for r in (people.profiles.gestor, people.profiles.tecnico, people.profiles.supervisor) if r.group}


def keys_of(entry: Entry, groups: Groups) -> frozenset[object]:
    """By what groups name this person, for comparing."""
    return frozenset(key(written, groups) for written in names_of(entry, groups))


def names_of(entry: Entry, groups: Groups) -> tuple[str, ...]:
    """By what groups name this person, as written."""
    return (entry.dn,) if groups.named_by == DN else entry.texts(groups.named_by)


def key(written: str, groups: Groups) -> object:
    """The name of a member for comparing."""
    return dn_key(written) if groups.named_by == DN else mail_key(written)


def group(entry: Entry, groups: Groups) -> Group:
    """A group entry for comparing."""
    members, supervisors = (frozenset(key(text, groups) for text in entry.texts(*names)) for names in (groups.members, groups.supervisors))
    return Group(dn_key(entry.dn), entry.texts(groups.name), members, supervisors)


def entity(entry: Entry, entities: Entities) -> Entity | None:
    """The entity; None when it has no CNPJ, or several."""
    found = {number for text in entry.texts(entities.id) if (number := values.cnpj(text))}
    if len(found) != 1:
        return None
    number = found.pop()
    return Entity(number, next(iter(entry.texts(*entities.name)), number), next(iter(entry.texts(entities.region)), ""))


def cut_short(entry: Entry) -> bool:
    """Whether a server handed out only some of an attribute's values (Active Directory's `member;range=0-1499`)."""
    return any(re.search(r";range=", name) for name in entry.values)

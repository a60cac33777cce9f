"""What do the attributes of this directory mean? The mapping file (docs/ldap.md), checked with line and what is allowed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from ldap3.core.exceptions import LDAPExceptionError
from ldap3.operation.search import parse_filter
from pydantic import Field

from gateway import schema
from gateway.people.ldap.dn import dn_key, under
from gateway.yamlfile import Flaw, Sheet

Name = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9-]*$", description="the name of an attribute")]
Names = Annotated[tuple[Name, ...], Field(min_length=1, description="a list of names of attributes, at least one")]
Dn = Annotated[str, Field(pattern=r"^\s*[A-Za-z][A-Za-z0-9.-]*\s*=", description="a DN, such as ou=pessoas,dc=orgao,dc=example")]
Filter = Annotated[str, Field(pattern=r"^\(.+\)$", description="an LDAP filter in parentheses, such as (objectClass=person)")]
Values = Annotated[tuple[str, ...], Field(description="a list of texts")]

DN = "dn"


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when the attribute has one of these values (ASCII case aside), this bit set, or, with neither, any value at all."""

    attribute: Name
    values: Values = ()
    bit: Annotated[int, Field(strict=True, ge=1, description="a bit as a whole number, such as 2")] = 0

    def holds(self, texts: Iterable[str]) -> bool:
        """texts: the attribute's values. Where a bit cannot be read it counts as set: of such an account nothing is known."""
        found = [text.strip().lower() for text in texts]
        if self.bit:
            return not found or any(not text.isdecimal() or int(text) & self.bit for text in found)
        return any(text in {value.lower() for value in self.values} for text in found) if self.values else bool(found)


@dataclass(frozen=True, slots=True)
class Rule:
    """Who has a profile: by an attribute's values, as member of a group entry, or who is named by a group (a gestor: has an entity)."""

    attribute: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9-]*$", description="the name of an attribute, with values")] = ""
    values: Values = ()
    group: Annotated[str, Field(pattern=r"=", description="the DN of a group below the groups' base")] = ""
    membership: Annotated[bool, Field(strict=True, description="true or false")] = False


@dataclass(frozen=True, slots=True)
class Profiles:
    """Who is what."""

    gestor: Rule
    tecnico: Rule
    supervisor: Rule


@dataclass(frozen=True, slots=True)
class Alias:
    """An attribute whose addresses stand behind a word, as in Active Directory's proxyAddresses (`smtp:`)."""

    attribute: Name
    prefix: Annotated[str, Field(min_length=1, description="the word before each address, such as 'smtp:'")]


@dataclass(frozen=True, slots=True)
class People:
    """Where people stand and which attribute says what. id_form `guid`: sixteen bytes as Active Directory writes them (objectGUID)."""

    base: Dn
    filter: Filter
    cpf: Name
    mail: Names
    profiles: Profiles
    id: Name = "entryUUID"
    id_form: Annotated[Literal["text", "guid"], Field(description="text or guid")] = "text"
    name: Names = ("cn",)
    aliases: Annotated[tuple[Alias, ...], Field(description="a list of attribute and prefix")] = ()
    entities: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9-]*$", description="the attribute that holds the CNPJs of a gestor")] = ""
    active: Annotated[tuple[Condition, ...], Field(description="a list of conditions, all of which an active person fulfils")] = ()
    inactive: Annotated[tuple[Condition, ...], Field(description="a list of conditions, none of which an active person fulfils")] = ()


@dataclass(frozen=True, slots=True)
class Entities:
    """Where entities stand. id: the attribute with the CNPJ; region: that with the name of a region in catalog.yml."""

    base: Dn
    filter: Filter
    id: Name
    region: Name
    name: Names = ("o",)


@dataclass(frozen=True, slots=True)
class Groups:
    """Where groups stand. named_by: what members and supervisors hold, `dn` or the attribute of a person with that value."""

    base: Dn
    filter: Filter
    members: Names
    supervisors: Names
    name: Name = "cn"
    named_by: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9-]*$", description="dn, or the name of a person's attribute")] = DN


@dataclass(frozen=True, slots=True)
class Mapping:
    """The whole file."""

    people: People
    entities: Entities
    groups: Groups


def load(path: Path) -> Mapping:
    """The mapping in this file. Raises FaultyFileError with every flaw: `FILE:LINE: <place>: <wrong>; allowed: <what>`."""
    return schema.load(path, Mapping, _cross)


def _cross(sheet: Sheet) -> Iterator[Flaw]:
    """An id that is the CPF, filters that are none, profiles that nobody or everybody would have."""
    cpf = next((value for _, value in sheet.pick("people", "cpf")), None)
    for place, value in sheet.pick("people", "id"):
        if isinstance(value, str) and isinstance(cpf, str) and value.lower() == cpf.lower():
            yield sheet.flaw(place, "is the CPF", "an attribute that never changes and is no CPF: the record and tokens hold it for ever")
    for part in ("people", "entities", "groups"):
        for place, value in sheet.pick(part, "filter"):
            if isinstance(value, str) and not _is_filter(value):
                yield sheet.flaw(place, f"{value!r:.60} cannot be read as a filter", "RFC 4515, such as (objectClass=person)")
    base = next((value for _, value in sheet.pick("groups", "base")), "")
    for profile in ("gestor", "tecnico", "supervisor"):
        for place, rule in sheet.pick("people", "profiles", profile):
            if isinstance(rule, dict):
                yield from (sheet.flaw(place, wrong, allowed) for wrong, allowed in _rule(rule, base))
    serves = [value for _, value in sheet.pick("people", "profiles", "gestor", "membership")]
    if serves == [True] and not list(sheet.pick("people", "entities")):
        yield sheet.flaw(("people", "entities"), "is missing for a gestor by membership", "the attribute that holds the CNPJs of a gestor")


def _rule(rule: dict[str, object], base: object) -> Iterator[tuple[str, str]]:
    if bool(rule.get("attribute")) != bool(rule.get("values")):
        yield "attribute and values do not stand together", "both, or neither"
    if not (rule.get("attribute") or rule.get("group") or rule.get("membership")):
        yield "nobody would have this profile", "attribute with values, group, or membership: true"
    group = rule.get("group")
    if isinstance(group, str) and isinstance(base, str) and not under(dn_key(group), dn_key(base)):
        yield f"{group} is not below groups.base", "a group there"


def _is_filter(text: str) -> bool:
    try:
        parse_filter(text, None, False, False, None, False)
    except (LDAPExceptionError, ValueError, IndexError, AttributeError):
        return False
    return True

"""Who is known, according to a YAML file? The directory of the demo, of tests, and of offices without LDAP."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from gateway import schema
from gateway.people.directory import Entity, Person, Profile, cpf_digits, mail_key
from gateway.people.password import DECOY, FORM, matches
from gateway.yamlfile import FaultyFileError, Flaw, Sheet

Words = Annotated[str, Field(min_length=1, pattern=r"\S", description="a text that is not empty")]
# Since July 2026 a CNPJ may hold letters (IN RFB 2.229/2024). Check digits are not looked at: the demo's are wrong on purpose.
Cnpj = Annotated[str, Field(pattern=r"^[0-9A-Z]{12}[0-9]{2}$", description="a CNPJ without punctuation, in quotes")]
Cpf = Annotated[
    str,
    Field(pattern=r"^([0-9]{11}|[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2})$", repr=False, description="a CPF of eleven digits, in quotes"),
]
Mail = Annotated[str, Field(pattern=r"^[^\s@<>,;]+@[^\s@<>,;]+$", description="one plain mail address")]
Names = Annotated[tuple[Words, ...], Field(description="a list of texts")]

_NEEDS = {"gestor": "entities", "tecnico": "groups", "supervisor": "supervises"}


class DirectoryFileError(FaultyFileError):
    """The directory file cannot be used; the text names every flaw with file, line and what is allowed."""


@dataclass(frozen=True, slots=True)
class _EntityRow:
    id: Cnpj
    name: Words
    region: Words


@dataclass(frozen=True, slots=True)
class _PersonRow:
    id: Words
    name: Words
    cpf: Cpf
    mail: Annotated[tuple[Mail, ...], Field(min_length=1, description="a list of plain mail addresses, at least one")]
    profile: Annotated[tuple[Profile, ...], Field(min_length=1, description="a list of gestor, tecnico, supervisor")]
    password: Annotated[str, Field(pattern=FORM, repr=False, description="scrypt$n$r$p$salt$hash, salt and hash in hexadecimal")]
    active: Annotated[bool, Field(strict=True, description="true or false")] = True
    entities: Names = ()
    groups: Names = ()
    supervises: Names = ()

    def person(self) -> Person:
        return Person(
            id=self.id,
            name=self.name,
            cpf=cpf_digits(self.cpf),
            mail=self.mail,
            profile=frozenset(self.profile),
            active=self.active,
            entities=self.entities,
            groups=self.groups,
            supervises=self.supervises,
        )


@dataclass(frozen=True, slots=True)
class _Rows:
    entities: Annotated[tuple[_EntityRow, ...], Field(description="a list of entities")]
    people: Annotated[tuple[_PersonRow, ...], Field(min_length=1, description="a list of people, at least one")]


class FileDirectory:
    """A Directory (gateway/people/directory.py) held in memory; read once, at the start."""

    def __init__(self, people: Mapping[Person, str], entities: tuple[Entity, ...]) -> None:
        """people: person -> password as kept (gateway/people/password.py)."""
        self._passwords = dict(people)
        self._entities = {entity.id: entity for entity in entities}
        self._by_id = {person.id: person for person in people}
        self._by_cpf = {person.cpf: person for person in people}
        active = tuple(person for person in self._by_id.values() if person.active)
        self._representatives = _listed((p, p.entities) for p in active if "gestor" in p.profile)
        self._members = _listed((p, p.groups) for p in active if "tecnico" in p.profile)
        self._supervisors = _listed((p, p.supervises) for p in active if "supervisor" in p.profile)
        # An address that two entries hold belongs to neither: ambiguous means no right.
        held = Counter(key for person in people for key in {mail_key(address) for address in person.mail})
        self._by_mail = {mail_key(address): person for person in people for address in person.mail if held[mail_key(address)] == 1}

    @classmethod
    def load(cls, path: Path) -> "FileDirectory":
        """The directory in this file. DirectoryFileError names all its flaws, one a line."""
        try:
            rows = schema.load(path, _Rows, _cross)
        except FaultyFileError as error:
            raise DirectoryFileError(error.path, error.flaws) from error
        people = {row.person(): row.password for row in rows.people}
        return cls(people, tuple(Entity(row.id, row.name, row.region) for row in rows.entities))

    def by_mail(self, address: str) -> Person | None:
        """Whose address this is, active or not; None when nobody's or ambiguous."""
        return self._by_mail.get(mail_key(address))

    def by_id(self, person_id: str) -> Person | None:
        """The person with this id, active or not."""
        return self._by_id.get(person_id)

    def authenticate(self, login: str, password: str) -> Person | None:
        """The active person with this CPF or address and password. An unknown login costs as much time as a known one."""
        person = self.by_mail(login.strip()) if "@" in login else self._by_cpf.get(cpf_digits(login))
        kept = self._passwords[person] if person else DECOY
        right = matches(password, kept)
        return person if person and person.active and password and right else None

    def entity(self, entity_id: str) -> Entity | None:
        """The entity with this id."""
        return self._entities.get(entity_id)

    def representatives(self, entity_id: str) -> tuple[Person, ...]:
        """The active gestores of an entity, in the order of the file."""
        return self._representatives.get(entity_id, ())

    def members(self, group: str) -> tuple[Person, ...]:
        """The active technicians of a group, in the order of the file."""
        return self._members.get(group, ())

    def supervisors(self, group: str) -> tuple[Person, ...]:
        """The active supervisors of a group, in the order of the file."""
        return self._supervisors.get(group, ())

    def everyone(self) -> tuple[Person, ...]:
        """All people, in the order of the file."""
        return tuple(self._by_id.values())


def _listed(people: Iterable[tuple[Person, tuple[str, ...]]]) -> dict[str, tuple[Person, ...]]:
    """Name -> the people that have it among their names, each once and in order."""
    found: dict[str, dict[Person, None]] = {}
    for person, names in people:
        for name in names:
            found.setdefault(name, {})[person] = None
    return {name: tuple(of_name) for name, of_name in found.items()}


def _cross(sheet: Sheet) -> Iterator[Flaw]:
    """Doubled ids and CPFs, unknown entities, profiles that lack what they are about. (Doubled addresses are allowed: without right.)"""
    yield from sheet.doubled("entities", "*", "id")
    yield from sheet.doubled("people", "*", "id")
    yield from sheet.doubled("people", "*", "cpf", key=lambda cpf: cpf_digits(str(cpf)))
    yield from sheet.unknown(("people", "*", "entities", "*"), ("entities", "*", "id"))
    for place, row in sheet.pick("people", "*"):
        profile = row.get("profile") if isinstance(row, dict) else None
        for name in profile if isinstance(profile, list) else ():
            if isinstance(row, dict) and isinstance(name, str) and name in _NEEDS and not row.get(_NEEDS[name]):
                yield sheet.flaw((*place, _NEEDS[name]), f"is missing for a {name}", "at least one")

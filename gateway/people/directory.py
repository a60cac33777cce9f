"""Who is known? What every directory (a file, LDAP) answers about people and entities."""

import re
from dataclasses import dataclass, field
from typing import Literal, Protocol

Profile = Literal["gestor", "tecnico", "supervisor"]

_CPF_DIGITS = 11


class DirectoryUnavailable(Exception):
    """The directory cannot be asked now. Nobody is refused for that: the mail waits."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A partner entity. id: its CNPJ without punctuation; region: the name of a region in catalog.yml."""

    id: str
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class Person:
    """Someone known. A person may have several profiles.

    cpf: eleven digits, in no repr; mail: every address, the first is written to; entities: ids (a gestor's); groups: names (a tecnico's);
    supervises: names of groups (a supervisor's).
    """

    id: str
    name: str
    cpf: str = field(repr=False)
    mail: tuple[str, ...]
    profile: frozenset[Profile]
    active: bool
    entities: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    supervises: tuple[str, ...] = ()


class Directory(Protocol):
    """What the gateway asks. Each method may raise DirectoryUnavailable."""

    def by_mail(self, address: str) -> Person | None:
        """Whose address this is, active or not. None when nobody's, or when two entries have it: ambiguous means no right."""

    def by_id(self, person_id: str) -> Person | None:
        """The person with this id, active or not."""

    def authenticate(self, login: str, password: str) -> Person | None:
        """The active person with this CPF (punctuation or not) or address, when the password is right. An empty one never is."""

    def entity(self, entity_id: str) -> Entity | None:
        """The entity with this id."""

    def representatives(self, entity_id: str) -> tuple[Person, ...]:
        """The active gestores of an entity."""

    def members(self, group: str) -> tuple[Person, ...]:
        """The active technicians of a group."""

    def supervisors(self, group: str) -> tuple[Person, ...]:
        """The active supervisors of a group."""

    def everyone(self) -> tuple[Person, ...]:
        """All people, inactive ones included."""


def mail_key(address: str) -> str:
    """Equal for addresses that are the same: ASCII letters in either case.

    Others are compared sign by sign: Unicode folds look-alikes (the Kelvin sign K) into ASCII letters, and would let a stranger in.
    """
    return address.lower() if address.isascii() else address


def cpf_digits(login: str) -> str:
    """The eleven digits of a CPF as written (`123.456.789-00`, `12345678900`), or '' when it is none."""
    digits = re.sub(r"[.\-\s]", "", login)
    return digits if re.fullmatch(rf"[0-9]{{{_CPF_DIGITS}}}", digits) else ""

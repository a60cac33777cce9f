"""By what is a person looked for? The filter, and how an entry that came back is compared anew."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from gateway.people.directory import cpf_digits, mail_key
from gateway.people.ldap import reading, values
from gateway.people.ldap.line import Entry
from gateway.people.ldap.mapping import People


@dataclass(frozen=True, slots=True)
class Sought:
    """query: the filter; fits: whether an entry is the one; attributes: one of which must be visible before nothing is believed."""

    query: str
    fits: Callable[[Entry], bool]
    attributes: tuple[str, ...]


def by_mail(people: People, address: str) -> Sought | None:
    """Whoever has this address, in any attribute that may hold one. None: this is no address."""
    if not values.is_address(address):
        return None
    wanted = mail_key(address)
    queries = [values.equals(name, address) for name in people.mail]
    queries += [values.equals(alias.attribute, alias.prefix + address) for alias in people.aliases]
    return Sought(
        values.any_of(queries),
        lambda entry: wanted in map(mail_key, reading.addresses(entry, people)),
        reading.mail_attributes(people),
    )


def by_login(people: People, login: str) -> Sought | None:
    """Whoever has this address or CPF. None: it is neither."""
    if "@" in login:
        return by_mail(people, login)
    digits = cpf_digits(login) if values.askable(login) else ""
    if not digits:
        return None
    query = values.any_of(values.spelled_cpf(people.cpf, digits))
    return Sought(query, lambda entry: digits in map(cpf_digits, entry.texts(people.cpf)), (people.cpf,))


def by_id(people: People, person_id: str) -> Sought | None:
    """Whoever has this id. None: this can be no id."""
    query = _id_query(people, person_id)
    return Sought(query, lambda entry: reading.person_id(entry, people) == person_id, (people.id,)) if query else None


def _id_query(people: People, person_id: str) -> str:
    if not values.askable(person_id) or values.is_cpf(person_id):
        return ""
    if people.id_form == "text":
        return values.equals(people.id, person_id)
    try:
        return values.equals_octets(people.id, uuid.UUID(person_id).bytes_le)
    except ValueError:
        return ""

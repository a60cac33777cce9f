"""Whom does an operator mean? A person by id, mail address or CPF, as the directory knows them, or as only the record does."""

from dataclasses import dataclass, field

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from gateway.clockwork.tools import Tools
from gateway.people.directory import Person, cpf_digits, mail_key
from storage.erasing import people
from storage.erasing.people import Who
from storage.tables import Inbound, Message, Outbound, Personal, Ticket


@dataclass(frozen=True, slots=True)
class Subject:
    """One person. person: the directory's entry, None when it has none (any more); cpf: eleven digits, in no repr."""

    who: Who
    name: str = ""
    cpf: str = field(default="", repr=False)
    person: Person | None = None


class Several(Exception):
    """An address that is in no directory and was that of several people; the text names their ids."""


def find(tools: Tools, said: str) -> Subject | None:
    """The person meant; None when neither directory nor record knows anybody so. Raises DirectoryUnavailable, Several."""
    person = _in_directory(tools, said)
    if person is not None:
        return Subject(Who(person.id, tuple(a.lower() for a in person.mail)), person.name, person.cpf, person)
    with tools.database.reading() as session:
        return _on_record(session, said.strip())


def _in_directory(tools: Tools, said: str) -> Person | None:
    said = said.strip()
    if "@" in said:
        return tools.directory.by_mail(said)
    digits = cpf_digits(said)
    if digits:
        return next((person for person in tools.directory.everyone() if person.cpf == digits), None)
    return tools.directory.by_id(said) if said else None


def _on_record(session: Session, said: str) -> Subject | None:
    """Whoever has left the directory is looked for by the id or address that was theirs."""
    if "@" in said:
        address = mail_key(said).lower()
        ids = people.known_by(session, address)
        if len(ids) > 1:
            raise Several(f"{said} was the address of {', '.join(ids)}")
        if ids:
            return _of_id(session, ids[0], address)
        mails = select(Inbound.id).where(or_(func.lower(Inbound.sender) == address, func.lower(Inbound.mail_from) == address))
        letters = select(Outbound.id).where(func.lower(Outbound.recipient) == address)
        known = any(session.scalar(query.limit(1)) is not None for query in (mails, letters))
        return Subject(Who("", (address,))) if known else None
    named = (Inbound.person == said, Outbound.person == said, Ticket.requester == said, Message.by == said, Personal.value == said)
    if not said or cpf_digits(said) or not any(session.scalar(select(1).where(one).limit(1)) for one in named):
        return None
    return _of_id(session, said)


def _of_id(session: Session, person: str, address: str = "") -> Subject:
    addresses = {address, *session.scalars(select(func.lower(Outbound.recipient)).where(Outbound.person == person).distinct())}
    name = session.scalar(select(Outbound.recipient_name).where(Outbound.person == person).order_by(Outbound.id.desc()).limit(1))
    return Subject(Who(person, tuple(sorted(addresses - {""}))), name or "")

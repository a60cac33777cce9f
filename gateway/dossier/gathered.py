"""What is on record of a ticket, and of what was merged into it? Rows as they are at one moment; no bytes of mails yet."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from gateway.dossier.reader import Reader, is_of_entity
from storage.record import dossier, items
from storage.record.dossier import Kept, Until
from storage.tables import Attachment, Inbound, Message, Outbound, Seal, Ticket
from storage.ticket import history, merging, tickets


@dataclass(frozen=True)
class Happened:
    """One event, with what its payload says; shown: the reader may read it."""

    ticket: Ticket
    kept: Kept
    said: Mapping[str, Any]
    shown: bool

    @property
    def mail(self) -> int:
        """The id of the mail that caused it, 0 for none."""
        return int(self.said.get("facts", {}).get("mail", 0))


@dataclass(frozen=True)
class Gathered:
    """The rows. tickets: the one that was asked for, then those merged into it.

    public: (mail, part) of the tickets' files -> whether the entity may have it; seals: by kind and id.
    """

    reader: Reader
    tickets: Sequence[Ticket]
    events: Sequence[Happened]
    mails: Sequence[Inbound]
    said: Sequence[Message]
    files: Sequence[Attachment]
    letters: Sequence[Outbound]
    public: Mapping[tuple[int, int], bool]
    seals: Mapping[str, Mapping[int, Seal]]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of the tickets."""
        return tuple(row.number for row in self.tickets)

    @cached_property
    def of_entity(self) -> frozenset[int]:
        """The mails that were written for the entity."""
        entities = {row.entity for row in self.tickets}
        return frozenset(one.mail for one in self.events if one.mail and is_of_entity(one.said, entities))

    def words(self, mail: int) -> list[Message]:
        """What a mail said, for as far as the reader may read it."""
        return [row for row in self.said if row.inbound_id == mail and (row.public or self.reader.inside)]

    def may_have(self, row: Attachment) -> bool:
        """Whether the reader may have a file."""
        public = self.public.get((row.inbound_id, row.part))
        return self.reader.is_operator or (public is not None and (public or self.reader.inside))


def gather(session: Session, number: str, reader: Reader, until: Until) -> Gathered | None:
    """The record of the ticket of a number; None when there is none."""
    found = tickets.find(session, number)
    if found is None:
        return None
    family = merging.family(session, found)
    ids = [one.id for one in family]
    rows = [dossier.ticket(session, i) for i in ids]
    events = [one for row in rows for one in _events(session, row, reader, [row.number for row in rows], until)]
    said = dossier.said(session, ids, until)
    public = {(f.row.inbound_id, f.row.part): f.public for f in history.files(session, found.id)}
    mails = _listed(dossier.mails(session, ids, until), reader, events, said)
    files = dossier.files(session, [row.id for row in mails])
    letters = [row for row in dossier.letters(session, ids, until) if reader.is_operator or reader.sees_letter(row.person)]
    seals = {
        items.EVENT: dossier.sealed(session, items.EVENT, [one.kept.row.id for one in events]),
        items.MAIL: dossier.sealed(session, items.MAIL, [row.id for row in mails]),
        items.LETTER: dossier.sealed(session, items.LETTER, [row.id for row in letters]),
    }
    session.expunge_all()
    return Gathered(reader, rows, events, mails, said, files, letters, public, seals)


def _events(session: Session, row: Ticket, reader: Reader, own: Sequence[str], until: Until) -> Iterable[Happened]:
    for kept in dossier.happened(session, row.id, until):
        payload = kept.row.payload
        yield Happened(row, kept, _parsed(payload), shown=reader.is_operator or reader.sees_event(kept.row.kind, payload, own))


def _parsed(payload: str) -> dict[str, Any]:
    """What an event says; nothing, when somebody has broken it: a dossier is made of that too."""
    try:
        said = json.loads(payload)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _listed(mails: Sequence[Inbound], reader: Reader, events: Sequence[Happened], said: Sequence[Message]) -> list[Inbound]:
    """The mails that the reader may know of: what was said, what an event names that may be read, and what the reader wrote."""
    if reader.is_operator:
        return list(mails)
    known = {row.inbound_id for row in said if row.public or reader.inside} | {one.mail for one in events if one.shown}
    return [row for row in mails if row.id in known or row.person == reader.person]

"""Whose data came or went between two instants? What a notice of an incident needs (Resolução CD/ANPD 15/2024), without the data itself.

It looks at rows only, a few in memory at a time: no bytes are fetched, so that months take minutes. A CPF is covered; no name, address,
subject or word stands in it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from gateway.clockwork.tools import Tools
from gateway.masking import masked
from gateway.people.directory import DirectoryUnavailable
from gateway.privacy.rows import pairs, parts, tickets_of
from storage.record import seals
from storage.tables import Attachment, Event, Inbound, Message, Outbound, Ticket

IDENTITY, IP, LOGIN, WORDS, FILES, NUMBERS, SECRET = KINDS = (
    "identity",
    "ip-address",
    "login",
    "words",
    "files",
    "cpf-or-benefit-number",
    "confidential",
)
"""Which kinds of data: name and mail address; of the host a mail came from; of a login; what was written; files; numbers seen in subject,
title or text (not in files); of an item that is confidential."""
Told = Callable[[int, int], None]
_SPANS: tuple[tuple[Any, Any], ...] = ((Inbound, Inbound.received_at), (Outbound, Outbound.created_at))


@dataclass(slots=True)
class Touched:
    """What of one person was touched; stranger: nobody in the directory had the address."""

    stranger: bool = False
    mails: int = 0
    letters: int = 0
    tickets: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)


class Incident:
    """One look at a span. Its lines come in this order: mails, letters, tickets, people, one summary."""

    def __init__(self, tools: Tools, since: datetime, until: datetime) -> None:
        self._tools, self._since, self._until = tools, since, until
        self._people: dict[str, Touched] = {}
        self._counts: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()

    def lines(self, told: Told) -> Iterator[dict[str, Any]]:
        """Every line; the act of looking is sealed at the end."""
        with self._tools.database.snapshot() as session:
            total = sum(session.scalar(select(func.count()).select_from(table).where(self._within(at))) or 0 for table, at in _SPANS)
            for done, line in enumerate(self._of_rows(session), 1):
                told(min(done, total), total)
                self._counts[line["kind"]] += 1
                self._kinds.update(line["data"])
                yield line
        yield from self._of_people()
        summary = self._summary()
        seals.act(self._tools.database, {"act": "incident-export"} | summary, self._tools.clock())
        yield summary

    def _within(self, at: Any) -> ColumnElement[bool]:
        inside: ColumnElement[bool] = (at >= self._since) & (at <= self._until)
        return inside

    def _of_rows(self, session: Session) -> Iterator[dict[str, Any]]:
        for some in parts(session, select(Inbound).where(self._within(Inbound.received_at)).order_by(Inbound.id)):
            yield from self._mails(session, some)
        letters = select(Outbound.id, Outbound.created_at, Outbound.person, Outbound.recipient, Outbound.ticket_id, Outbound.kind)
        letters = letters.add_columns(Outbound.erased_at, Outbound.subject).where(self._within(Outbound.created_at))
        for some in parts(session, letters.order_by(Outbound.id)):
            yield from self._letters(session, some)
        touched = select(Event.ticket_id).where(self._within(Event.at))
        for some in parts(session, select(Ticket).where(Ticket.id.in_(touched)).order_by(Ticket.id)):
            yield from map(self._ticket, some)

    def _mails(self, session: Session, rows: list[Any]) -> Iterator[dict[str, Any]]:
        ids = [row.id for row in rows]
        files = dict(
            pairs(
                session, select(Attachment.inbound_id, func.count()).where(Attachment.inbound_id.in_(ids)).group_by(Attachment.inbound_id)
            )
        )
        said: dict[int, str] = {}
        for mail, text in pairs(session, select(Message.inbound_id, Message.text).where(Message.inbound_id.in_(ids))):
            said[mail] = f"{said.get(mail, '')}\n{text}"
        tickets = tickets_of(session, rows)
        for row in rows:
            number, secret = tickets.get(row.ticket_id, ("", False))
            words = f"{row.subject}\n{said.get(row.id, '')}"
            has = {WORDS: row.erased_at is None, IDENTITY: row.erased_at is None, IP: bool(row.peer), LOGIN: bool(row.login)}
            has |= {FILES: bool(files.get(row.id)), NUMBERS: masked(words) != words, SECRET: secret}
            kinds = [kind for kind in KINDS if has.get(kind)]
            who = self._touch(row.person, row.sender or row.mail_from, number, kinds)
            who.mails += 1
            yield {
                "kind": "mail",
                "id": f"in-{row.id}",
                "at": self._local(row.received_at),
                "person": row.person or "(stranger)",
                "ticket": number,
                "files": files.get(row.id, 0),
                "size": row.size,
                "sha256": row.sha256,
                "data": kinds,
            }

    def _letters(self, session: Session, rows: list[Any]) -> Iterator[dict[str, Any]]:
        tickets = tickets_of(session, rows)
        for row in rows:
            number, secret = tickets.get(row.ticket_id, ("", False))
            has = {
                WORDS: row.erased_at is None,
                IDENTITY: row.erased_at is None,
                NUMBERS: masked(row.subject) != row.subject,
                SECRET: secret,
            }
            kinds = [kind for kind in KINDS if has.get(kind)]
            self._touch(row.person, row.recipient, number, kinds).letters += 1
            at, person = self._local(row.created_at), row.person or "(stranger)"
            yield {"kind": "letter", "id": f"out-{row.id}", "at": at, "person": person, "ticket": number, "letter": row.kind, "data": kinds}

    def _ticket(self, row: Ticket) -> dict[str, Any]:
        kinds = [IDENTITY] * bool(row.requester) + [NUMBERS] * (masked(row.title) != row.title) + [SECRET] * row.confidential
        for person in filter(None, (row.requester, row.technician, row.solver)):
            self._touch(person, "", row.number, kinds)
        if row.requester:
            self._people[row.requester].entities.add(row.entity)
        return {"kind": "ticket", "number": row.number, "status": row.status, "item": row.code, "entity": row.entity, "data": kinds}

    def _touch(self, person: str, address: str, number: str, kinds: Iterable[str]) -> Touched:
        one = self._people.setdefault(person or f"<{address.lower()}", Touched(stranger=not person))
        one.kinds.update(kinds)
        if number:
            one.tickets.add(number)
        return one

    def _of_people(self) -> Iterator[dict[str, Any]]:
        self._people.pop("<", None)  # erased, or nobody said who
        away, strangers = False, 0
        for key in sorted(self._people):
            one = self._people[key]
            person = None
            if one.stranger:
                strangers += 1
            elif not away:
                try:
                    person = self._tools.directory.by_id(key)
                except DirectoryUnavailable:
                    away = True
            entities = one.entities | set(person.entities if person else ())
            yield {
                "kind": "person",
                "id": f"(stranger {strangers})" if one.stranger else masked(key),
                "cpf": masked(person.cpf) if person else "",
                "entities": sorted(entities),
                "mails": one.mails,
                "letters": one.letters,
                "tickets": sorted(one.tickets),
                "data": [kind for kind in KINDS if kind in one.kinds],
                "directory": "away" if away else "known" if person else "unknown",
            }

    def _summary(self) -> dict[str, Any]:
        strangers = sum(one.stranger for one in self._people.values())
        entities = {entity for one in self._people.values() for entity in one.entities}
        return {
            "kind": "summary",
            "since": self._local(self._since).isoformat(),
            "until": self._local(self._until).isoformat(),
            "people": len(self._people),
            "of_them_strangers": strangers,
            "entities": len(entities),
            "mails": self._counts["mail"],
            "letters": self._counts["letter"],
            "tickets": self._counts["ticket"],
            "data": {kind: self._kinds[kind] for kind in KINDS if self._kinds[kind]},
        }

    def _local(self, instant: datetime) -> datetime:
        return self._tools.rules.calendar.local(instant)

"""What happened to each ticket so far? The record as read, event by event, while a walk goes on."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from storage.record import events
from storage.tables import Event, Ticket
from storage.ticket import lifecycle
from storage.ticket.merging import heir
from storage.ticket.tickets import get


@dataclass
class Life:
    """One ticket's life. groups, incidents: every one that it was ever in; recent: groups since the last look; secret: since when.

    lost: the incident that it was in last before it was in another or none.
    """

    id: int
    number: str
    entity: str = ""
    requester: str = ""
    groups: list[str] = field(default_factory=list)
    recent: set[str] = field(default_factory=set)
    incidents: set[str] = field(default_factory=set)
    secret: datetime | None = None
    was_secret: bool = False
    kinds: list[str] = field(default_factory=list)
    ended: str = ""
    began: datetime | None = None
    pause: str = ""


@dataclass
class Happened:
    """One event, parsed."""

    life: Life
    kind: str
    at: datetime
    by: str
    facts: dict[str, Any]
    before: str


class Ledger:
    """All lives by ticket id."""

    def __init__(self) -> None:
        self.lives: dict[int, Life] = {}
        self._read = 0

    def look(self, session: Session) -> list[Happened]:
        """What happened since the last look."""
        for life in self.lives.values():
            life.recent = {life.groups[-1]} if life.groups else set()
            life.was_secret = life.secret is not None
        return [
            self._take(event, events.beside(session, event.id))
            for event in session.query(Event).where(Event.id > self._read).order_by(Event.id).all()
        ]

    def _take(self, event: Event, beside: Mapping[str, str]) -> Happened:
        self._read = event.id
        payload = json.loads(event.payload)
        life = self.lives.setdefault(event.ticket_id, Life(event.ticket_id, payload["ticket"]))
        before, changed = life.ended, payload["set"]
        life.entity, life.requester = changed.get("entity", life.entity), beside.get("requester", life.requester)
        if "group" in changed:
            life.groups.append(changed["group"])
            life.recent.add(changed["group"])
        if changed.get("incident"):
            life.incidents.add(changed["incident"])
        if changed.get("confidential"):
            life.secret = life.secret or event.at
        if changed.get("status") == lifecycle.CLOSED:
            life.ended = event.kind
        if event.kind in {"solve", "ask", "demand"}:
            life.began = event.at
        if event.kind in lifecycle.PAUSES:
            life.pause = event.kind
        life.kinds.append(event.kind)
        return Happened(life, event.kind, event.at, event.by, payload["facts"], before)

    def line(self, session: Session, ticket_id: int) -> Iterator[Life]:
        """A ticket and what it went on as."""
        yield self.lives[ticket_id]
        ticket = get(session, ticket_id)
        while ticket.merged_into:
            found = session.query(Ticket.id).where(Ticket.number == ticket.merged_into).scalar()
            ticket = get(session, found)
            yield self.lives[ticket.id]

    def named(self, session: Session, number: str) -> int | None:
        """The id of the ticket that a number leads to."""
        found = session.query(Ticket.id).where(Ticket.number == number).scalar()
        return heir(session, get(session, found)).id if found else None

"""What happened to a ticket? An append-only chain of events, rich enough to rebuild the ticket from it."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import Event, Personal, Ticket, clean

SALT_BYTES = 16


class BrokenRecord(Exception):
    """The chain or the replay does not fit; the text names the first event that does not."""


def append(
    session: Session,
    ticket: Ticket,
    *,
    kind: str,
    at: datetime,
    by: str,
    changes: Mapping[str, Any],
    facts: Mapping[str, Any],
    personal: Mapping[str, str],
) -> None:
    """Adds one event under the ticket's row lock and moves the ticket's head.

    changes: state fields as the event leaves them; facts: more that is worth keeping (ids, digests);
    personal: values kept beside the chain, which holds only salted commitments to them.
    """
    personal = {name: clean(value) for name, value in personal.items()}
    salts = {name: secrets.token_bytes(SALT_BYTES) for name in personal}
    payload = canonical(
        {
            "at": at,
            "by": by,
            "commit": {name: commitment(salts[name], value) for name, value in personal.items()},
            "facts": dict(facts),
            "kind": kind,
            "prev": ticket.head,
            "seq": ticket.events + 1,
            "set": dict(changes),
            "ticket": ticket.number,
        }
    )
    digest = hashlib.sha256(payload.encode()).hexdigest()
    event = Event(ticket_id=ticket.id, seq=ticket.events + 1, at=at, kind=kind, by=by, payload=payload, prev=ticket.head, hash=digest)
    session.add(event)
    session.flush()
    session.add_all(Personal(event_id=event.id, name=name, salt=salts[name], value=value) for name, value in personal.items())
    ticket.events += 1
    ticket.head = digest


def canonical(value: Mapping[str, Any]) -> str:
    """One spelling for one value: JSON with sorted keys, no blanks, instants in ISO 8601 UTC."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    raise TypeError(f"{type(value).__name__} has no place in an event")


def commitment(salt: bytes, value: str) -> str:
    """SHA-256('c1' + salt + value), hex: says nothing about the value once the salt is gone."""
    return hashlib.sha256(b"c1" + salt + value.encode("utf-8", "replace")).hexdigest()


def events(session: Session, ticket_id: int) -> list[Event]:
    """The ticket's events in order."""
    return list(session.scalars(select(Event).where(Event.ticket_id == ticket_id).order_by(Event.seq)))


def replay(session: Session, ticket_id: int) -> dict[str, Any]:
    """The ticket's state rebuilt from its events alone. Raises BrokenRecord."""
    state: dict[str, Any] = {}
    head = ""
    for place, event in enumerate(events(session, ticket_id), start=1):
        payload = json.loads(event.payload)
        if event.seq != place or event.prev != head or payload["prev"] != head:
            raise BrokenRecord(f"chain: event {event.seq} of ticket {ticket_id} does not follow the one before")
        if hashlib.sha256(event.payload.encode()).hexdigest() != event.hash:
            raise BrokenRecord(f"chain: event {event.seq} of ticket {ticket_id} was altered")
        head = event.hash
        state |= payload["set"]
        for value in session.scalars(select(Personal).where(Personal.event_id == event.id)):
            if commitment(value.salt, value.value) != payload["commit"].get(value.name):
                raise BrokenRecord(f"commitment: '{value.name}' of event {event.seq} of ticket {ticket_id} was altered")
            state[value.name] = value.value
    return state | {"head": head}


def check(session: Session, ticket: Ticket) -> None:
    """Compares the ticket's row with its replay. Raises BrokenRecord."""
    for name, value in replay(session, ticket.id).items():
        stands = getattr(ticket, name)
        stands = stands.isoformat() if isinstance(stands, datetime) else stands
        if stands != value:
            raise BrokenRecord(f"replay: {ticket.number} has {name}={stands!r}, its events say {value!r}")

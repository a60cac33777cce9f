"""What happened to a ticket? An append-only chain of events, rich enough to rebuild the ticket from it."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from storage.prepared import Prepared, run, table_of
from storage.tables import Event, Personal, Ticket, clean

SALT_BYTES = 16

_APPENDED = Prepared(insert(table_of(Event)).returning(table_of(Event).c.id))
_BESIDE = Prepared(insert(table_of(Personal)))


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
    """Adds one event under the ticket's row lock and moves the ticket's head; the caller writes the row.

    changes: state fields as the event leaves them; facts: more that is worth keeping (ids, digests);
    personal: values kept beside the chain, which holds only salted commitments to them.
    """
    by = clean(by)
    changes = {name: clean(value) if isinstance(value, str) else value for name, value in changes.items()}
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
    values = {"ticket_id": ticket.id, "seq": ticket.events + 1, "at": at, "kind": kind, "by": by}
    event = run(session, _APPENDED, {**values, "payload": payload, "prev": ticket.head, "hash": digest}).scalar()
    if personal:
        run(session, _BESIDE, [{"event_id": event, "name": name, "salt": salts[name], "value": value} for name, value in personal.items()])
    ticket.events += 1
    ticket.head = digest


def canonical(value: Mapping[str, Any]) -> str:
    """One spelling for one value: JSON with sorted keys, no blanks, instants in ISO 8601 UTC."""
    return clean(json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain))


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


def last(session: Session, ticket_id: int, kinds: Iterable[str]) -> Event | None:
    """The ticket's newest event of one of these kinds."""
    query = select(Event).where(Event.ticket_id == ticket_id, Event.kind.in_(kinds))
    return session.scalar(query.order_by(Event.seq.desc()).limit(1))


def replay(session: Session, ticket_id: int) -> dict[str, Any]:
    """The ticket's state rebuilt from its events alone; a personal value that was erased reads ''. Raises BrokenRecord."""
    state: dict[str, Any] = {"events": 0, "head": ""}
    for event in events(session, ticket_id):
        payload = _payload(event, state["events"] + 1, state["head"])
        state |= payload["set"] | dict.fromkeys(payload["commit"], "")
        for value in session.scalars(select(Personal).where(Personal.event_id == event.id)):
            if commitment(value.salt, value.value) != payload["commit"].get(value.name):
                raise BrokenRecord(f"commitment: '{value.name}' of event {event.seq} of ticket {ticket_id} was altered")
            state[value.name] = value.value
        state |= {"events": event.seq, "head": event.hash}
    return state


def _payload(event: Event, place: int, head: str) -> dict[str, Any]:
    """What an event says, if it stands where it was written, as it was written."""
    name = f"event {event.seq} of ticket {event.ticket_id}"
    if (event.seq, event.prev) != (place, head):
        raise BrokenRecord(f"chain: {name} does not follow the one before")
    columns = {"at": _plain(event.at), "by": event.by, "kind": event.kind, "prev": event.prev, "seq": event.seq}
    said = hashlib.sha256(event.payload.encode()).hexdigest() == event.hash and _parsed(event.payload)
    if not said or any(said.get(column) != value for column, value in columns.items()):
        raise BrokenRecord(f"chain: {name} was altered")
    return said


def _parsed(payload: str) -> dict[str, Any]:
    try:
        said = json.loads(payload)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def check(session: Session, ticket: Ticket) -> None:
    """Compares the ticket's row with its replay; what no event ever set must stand as in a new row. Raises BrokenRecord."""
    blank = {c.name: getattr(c.default, "arg", None) for c in Ticket.__table__.columns if c.name != "id"}
    for name, value in (blank | replay(session, ticket.id)).items():
        stands = getattr(ticket, name)
        stands = _plain(stands) if isinstance(stands, datetime) else stands
        if stands != value:
            raise BrokenRecord(f"replay: {ticket.number} has {name}={stands!r}, its events say {value!r}")

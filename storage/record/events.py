"""What happened to a ticket? An append-only chain of events, rich enough to rebuild the ticket from it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from storage.prepared import Prepared, run, table_of
from storage.record.commitment import canonical, commitment, digest, new_salt
from storage.tables import Event, Personal, Ticket, clean

BY = "by"
NOBODY = frozenset({"", "carteiro", "operator"})
"""Who acted, where it was no person."""

_APPENDED = Prepared(insert(table_of(Event)).returning(table_of(Event).c.id))
_BESIDE = Prepared(insert(table_of(Personal)))


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

    changes: state fields as the event leaves them; facts: more that is worth keeping (ids, digests); personal: values kept beside the
    chain, which holds only salted commitments to them. Who acted is one of these (LGPD art. 16: it can be erased, and the chain holds).
    """
    by = clean(by)
    changes = {name: clean(value) if isinstance(value, str) else value for name, value in changes.items()}
    beside = {name: clean(value) for name, value in personal.items()} | ({} if by in NOBODY else {BY: by})
    salts = {name: new_salt() for name in beside}
    said = {
        "at": at,
        "commit": {name: commitment(salts[name], value) for name, value in beside.items()},
        "facts": dict(facts),
        "kind": kind,
        "prev": ticket.head,
        "seq": ticket.events + 1,
        "set": dict(changes),
        "ticket": ticket.number,
    }
    payload = canonical(said if BY in beside else said | {BY: by})
    head = digest(payload)
    values = {"ticket_id": ticket.id, "seq": ticket.events + 1, "at": at, "kind": kind, "by": by}
    event = run(session, _APPENDED, {**values, "payload": payload, "prev": ticket.head, "hash": head}).scalar()
    if beside:
        run(session, _BESIDE, [{"event_id": event, "name": name, "salt": salts[name], "value": value} for name, value in beside.items()])
    ticket.events += 1
    ticket.head = head


def events(session: Session, ticket_id: int) -> list[Event]:
    """The ticket's events in order."""
    return list(session.scalars(select(Event).where(Event.ticket_id == ticket_id).order_by(Event.seq)))


def last(session: Session, ticket_id: int, kinds: Iterable[str]) -> Event | None:
    """The ticket's newest event of one of these kinds."""
    query = select(Event).where(Event.ticket_id == ticket_id, Event.kind.in_(kinds))
    return session.scalar(query.order_by(Event.seq.desc()).limit(1))


def beside(session: Session, event_id: int) -> dict[str, str]:
    """The personal values that an event commits to and that were not erased, by name."""
    rows = session.execute(select(Personal.name, Personal.value).where(Personal.event_id == event_id))
    return {row.name: row.value for row in rows}

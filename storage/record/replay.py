"""Is a ticket what its events say, and are they as they were written?"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.record.commitment import commitment, digest, plain
from storage.record.events import BY, events
from storage.tables import Event, Personal, Ticket

ERASE = "erase"
"""The event that says which personal values are gone: facts {"erased": [[seq of an event, name], …], "reason": …}."""


class BrokenRecord(Exception):
    """Something does not fit. verdict: `chain`, `commitment` or `replay`; the text names what does not, beginning with that word."""

    def __init__(self, verdict: str, what: str) -> None:
        super().__init__(f"{verdict}: {what}")
        self.verdict, self.what = verdict, what


def replay(session: Session, ticket_id: int) -> dict[str, Any]:
    """The ticket's state rebuilt from its events alone; a personal value that was erased reads ''. Raises BrokenRecord."""
    state: dict[str, Any] = {"events": 0, "head": ""}
    beside = _beside(session, ticket_id)
    missing: set[tuple[int, str]] = set()
    erased: set[tuple[int, str]] = set()
    for event in events(session, ticket_id):
        payload = _payload(event, state["events"] + 1, state["head"])
        state |= payload["set"]
        values = _values(beside.get(event.id, {}), event, payload)
        missing |= {(event.seq, name) for name, value in values.items() if value is None}
        erased |= _erased(event, payload)
        state |= {name: value or "" for name, value in values.items() if name in Ticket.__table__.columns}
        state |= {"events": event.seq, "head": event.hash}
    if lost := sorted(missing - erased):
        seq, name = lost[0]
        raise BrokenRecord("commitment", f"'{name}' of event {seq} of ticket {ticket_id} is gone, and no event says that it was erased")
    return state


def _erased(event: Event, payload: Mapping[str, Any]) -> set[tuple[int, str]]:
    """Which values the event says are gone."""
    if event.kind != ERASE:
        return set()
    try:
        return {(int(seq), str(name)) for seq, name in payload["facts"].get("erased", ())}
    except (TypeError, ValueError):
        raise BrokenRecord("chain", f"event {event.seq} of ticket {event.ticket_id} says nothing that can be understood") from None


def _beside(session: Session, ticket_id: int) -> dict[int, dict[str, Personal]]:
    """The personal values of a ticket's events that are still there, by event and name."""
    found: dict[int, dict[str, Personal]] = {}
    for row in session.scalars(select(Personal).join(Event, Event.id == Personal.event_id).where(Event.ticket_id == ticket_id)):
        found.setdefault(row.event_id, {})[row.name] = row
    return found


def _values(kept: dict[str, Personal], event: Event, payload: Mapping[str, Any]) -> dict[str, str | None]:
    """Each value that an event commits to, None where it is gone. Raises BrokenRecord for one that is not what was committed to."""
    found: dict[str, str | None] = {}
    for name, promised in payload["commit"].items():
        row = kept.pop(name, None)
        if row is not None and commitment(row.salt, row.value) != promised:
            raise BrokenRecord("commitment", f"'{name}' of event {event.seq} of ticket {event.ticket_id} was altered")
        found[name] = row.value if row else None
    if kept:
        raise BrokenRecord("commitment", f"'{min(kept)}' of event {event.seq} of ticket {event.ticket_id} is in no event")
    if BY in found and event.by != (found[BY] or ""):
        raise BrokenRecord("commitment", f"'by' of event {event.seq} of ticket {event.ticket_id} was altered")
    return found


def _payload(event: Event, place: int, head: str) -> dict[str, Any]:
    """What an event says, if it stands where it was written, as it was written."""
    name = f"event {event.seq} of ticket {event.ticket_id}"
    if (event.seq, event.prev) != (place, head):
        raise BrokenRecord("chain", f"{name} does not follow the one before")
    columns = {"at": plain(event.at), "kind": event.kind, "prev": event.prev, "seq": event.seq}
    said = parsed(event.payload) if digest(event.payload) == event.hash else {}
    if BY not in (said.get("commit") or {}):
        columns[BY] = event.by
    shaped = all(isinstance(said.get(part), dict) for part in ("commit", "facts", "set"))
    if not shaped or any(said.get(column) != value for column, value in columns.items()):
        raise BrokenRecord("chain", f"{name} was altered")
    return said


def parsed(payload: str) -> dict[str, Any]:
    """What the text of an event says; {} when it is none."""
    try:
        said = json.loads(payload)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def check(session: Session, ticket: Ticket) -> None:
    """Compares the ticket's row with its replay; what no event ever set must stand as in a new row. Raises BrokenRecord."""
    blank = {c.name: getattr(c.default, "arg", None) for c in Ticket.__table__.columns if c.name != "id"}
    for name, value in (blank | replay(session, ticket.id)).items():
        stands = getattr(ticket, name, None)
        stands = plain(stands) if hasattr(stands, "astimezone") else stands
        if stands != value:
            raise BrokenRecord("replay", f"{ticket.number} has {name}={stands!r}, its events say {value!r}")

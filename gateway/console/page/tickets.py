"""Which tickets are there, and what happened to one? Of a confidential one its number, state and group, and no more."""

from dataclasses import replace
from typing import Any

from gateway.clockwork.tools import Tools
from gateway.console.page.answer import Answer
from gateway.console.page.mails import MOST
from gateway.console.page.room import Query, Room, number
from gateway.console.rows.secrecy import covered
from gateway.console.rows.ticketrow import history, row
from gateway.people.directory import DirectoryUnavailable
from gateway.people.file import FileDirectory
from parsers.letterhead import number as written
from storage.counting import looking
from storage.ticket import queues, tickets
from storage.ticket.lifecycle import ASSIGNED, CLOSED, NEW, PENDING, SOLVED
from storage.ticket.tickets import Standing

STATES = ("", NEW, ASSIGNED, PENDING, SOLVED, CLOSED)


def listed(room: Room, _named: Query, query: Query) -> Answer:
    """Tickets newest first. status: only those; below: an id."""
    status, below = query.get("status", ""), number(query, "below")
    status = status if status in STATES else ""
    with room.rows() as session:
        found = looking.listed(session, status, below, MOST)
    rows = [_short(room, ticket) for ticket in found.rows]
    facts = {"rows": rows, "below": found.below, "status": status, "states": STATES, "first": below is None}
    return room.show("tickets", facts)


def ticket(room: Room, named: Query, _query: Query) -> Answer:
    """One ticket whole."""
    with room.rows() as session:
        found = tickets.find(session, written.find(named["number"]))
        if found is None:
            return room.missing(f"There is no ticket {named['number']}.")
        if found.confidential:
            return room.show("ticket", {"here": "tickets", "row": _short(room, found), "secret": True})
        local = room.tools.rules.calendar.local
        try:
            whole = row(room.tools, session, found)
        except DirectoryUnavailable:
            whole = row(_nameless(room.tools), session, found)
        parts = history(session, found, local)
    return room.show("ticket", {"here": "tickets", "row": _short(room, found) | whole, "secret": False, **parts})


def _short(room: Room, found: Standing) -> dict[str, Any]:
    shown: dict[str, Any] = {"number": found.number, "status": found.status, "group": found.group, "confidential": found.confidential}
    if found.confidential:
        return shown
    local = room.tools.rules.calendar.local
    more = {
        "code": found.code,
        "title": found.title,
        "opened_at": local(found.opened_at),
        "due_at": local(found.due_at) if found.due_at else None,
        "outcome": found.outcome,
        "incident": found.incident,
        "late": queues.is_late(found, room.tools.clock()),
    }
    return covered(shown | more)


def _nameless(tools: Tools) -> Tools:
    """The directory is away: ids stand for names."""
    return replace(tools, directory=FileDirectory({}, ()))

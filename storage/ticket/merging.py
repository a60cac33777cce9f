"""Which tickets have become one? Where a merged ticket goes on, and what has gone on as a ticket (rules.md, MESCLAR)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import Event
from storage.ticket import tickets
from storage.ticket.tickets import Standing

ABSORB = "absorb"
MERGED = "merged"
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Absorbed:
    """A ticket that became part of another. said, files: how many contributions and files the other had when it did."""

    ticket: Standing
    said: int
    files: int


def heir(session: Session, ticket: Standing) -> Standing:
    """The ticket that this one goes on as: itself, unless it was merged. What is merged is closed, so that no way leads back."""
    while ticket.merged_into and (found := tickets.find(session, ticket.merged_into)):
        ticket = found
    return ticket


def absorbed(session: Session, ticket_id: int) -> tuple[Absorbed, ...]:
    """What was merged into a ticket, first things first; what had been merged into those before is not among them."""
    query = select(Event.payload).where(Event.ticket_id == ticket_id, Event.kind == ABSORB).order_by(Event.seq)
    facts = [json.loads(payload)["facts"] for payload in session.scalars(query)]
    found = ((tickets.find(session, str(one["ticket"])), one) for one in facts)
    return tuple(Absorbed(ticket, int(one["said"]), int(one["files"])) for ticket, one in found if ticket is not None)


def family(session: Session, ticket: Standing) -> tuple[Standing, ...]:
    """The ticket and everything that has gone on as it: a mail that names any of them names it."""
    inside = (one for part in absorbed(session, ticket.id) for one in family(session, part.ticket))
    return (ticket, *inside)


def joined(own: Sequence[Thing], parts: Iterable[tuple[int, Sequence[Thing]]]) -> tuple[Thing, ...]:
    """What a ticket has, with what others brought: each part stands behind the first `n` that were there when it came.

    So that the place of a thing never changes: all that comes later stands further back.
    """
    whole = tuple(own)
    for behind, part in parts:
        whole = (*whole[:behind], *part, *whole[behind:])
    return whole

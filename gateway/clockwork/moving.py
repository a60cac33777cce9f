"""Which tickets does a decision change? Locked in one order, moved through their table, and what was said is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from gateway.clockwork import leading
from gateway.desk.decision import Decision, Move, Said
from gateway.desk.scene import Scene
from storage.schedule import timers
from storage.tables import Ticket
from storage.ticket import tickets


class Part(Protocol):
    """What a decision does to one ticket; see Decision and Beside."""

    @property
    def moves(self) -> tuple[Move, ...]:
        """In their order."""

    @property
    def said(self) -> tuple[Said, ...]:
        """What joins its conversation."""

    @property
    def timers(self) -> tuple[tuple[str, datetime], ...] | None:
        """In place of those that wait; None leaves them."""

    @property
    def round(self) -> int:
        """The solution that the timers are about."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The locked rows: of the decision's own ticket, if it has one, and of those beside, in the decision's order."""

    own: Ticket | None
    beside: tuple[Ticket, ...]

    def of(self, place: int) -> Ticket | None:
        """The own one for 0, then those beside."""
        return self.beside[place - 1] if place else self.own


def lock(session: Session, scene: Scene, decision: Decision) -> Rows:
    """Every ticket that the decision is about, as it was decided on. Raises tickets.Changed.

    Two that wait for each other's row would wait for ever: whoever locks several locks them by their ids.
    """
    standing = {other.ticket.id: other.ticket for other in decision.beside}
    if (lead := leading.joins(scene, decision)) is not None:
        standing[lead.id] = lead
    ticket = scene.ticket
    wanted = bool(decision.moves or any(letter.about_ticket for letter in decision.letters))
    if ticket is not None and wanted and decision.opening is None:
        standing[ticket.id] = ticket
    rows = {i: tickets.lock(session, i, version=standing[i].events) for i in sorted(standing)}
    own = _opened(session, decision) if decision.opening else rows.get(ticket.id) if ticket else None
    return Rows(own, tuple(rows[other.ticket.id] for other in decision.beside))


def _opened(session: Session, decision: Decision) -> Ticket | None:
    opening = decision.opening
    if opening is None:
        return None
    return tickets.open_new(session, at=opening.at, by=opening.by, values=opening.values, facts=opening.facts)


def keep(session: Session, now: datetime, row: Ticket, part: Part) -> None:
    """Puts on record what a decision does to a locked ticket."""
    for move in part.moves:
        tickets.move(session, row, move.kind, at=now, by=move.by, changes=move.changes, facts=move.facts)
    _keep_said(session, part.said, row)
    if part.timers is not None:
        timers.void(session, row.id, now)
        timers.set_for(session, row.id, part.round, part.timers)


def _keep_said(session: Session, contributions: Sequence[Said], row: Ticket) -> None:
    for said in contributions:
        tickets.say(
            session,
            row.id,
            said.mail_id,
            at=said.at,
            by=said.by,
            who=said.who,
            side=said.side,
            text=said.text,
            public=said.public,
            round_=said.round,
        )

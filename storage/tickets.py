"""How does a ticket stand? Numbers are drawn here, and `move` is the only writer of a ticket's state."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from storage import lifecycle, record, timers
from storage.tables import Message, Ticket, TicketDay

PERSONAL = ("title",)


@dataclass(frozen=True, slots=True)
class Standing:
    """A ticket as read at one moment: a value to decide on. `events` is its version.

    incident: number of the ticket that leads the incident it belongs to, its own for the one that leads; '' for none.
    """

    id: int
    number: str
    status: str
    code: int
    title: str
    entity: str
    requester: str
    group: str
    technician: str
    solver: str
    confidential: bool
    round: int
    outcome: str
    merged_into: str
    incident: str
    opened_at: datetime
    updated_at: datetime
    solved_at: datetime | None
    closed_at: datetime | None
    deadline_at: datetime | None
    first_answer_due_at: datetime | None
    first_answer_at: datetime | None
    solution_due_at: datetime | None
    opened_by_mail: int | None
    events: int

    @property
    def ref(self) -> str:
        """How tokens and conversations name the ticket: `l61122001`."""
        return ref_of(self.number)

    @property
    def due_at(self) -> datetime | None:
        """The instant that counts now: the end of what is waited for (an approval, an answer), else the target of the solution."""
        if self.status == lifecycle.CLOSED:
            return None
        return self.deadline_at if self.status in {lifecycle.SOLVED, lifecycle.PENDING} else self.solution_due_at


class Changed(Exception):
    """The ticket moved between reading and deciding: read and decide again."""


def ref_of(number: str) -> str:
    """`L_61122001` -> `l61122001`."""
    return number.replace("_", "").lower()


def draw_number(session: Session, day: datetime) -> str:
    """The next number of a local day (rules.md, Numbers): `L_` + last digit of the year + MMDD + sequence of at least three digits.

    A day that comes round again after ten years goes on where the old one stopped.
    """
    key = f"{day.year % 10}{day:%m%d}"
    dialect = session.get_bind().dialect.name
    insert = sqlite_insert if dialect == "sqlite" else postgres_insert
    statement = insert(TicketDay).values(day=key, last=1)
    statement = statement.on_conflict_do_update(index_elements=["day"], set_={"last": TicketDay.last + 1})
    last = session.scalar(statement.returning(TicketDay.last))
    return f"L_{key}{last:03d}"


def find(session: Session, number: str) -> Standing | None:
    """The ticket of a number, or None."""
    return _standing(session.scalar(select(Ticket).where(Ticket.number == number)))


def find_ref(session: Session, ref: str) -> Standing | None:
    """The ticket that a token or conversation names (`l61122001`), or None."""
    return find(session, f"L_{ref[1:]}") if ref.startswith("l") else None


def get(session: Session, ticket_id: int) -> Standing:
    """The ticket of an id. Raises LookupError."""
    standing = _standing(session.get(Ticket, ticket_id))
    if standing is None:
        raise LookupError(f"no ticket {ticket_id}")
    return standing


def _standing(row: Ticket | None) -> Standing | None:
    return None if row is None else Standing(**{f.name: getattr(row, f.name) for f in fields(Standing)})


def open_new(session: Session, *, at: datetime, by: str, values: Mapping[str, Any], facts: Mapping[str, Any]) -> int:
    """Puts a new ticket on record, with its first event; returns its id."""
    state = {"status": lifecycle.after("", "open"), "opened_at": at, "updated_at": at, **values}
    row = Ticket(**state, events=0, head="")
    session.add(row)
    session.flush()
    _record(session, row, "open", at, by, state, facts)
    return row.id


def lock(session: Session, ticket_id: int, version: int | None = None) -> Ticket:
    """The ticket's row, locked until the commit. Raises Changed when it is no longer the version that was decided on."""
    # As it is now, even if this session has read it before.
    query = select(Ticket).where(Ticket.id == ticket_id).with_for_update().execution_options(populate_existing=True)
    row = session.scalar(query)
    if row is None:
        raise LookupError(f"no ticket {ticket_id}")
    if version is not None and row.events != version:
        raise Changed(row.number)
    return row


def move(session: Session, row: Ticket, kind: str, *, at: datetime, by: str, changes: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    """Moves a locked ticket through the table of lifecycle.py, records it, and aims its targets' timers. Raises lifecycle.NoSuchMove."""
    state = {**changes, "updated_at": at}
    status = lifecycle.after(row.status, kind)
    if status != row.status:
        state["status"] = status
    for name, value in state.items():
        setattr(row, name, value)
    _record(session, row, kind, at, by, state, facts)
    timers.aim(session, row, at)


def _record(session: Session, row: Ticket, kind: str, at: datetime, by: str, state: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    personal = {name: str(state[name]) for name in PERSONAL if name in state}
    changes = {name: value for name, value in state.items() if name not in personal}
    record.append(session, row, kind=kind, at=at, by=by, changes=changes, facts=facts, personal=personal)


def say(
    session: Session,
    ticket_id: int,
    inbound_id: int,
    *,
    at: datetime,
    by: str,
    who: str,
    side: str,
    text: str,
    public: bool,
    round_: int = 0,
) -> None:
    """Adds to the ticket's conversation what a mail said. by: person id; who: the name as shown; round_: set on a solution."""
    session.add(
        Message(ticket_id=ticket_id, inbound_id=inbound_id, at=at, by=by, who=who, side=side, text=text, public=public, round=round_)
    )


def conversation(session: Session, ticket_id: int, *, internal: bool) -> list[Message]:
    """What was written, oldest first; without `internal` only what the entity may read."""
    query = select(Message).where(Message.ticket_id == ticket_id).order_by(Message.id)
    return list(session.scalars(query if internal else query.where(Message.public)))

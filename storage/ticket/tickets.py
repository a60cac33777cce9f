"""How does a ticket stand? `move` is the only writer of a ticket's state."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.prepared import Prepared, rows_of, run, table_of
from storage.record import events
from storage.schedule import timers
from storage.tables import Message, Ticket
from storage.ticket import lifecycle

PERSONAL = ("title", "requester", "technician", "solver", "hold")
"""Fields that say something of a person, or may (why it is held): the record holds a commitment to them, and the value beside it."""
PERSONAL_FACTS = ("reader", "in_the_name_of")
"""Facts of moves that do."""


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


COLUMNS = tuple(getattr(Ticket, f.name) for f in fields(Standing))
"""What a question for tickets asks for; `standings` makes values of it."""
_NUMBERED = Prepared(select(*COLUMNS).where(Ticket.number == bindparam("number")))
_OF_ID = Prepared(select(*COLUMNS).where(Ticket.id == bindparam("id")))
_LOCKED = select(Ticket).where(Ticket.id == bindparam("id")).with_for_update().execution_options(populate_existing=True)
_OPENED = Prepared(insert(table_of(Ticket)).returning(table_of(Ticket).c.id))
_BLANK = {c.name: getattr(c.default, "arg", None) for c in table_of(Ticket).c if c.name != "id"}
_SAID = Prepared(insert(table_of(Message)))


class Changed(Exception):
    """The ticket moved between reading and deciding: read and decide again."""


def ref_of(number: str) -> str:
    """`L_61122001` -> `l61122001`."""
    return number.replace("_", "").lower()


def find(session: Session, number: str) -> Standing | None:
    """The ticket of a number, or None."""
    return next(iter(standings(rows_of(session, _NUMBERED, number=number))), None)


def find_ref(session: Session, ref: str) -> Standing | None:
    """The ticket that a token or conversation names (`l61122001`), or None."""
    return find(session, f"L_{ref[1:]}") if ref.startswith("l") else None


def get(session: Session, ticket_id: int) -> Standing:
    """The ticket of an id. Raises LookupError."""
    found = standings(rows_of(session, _OF_ID, id=ticket_id))
    if not found:
        raise LookupError(f"no ticket {ticket_id}")
    return found[0]


def standings(rows: Iterable[Row[Any]]) -> tuple[Standing, ...]:
    """What a question for COLUMNS found."""
    values: Iterable[Sequence[Any]] = rows
    return tuple(Standing(*each) for each in values)


def open_new(session: Session, *, at: datetime, by: str, values: Mapping[str, Any], facts: Mapping[str, Any]) -> Ticket:
    """Puts a new ticket on record, with its first event; nobody else sees its row until the commit.

    Raises Changed when another ticket has the number: the draw was not on disk when the power failed, and was drawn again.
    """
    state = {"status": lifecycle.after("", "open"), "opened_at": at, "updated_at": at, **values}
    whole = _BLANK | state | {"events": 0, "head": ""}
    try:
        made = run(session, _OPENED, whole).scalar()
    except IntegrityError as taken:
        if "number" not in str(taken.orig):  # the name of the constraint, or of its column
            raise
        raise Changed(str(state["number"])) from taken
    row = Ticket(id=made, **whole)
    _record(session, row, "open", at, by, state, facts)
    _keep(session, row, {})
    return row


def lock(session: Session, ticket_id: int, version: int | None = None) -> Ticket:
    """The ticket's row, locked until the commit. Raises Changed when it is no longer the version that was decided on."""
    # As it is now, even if this session has read it before.
    row = session.scalar(_LOCKED, {"id": ticket_id})
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
    _keep(session, row, state)
    timers.aim(session, row, at)


def _keep(session: Session, row: Ticket, state: Mapping[str, Any]) -> None:
    """Writes what has changed of a ticket that was opened just now; one that was read, the session writes by itself."""
    if row not in session:
        changed = {**state, "events": row.events, "head": row.head}
        run(session, _moved(tuple(changed)), {"own_id": row.id, **{f"new_{name}": value for name, value in changed.items()}})


@cache
def _moved(names: tuple[str, ...]) -> Prepared:
    rows = table_of(Ticket)
    new = {name: bindparam(f"new_{name}", type_=rows.c[name].type) for name in names}
    return Prepared(update(rows).where(rows.c.id == bindparam("own_id")).values(new))


def _record(session: Session, row: Ticket, kind: str, at: datetime, by: str, state: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    personal = {name: str(state[name]) for name in PERSONAL if state.get(name)}
    personal |= {name: str(facts[name]) for name in PERSONAL_FACTS if facts.get(name)}
    changes = {name: value for name, value in state.items() if name not in personal}
    facts = {name: value for name, value in facts.items() if name not in personal}
    events.append(session, row, kind=kind, at=at, by=by, changes=changes, facts=facts, personal=personal)


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
    values = {"ticket_id": ticket_id, "inbound_id": inbound_id, "at": at, "by": by, "who": who, "side": side}
    run(session, _SAID, {**values, "text": text, "public": public, "round": round_})


def conversation(session: Session, ticket_id: int, *, internal: bool) -> list[Message]:
    """What was written, oldest first; without `internal` only what the entity may read."""
    query = select(Message).where(Message.ticket_id == ticket_id).order_by(Message.id)
    return list(session.scalars(query if internal else query.where(Message.public)))

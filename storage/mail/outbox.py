"""What is to be sent? The rows of letters: written in the transaction of their cause, sent later, at least once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from storage.prepared import Prepared, first_of, rows_of, run, table_of
from storage.tables import Outbound, clean

SENT = "sent"
RETURNED = "returned"  # the relay took it, and later it came back for good

_PUT = Prepared(insert(table_of(Outbound)).returning(table_of(Outbound).c.id))
_ENDS = Prepared(
    select(func.min(Outbound.id), func.max(Outbound.id)).where(
        Outbound.ticket_id == bindparam("ticket"), Outbound.person == bindparam("person")
    )
)
_TOLD = select(func.count()).select_from(Outbound).where(Outbound.person == bindparam("person"), Outbound.created_at > bindparam("since"))
_OF_A_KIND = _TOLD.where(Outbound.kind == bindparam("kind"))
_COLUMNS = tuple(table_of(Outbound).c.keys())
_GET = Prepared(select(*table_of(Outbound).c).where(Outbound.id == bindparam("id")))


@dataclass(frozen=True, slots=True)
class Post:
    """One letter, rendered, as it goes on record.

    answer: to the writer of the mail that caused it; files: what rides along, (inbound id, part, name, type) for a file of a mail,
    (None, the text itself, name, type) for a text of ours; registro: the head of the record as it is now.
    """

    kind: str
    ticket_id: int | None
    cause_id: int | None
    round: int
    answer: bool
    person: str
    recipient: str
    recipient_name: str
    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    reply_to: str
    subject: str
    body_text: str
    body_html: str
    files: tuple[tuple[int | None, int | str, str, str], ...] = ()
    registro: str = ""


def put(session: Session, post: Post, at: datetime) -> int:
    """As `write`; returns the letter's id."""
    return write(session, post, at).id


def write(session: Session, post: Post, at: datetime) -> Outbound:
    """Puts a letter on record, due at once; letters to one person about one ticket are sent in order. Returns its row, detached."""
    about = post.ticket_id if post.ticket_id is not None else f"m{post.cause_id}"
    values: dict[str, Any] = {name: getattr(post, name) for name in Post.__dataclass_fields__}
    values = {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}
    values |= {"references": list(post.references), "files": [list(f) for f in post.files]}
    values |= {"created_at": at, "due_at": at, "conversation": f"{about}:{post.person}"[:200]}
    return Outbound(id=run(session, _PUT, values).scalar(), **values, attempts=0, last_error="", pack="")


def thread(session: Session, ticket_id: int, person: str) -> list[str]:
    """Message-IDs of the first and the last letter to a person about a ticket: what the next one refers to (RFC 5322, 3.6.4)."""
    ids = [i for i in rows_of(session, _ENDS, ticket=ticket_id, person=person).one() if i is not None]
    return list(session.scalars(select(Outbound.message_id).where(Outbound.id.in_(ids)).order_by(Outbound.id))) if ids else []


def told_since(session: Session, person: str, since: datetime, kind: str, ticket_id: int | None = None) -> int:
    """How many letters of a kind were written to a person since an instant, about one ticket if named."""
    if ticket_id is not None:
        return int(first_of(session, _OF_A_KIND.where(Outbound.ticket_id == ticket_id), person=person, since=since, kind=kind))
    return int(first_of(session, _OF_A_KIND, person=person, since=since, kind=kind))


def told_about(session: Session, person: str, ref: str, kinds: Sequence[str]) -> int:
    """How many letters of these kinds a person was ever written whose token names this (`c12`)."""
    query = select(func.count()).select_from(Outbound).where(Outbound.person == person, Outbound.kind.in_(kinds))
    return session.scalar(query.where(Outbound.message_id.startswith(f"{ref}."))) or 0


def about(session: Session, person: str, ref: str) -> list[tuple[str, bool]]:
    """(Message-ID, still to be sent) of the letters to a person whose token names this (`m12`), oldest first."""
    query = select(Outbound.message_id, Outbound.outcome).where(Outbound.person == person, Outbound.message_id.startswith(f"{ref}."))
    return [(message_id, outcome is None) for message_id, outcome in session.execute(query.order_by(Outbound.id))]


def written_since(session: Session, ticket_id: int, since: datetime) -> dict[str, int]:
    """Person -> how many letters about a ticket were written to them since an instant."""
    query = select(Outbound.person, func.count()).where(Outbound.ticket_id == ticket_id, Outbound.created_at > since)
    return {person: count for person, count in session.execute(query.group_by(Outbound.person))}  # noqa: C416 - rows are no pairs to mypy


def is_written(session: Session, ticket_id: int, kind: str, since: datetime) -> bool:
    """Whether a letter of a kind about a ticket was written since an instant, whatever became of it."""
    query = select(Outbound.id).where(Outbound.ticket_id == ticket_id, Outbound.kind == kind, Outbound.created_at >= since)
    return session.scalar(query.limit(1)) is not None


def reached(session: Session, ticket_id: int, round_: int, kinds: Sequence[str], *, but: int = 0, since: datetime | None = None) -> bool:
    """Whether a letter of these kinds about a solution was taken by the relay and has not come back (another than `but`).

    since: only letters written from then on (several questions may be asked before one solution).
    """
    query = select(Outbound.id).where(Outbound.ticket_id == ticket_id, Outbound.round == round_, Outbound.kind.in_(kinds))
    query = query.where(Outbound.created_at >= since) if since else query
    return session.scalar(query.where(Outbound.outcome == SENT, Outbound.id != but).limit(1)) is not None


def get(session: Session, outbound_id: int) -> Outbound:
    """The letter of an id, detached. Raises LookupError."""
    row = rows_of(session, _GET, id=outbound_id).first()
    if row is None:
        raise LookupError(f"no letter {outbound_id}")
    return Outbound(**dict(zip(_COLUMNS, row, strict=True)))

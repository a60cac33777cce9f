"""Which time-stamp tokens are kept, and which of them covers a place of the record?"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, insert, select
from sqlalchemy.orm import Session

from storage.tables import Mark, Seal, Stamp

LACKING = "unstamped"
"""The mark of a database whose operator was told that tokens are lacking."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """A token (DER) of an authority (its URL) over the head (hex) of the seal at `seq`; at: when the token says that the head was there."""

    seq: int
    head: str
    at: datetime
    authority: str
    token: bytes


def put(session: Session, stamped: Stamped) -> None:
    """Keeps a token that was checked; rows of this table are never changed or removed."""
    session.add(Stamp(seq=stamped.seq, head=stamped.head, at=stamped.at, authority=stamped.authority, token=stamped.token))


def newest(session: Session) -> Stamped | None:
    """The token furthest along the record."""
    return _first(session, select(Stamp).order_by(Stamp.seq.desc(), Stamp.id.desc()))


def of(session: Session, seq: int) -> Stamped | None:
    """The earliest token that covers the seal at `seq`: over it, or over one behind it, whose hash holds all before."""
    return _first(session, select(Stamp).where(Stamp.seq >= seq).order_by(Stamp.seq, Stamp.id))


def within(session: Session, first: int, last: int) -> list[Stamped]:
    """The tokens over seals from one seq to another, both included, in order."""
    query = select(Stamp).where(Stamp.seq >= first, Stamp.seq <= last).order_by(Stamp.seq, Stamp.id)
    return [_stamped(row) for row in session.scalars(query)]


def lacking_since(session: Session, after: int) -> datetime | None:
    """When the first seal beyond the seq `after` was made: since then something lacks a token. None when nothing does."""
    return session.scalar(select(Seal.at).where(Seal.seq > after).order_by(Seal.seq).limit(1))


def tell(session: Session, since: datetime) -> None:
    """Notes that the operator is told of a lack. Raises IntegrityError when that was noted already."""
    session.execute(insert(Mark).values(name=LACKING, said={"since": since.isoformat()}))


def told(session: Session) -> datetime | None:
    """Since when tokens were lacking, if the operator was told so and not yet that it is over."""
    said = session.scalar(select(Mark.said).where(Mark.name == LACKING))
    return datetime.fromisoformat(said["since"]) if said else None


def over(session: Session) -> bool:
    """Forgets that; False when another process was quicker, or nothing was told."""
    return bool(session.scalars(delete(Mark).where(Mark.name == LACKING).returning(Mark.name)).all())


def _first(session: Session, query: Select[Stamp]) -> Stamped | None:
    row = session.scalars(query.limit(1)).first()
    return _stamped(row) if row else None


def _stamped(row: Stamp) -> Stamped:
    return Stamped(row.seq, row.head, row.at, row.authority, bytes(row.token))

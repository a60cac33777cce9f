"""In which order did everything come on record? One chain over all events, mails and letters, without a gap.

Nothing waits for it: what was committed is sealed some seconds later, in batches, by whoever comes first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, insert, literal_column, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, undefer

from storage import bounded
from storage.database import Database
from storage.evidence import archive
from storage.evidence.store import Evidence
from storage.prepared import Prepared, rows_of, run, table_of
from storage.record import items
from storage.record.commitment import canonical, digest, new_salt
from storage.tables import Event, Inbound, Outbound, Seal

BATCH = 200  # of each kind, and in one transaction
JUST_NUMBERED = 1_000  # ids: rows that were numbered earlier may be committed later, and be sealed later
_NEWEST = Prepared(select(Seal.seq, Seal.hash, Seal.at).order_by(Seal.seq.desc()).limit(1))
_PUT = Prepared(insert(table_of(Seal)))
_OF: dict[str, type[Event] | type[Inbound] | type[Outbound]] = {items.EVENT: Event, items.MAIL: Inbound, items.LETTER: Outbound}
_CAME = {items.EVENT: Event.at, items.MAIL: Inbound.received_at, items.LETTER: Outbound.created_at}


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: seq of the last seal (0 for none), its hash (hex, '' for none), and when it was made."""

    seq: int
    hash: str
    at: datetime | None = None


@dataclass(slots=True)
class Latest:
    """The head as a process last saw it, for what it writes."""

    head: Head = field(default_factory=lambda: Head(0, ""))


@dataclass(frozen=True, slots=True)
class Item:
    """Something to seal: kind, the id of its row, its SHA-256, the commitment in it with its salt; said: an operator's act."""

    kind: str
    of: int
    item: str
    commitment: str = ""
    salt: bytes | None = None
    said: str = ""


def head(session: Session) -> Head:
    """The end of the chain as it is now."""
    row = rows_of(session, _NEWEST).first()
    return Head(row.seq, row.hash, row.at) if row else Head(0, "")


def head_at(session: Session, at: datetime) -> Head:
    """The end of the chain as it was at an instant."""
    row = session.execute(select(Seal.seq, Seal.hash, Seal.at).where(Seal.at <= at).order_by(Seal.seq.desc()).limit(1)).first()
    return Head(row.seq, row.hash, row.at) if row else Head(0, "")


def leaf(seq: int, at: datetime, kind: str, of: int, item: str) -> str:
    """What one seal adds to the chain, hex."""
    return digest(canonical({"at": at, "item": item, "kind": kind, "of": of, "seq": seq}))


def link(prev: str, added: str) -> str:
    """The hash of a seal, hex: of the one before and what it adds."""
    return digest(prev + added)


def unsealed(session: Session, kind: str, after: int, limit: int = BATCH) -> list[int]:
    """Ids of rows beyond `after` that no seal names, in order."""
    rows = _OF[kind]
    return list(session.scalars(select(rows.id).where(rows.id > after, ~_is_sealed(kind)).order_by(rows.id).limit(limit)))


def _is_sealed(kind: str) -> ColumnElement[bool]:
    return exists(literal_column("1")).where(Seal.kind == kind, Seal.of == _OF[kind].id)


def newest(session: Session, kind: str) -> int:
    """The highest id of a kind, 0 for none."""
    return session.scalar(select(func.max(_OF[kind].id))) or 0


def behind_since(session: Session) -> datetime | None:
    """When the first thing came on record that is younger than all of its kind that is sealed; None when there is none."""
    found = [at for kind in _OF if (at := _behind_since(session, kind)) is not None]
    return min(found, default=None)


def _behind_since(session: Session, kind: str) -> datetime | None:
    rows, at = _OF[kind], _CAME[kind]
    return session.scalar(select(at).where(rows.id > _last(session, kind)).order_by(rows.id).limit(1))


def behind(session: Session, most: int) -> int:
    """How many mails, letters and events no seal names; of each kind no more than `most` are counted."""
    return sum(
        bounded.count(session, rows, most, rows.id > _last(session, kind) - JUST_NUMBERED, ~_is_sealed(kind)) for kind, rows in _OF.items()
    )


def _last(session: Session, kind: str) -> int:
    return session.scalar(select(func.max(Seal.of)).where(Seal.kind == kind)) or 0


def found(session: Session, evidence: Evidence, kind: str, ids: Sequence[int]) -> list[Item]:
    """What is to be sealed of rows of a kind. Raises OSError when the words of an old letter cannot be had."""
    if kind == items.EVENT:
        rows = session.execute(select(Event.id, Event.hash).where(Event.id.in_(ids)).order_by(Event.id))
        return [Item(kind, number, said) for number, said in rows]
    if kind == items.MAIL:
        return [_mail(row) for row in session.scalars(select(Inbound).where(Inbound.id.in_(ids)).order_by(Inbound.id))]
    return [_letter(row) for row in letters(session, evidence, ids)]


def letters(session: Session, evidence: Evidence, ids: Iterable[int]) -> list[Outbound]:
    """Letters with their words, in order. Raises OSError."""
    query: Select[Any] = select(Outbound).where(Outbound.id.in_(ids)).order_by(Outbound.id)
    rows = list(session.scalars(query.options(undefer(Outbound.body_text), undefer(Outbound.body_html))))
    packs = archive.Packs(evidence)
    for row in rows:
        packs.restore(row)
    return rows


def _mail(row: Inbound) -> Item:
    salt = new_salt()
    promised = items.promise(row, salt)
    return Item(items.MAIL, row.id, items.of_mail(row, promised), promised, salt)


def _letter(row: Outbound) -> Item:
    salt = new_salt()
    promised = items.promise(row, salt)
    return Item(items.LETTER, row.id, items.of_letter(row, promised), promised, salt)


def seal(session: Session, before: Head, things: Sequence[Item], at: datetime) -> Head:
    """Adds seals behind the head that was read. Raises IntegrityError when somebody else has done so meanwhile."""
    rows, seq, prev = list[Mapping[str, Any]](), before.seq, before.hash
    for thing in things:
        seq += 1
        of = thing.of or seq
        now = link(prev, leaf(seq, at, thing.kind, of, thing.item))
        put = {"seq": seq, "at": at, "kind": thing.kind, "of": of, "item": thing.item, "prev": prev, "hash": now}
        rows.append({**put, "commitment": thing.commitment, "salt": thing.salt, "said": thing.said})
        prev = now
    if rows:
        run(session, _PUT, rows)
    return Head(seq, prev, at)


def act(database: Database, said: Mapping[str, Any], at: datetime) -> Head:
    """Seals an operator's act, at once. It may hold nothing personal."""
    text = items.act(said)
    while True:
        try:
            with database.writing() as session:
                return seal(session, head(session), [Item(items.OPERATOR, 0, digest(text), said=text)], at)
        except IntegrityError:
            continue  # another process sealed at the same moment


def range_of(session: Session, first: int, last: int) -> Iterable[Row[Any]]:
    """The seals from one seq to another, both included, in order."""
    return session.execute(
        select(*table_of(Seal).c).where(Seal.seq >= first, Seal.seq <= last).order_by(Seal.seq).execution_options(yield_per=500)
    )

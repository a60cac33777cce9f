"""Where are the words of letters that left long ago? Packed, many letters together, in the evidence store; the row keeps the pack's name.

Letters are by far the most of what grows in the database, and are hardly ever read again. Nothing is deleted for good: who reads a
letter gets its words from the pack. A pack holds some dozens of letters: alike as they are, they take a tenth of the place.
"""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, bindparam, cast, delete, func, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from storage.evidence.store import Evidence
from storage.tables import Mark, Outbound

ROWS = 64
OPENED = 2  # packs; a few megabytes each, at most
BYTES = 2_000_000  # of the words of one batch; a single letter may have more
ERASED = "erased"
"""In place of a pack's name: the letter was erased, and no pack holds words of it."""


PUTTING = "putting "  # how the names of marks on packs begin


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says: its two bodies, and its files as on its row (storage/mail/outbox.py)."""

    id: int
    text: str
    html: str
    files: Sequence[Any]

    @property
    def own(self) -> list[str]:
        """The texts of our own that ride along."""
        return [str(part) for inbound_id, part, *_ in self.files if inbound_id is None]


class PackBroken(OSError):
    """A pack is not what was put there, or lacks a letter."""


def batch(session: Session, settled_before: datetime) -> list[Words]:
    """The letters that were settled longest ago, before an instant, and are not packed; so many as are in memory at a time."""
    size = func.length(Outbound.body_text) + func.length(Outbound.body_html) + func.length(cast(Outbound.files, Text))
    query = select(Outbound.id, size).where(_unpacked(), Outbound.settled_at < settled_before)
    found, total = list[int](), 0
    for number, characters in session.execute(query.order_by(Outbound.settled_at).limit(ROWS)):
        total += characters
        if found and total > BYTES:
            break
        found.append(number)
    rows = select(Outbound.id, Outbound.body_text, Outbound.body_html, Outbound.files).where(Outbound.id.in_(found), _unpacked())
    return [Words(*row) for row in session.execute(rows.order_by(Outbound.id))]


def packed(letters: Sequence[Words]) -> bytes:
    """The words of letters as they are kept: JSON, {id: [text, html, [texts of files]]}, compressed (zlib, RFC 1950)."""
    said = {str(letter.id): [letter.text, letter.html, letter.own] for letter in letters}
    return zlib.compress(json.dumps(said, separators=(",", ":")).encode())


def begin(session: Session, pack: str, at: datetime) -> None:
    """Notes that a pack is about to be put: whoever is killed then leaves one that no row names, and that may hold what is erased later."""
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert
    row = insert(Mark).values(name=_mark(pack), said={"pack": pack, "at": at.isoformat()})  # another process may be putting the same
    session.execute(row.on_conflict_do_update(index_elements=["name"], set_={"said": row.excluded.said}))


def begun(session: Session, before: datetime) -> list[str]:
    """Packs that somebody began to put before an instant, and never came to the end with."""
    rows = session.scalars(select(Mark.said).where(Mark.name.startswith(PUTTING)))
    return [str(said["pack"]) for said in rows if datetime.fromisoformat(said["at"]) < before]


def is_named(session: Session, pack: str) -> bool:
    """Whether any letter has its words in a pack."""
    return session.scalar(select(Outbound.id).where(Outbound.pack == pack).limit(1)) is not None


def end(session: Session, pack: str) -> None:
    """Forgets that a pack was about to be put."""
    session.execute(delete(Mark).where(Mark.name == _mark(pack)))


def _mark(pack: str) -> str:
    return f"{PUTTING}{pack[:32]}"


def let_go(session: Session, letters: Sequence[Words], pack: str) -> None:
    """Takes the words of letters out of their rows; the evidence store has them durably, under a SHA-256 (hex).

    Not those that were packed meanwhile by another process, nor those that wait to be sent once more. Of one that was erased meanwhile
    the row says that its words are in a pack, from which they are taken then (storage/erasing/forgetting.py).
    """
    table = Outbound.__table__
    still = and_(table.c.id == bindparam("letter"), table.c.pack == "", table.c.outcome.is_not(None))
    statement = update(table).where(still).values(pack=pack, body_text="", body_html="", files=bindparam("left"))  # type: ignore[arg-type] # a Table
    session.connection().execute(statement, [{"letter": letter.id, "left": _without(letter.files)} for letter in letters])
    erased = (table.c.id.in_([letter.id for letter in letters]), table.c.pack == ERASED)
    session.connection().execute(update(table).where(*erased).values(pack=pack))  # type: ignore[arg-type] # the same


class Packs:
    """The packs of a store, for who reads many letters: the last ones stay opened."""

    def __init__(self, evidence: Evidence) -> None:
        self._opened = lru_cache(maxsize=OPENED)(lambda pack: json.loads(zlib.decompress(evidence.read(pack))))

    def restore(self, row: Outbound) -> None:
        """As `restore`."""
        if not row.pack or row.erased_at is not None:
            return
        try:
            text, html, own = self._opened(row.pack)[str(row.id)]
        except (zlib.error, ValueError, LookupError) as error:
            raise PackBroken(f"out-{row.id} is not in its pack {row.pack}") from error
        texts = iter(own)
        files = [[i, next(texts) if i is None else part, *rest] for i, part, *rest in row.files]
        for name, value in (("body_text", text), ("body_html", html), ("files", files)):
            set_committed_value(row, name, value)


def restore(evidence: Evidence, row: Outbound) -> None:
    """Gives a letter that was read with its words (outbox.get) those that are in its pack; nothing of it is written.

    Raises FileNotFoundError, OSError (the evidence store's), PackBroken.
    """
    Packs(evidence).restore(row)


def waiting(session: Session, settled_before: datetime) -> int:
    """How many letters that were settled before an instant have their words in the database."""
    return session.scalar(select(func.count()).select_from(Outbound).where(_unpacked(), Outbound.settled_at < settled_before)) or 0


def _unpacked() -> ColumnElement[bool]:
    """In the words of the index, which a value that is bound would not name."""
    return and_(Outbound.pack == literal_column("''"), Outbound.outcome.is_not(None))


def _without(files: Sequence[Any]) -> list[Any]:
    return [[i, "" if i is None else part, *rest] for i, part, *rest in files]

"""When are the next digests due, and for whom? Timer rows that belong to no ticket; each slot and each reader has one, however many ask."""

from datetime import datetime

from sqlalchemy import literal_column, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from storage.tables import SLOTS, Timer

WRITTEN = "written"
SLOT, READER, RETENTION = SLOTS  # the moment itself, what is written to one reader then, and the daily look for what may be erased


def set_slot(session: Session, at: datetime) -> None:
    """The slot waits for its moment; once only."""
    _put(session, SLOT, at, "")


def set_reader(session: Session, slot: datetime, person: str) -> None:
    """A reader's digest of a slot is due; once only. person: an id of the directory."""
    _put(session, READER, slot, person)


def set_retention(session: Session, at: datetime) -> None:
    """What is due to be erased is looked for at an instant; once only."""
    _put(session, RETENTION, at, "")


def last_written(session: Session, person: str, before: datetime) -> datetime | None:
    """The slot of the last digest that was written to a reader before an instant; None when there was none."""
    # In the words of the index of slots, which a value that is bound would not name.
    slot = Timer.kind.in_([literal_column(f"'{kind}'") for kind in SLOTS])
    mine = (slot, Timer.kind == READER, Timer.conversation == person, Timer.outcome == WRITTEN, Timer.at < before)
    return session.scalar(select(Timer.at).where(*mine).order_by(Timer.at.desc()).limit(1))


def _put(session: Session, kind: str, at: datetime, person: str) -> None:
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert
    row = insert(Timer).values(kind=kind, at=at, due_at=at, conversation=person, round=0, attempts=0, last_error="")
    session.execute(row.on_conflict_do_nothing())

"""When are the bytes of what was erased gone? Blobs and packs of the evidence store go after the rows said so, and again the next days.

The rows are the list of what is to go: a mail that was erased and is `spooled` may have bytes there, a letter that was erased and names a
pack has words in it. Whoever was moving bytes at that moment (filing, archiving) brings them there a moment later, and says so in the row:
so each blob is removed once more within a day. Killed at any point, or done by several at once, it only does the same again.
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, literal_column, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.database import Database
from storage.evidence import archive
from storage.evidence.archive import ERASED
from storage.evidence.store import Evidence
from storage.record import items, replay
from storage.tables import Event, Inbound, Outbound, Seal

AT_ONCE = 200
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
LATELY = timedelta(days=2)
"""For so long after something was erased the write-ahead file is emptied every night: somebody may have been reading from it before."""

BYTES_LEFT = and_(Inbound.erased_at.is_not(None), Inbound.spooled)
WORDS_LEFT = and_(Outbound.erased_at.is_not(None), Outbound.pack != literal_column("''"), Outbound.pack != literal_column(f"'{ERASED}'"))


@dataclass(slots=True)
class Forgotten:
    """How many blobs and packs were removed; trouble: what the store said where it did not let one go."""

    blobs: int = 0
    packs: int = 0
    trouble: str = ""


def forget(database: Database, evidence: Evidence, now: datetime) -> Forgotten:
    """Removes all that is left of what was erased; what the store does not let go stays for the next time."""
    done = Forgotten()
    for some in _named(database, Inbound.sha256, BYTES_LEFT):
        _forget_blobs(database, evidence, now, some, done)
    for some in _named(database, Outbound.pack, WORDS_LEFT):
        for pack in some:
            try:
                done.packs += _forget_pack(database, evidence, pack)
            except (OSError, zlib.error, ValueError, LookupError) as trouble:
                done.trouble = str(trouble) or type(trouble).__name__
    _forget_unnamed(database, evidence, now, done)
    with database.reading() as session:
        lately = _erased_since(session, now - LATELY)
    if lately:
        database.empty_log()
    return done


def _erased_since(session: Session, instant: datetime) -> bool:
    """Whether an event or an operator's act since then may say that something was erased."""
    event = select(Event.id).where(Event.kind == replay.ERASE, Event.at >= instant)
    act = select(Seal.seq).where(Seal.kind == items.OPERATOR, Seal.at >= instant)
    return any(session.scalar(query.limit(1)) is not None for query in (event, act))


def _forget_unnamed(database: Database, evidence: Evidence, now: datetime, done: Forgotten) -> None:
    """Packs that were put, or not, by somebody who was killed before any row named them."""
    with database.reading() as session:
        found = {pack: archive.is_named(session, pack) for pack in archive.begun(session, now - AN_HOUR)}
    for pack, named in found.items():
        try:
            if not named:
                evidence.forget(pack)
        except OSError as trouble:
            done.trouble = str(trouble)
            continue
        with database.writing() as session:
            archive.end(session, pack)


def _named(database: Database, name: InstrumentedAttribute[str], left: ColumnElement[bool]) -> Iterator[Sequence[str]]:
    """What such rows name in the store, each once, some at a time."""
    last = ""
    while True:
        query = select(name).where(left, name > last).distinct().order_by(name).limit(AT_ONCE)
        with database.reading() as session:
            found = list(session.scalars(query))
        if not found:
            return
        last = found[-1]
        yield found


def _forget_blobs(database: Database, evidence: Evidence, now: datetime, some: Sequence[str], done: Forgotten) -> None:
    """Not those whose bytes are those of a mail that was not erased."""
    with database.reading() as session:
        named = set(session.scalars(select(Inbound.sha256).where(Inbound.sha256.in_(some), Inbound.erased_at.is_(None))))
    gone = []
    for sha256 in some:
        if sha256 in named:
            continue
        try:
            there = evidence.has(sha256)
            evidence.forget(sha256)
        except OSError as trouble:
            done.trouble = str(trouble)
        else:
            done.blobs += there
            gone.append(sha256)
    with database.writing() as session:
        old = (BYTES_LEFT, Inbound.sha256.in_(gone), Inbound.erased_at < now - A_DAY)
        session.execute(update(Inbound).where(*old).values(spooled=False))


def _forget_pack(database: Database, evidence: Evidence, pack: str) -> int:
    """The letters that stay go into a new pack first, and their rows name it; then the old one goes."""
    with database.reading() as session:
        stay = _staying(session, pack)
    if stay:
        new = evidence.put(_without_others(evidence.read(pack), stay))
        with database.writing() as session:
            session.execute(update(Outbound).where(Outbound.id.in_(stay), Outbound.pack == pack).values(pack=new))
        with database.reading() as session:
            if _staying(session, pack):  # put there meanwhile: the next time
                return 0
    evidence.forget(pack)
    with database.writing() as session:
        session.execute(update(Outbound).where(Outbound.erased_at.is_not(None), Outbound.pack == pack).values(pack=ERASED))
    return 1


def _staying(session: Session, pack: str) -> list[int]:
    return list(session.scalars(select(Outbound.id).where(Outbound.pack == pack, Outbound.erased_at.is_(None)).order_by(Outbound.id)))


def _without_others(content: bytes, stay: Sequence[int]) -> bytes:
    said = json.loads(zlib.decompress(content))
    return zlib.compress(json.dumps({str(i): said[str(i)] for i in stay}, separators=(",", ":")).encode())

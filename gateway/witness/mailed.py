"""Does a letter of ours that somebody kept agree with the record? (`carteiro evidence verify --anchor letter.eml`)

It names a place in the chain, and the hash that stood there. Whoever rewrote the chain cannot have changed that letter, as long as it is
genuine: our domain's DKIM signature shows it (RFC 6376). What counts is the line at its foot, which the signature covers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.people.aligned.check import check
from gateway.people.aligned.resolver import Resolver
from gateway.people.aligned.verdict import Connection
from gateway.post import registered
from gateway.post.registered import PRINTED, Witnessed
from gateway.reader.careful import careful_read
from parsers.mime import fields as mime
from parsers.reading import Known
from storage.record import seals
from storage.record.findings import ANCHOR, TRUNCATED, UNCHECKED, Found, Step
from storage.tables import Event, Outbound, Seal

_LINE = re.compile(rf"^Registro (?P<seq>[1-9]\d{{0,17}}): (?P<head>[0-9a-f]{{{PRINTED}}})\s*$", re.MULTILINE)
_BY_FILE = Connection("", "", "", "")


class NoAnchor(Exception):
    """The file is no letter of ours that holds the head of the record; the text says what it lacks."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a kept letter says. unsigned: why its signature could not be seen to hold, '' when it does."""

    name: str
    message_id: str
    seen: Witnessed
    unsigned: str


def read(raw: bytes, name: str, known: Known, resolver: Resolver) -> Anchor:
    """The letter in some bytes; name: the file's. Raises NoAnchor."""
    header, _, _ = mime.read(raw, 0, len(raw))
    said = [registered.read(value.decode("ascii", "replace")) for value in header.get(registered.HEADER.lower(), ())]
    reading = careful_read(raw, known)
    if reading.sender != known.address:
        raise NoAnchor(f"{name} is not from {known.address}")
    if len(said) != 1 or said[0] is None:
        raise NoAnchor(
            f"{name} has no {registered.HEADER} in its header: it was written before anything was sealed, or is no letter of ours"
        )
    lines = {(int(line["seq"]), line["head"]) for line in _LINE.finditer(reading.text)}
    if lines != {(said[0].seq, said[0].head[:PRINTED])}:
        raise NoAnchor(f"{name}: the line at its foot and its {registered.HEADER} do not say the same: it was altered")
    return Anchor(name, reading.message_id.strip("<>"), said[0], _unsigned(raw, known.address, resolver, _date(header)))


def _unsigned(raw: bytes, address: str, resolver: Resolver, at: datetime | None) -> str:
    verdict = check(raw, address, _BY_FILE, resolver, (), at)
    if verdict.passes and verdict.by == "dkim":
        return ""
    signatures = verdict.facts.get("dkim", ())
    why = "; ".join(f"{one.get('verdict')} {one.get('reason', '')}".strip() for one in signatures)
    return f"DMARC {verdict.dmarc}, DKIM {why or 'without a signature of our domain'}"


def _date(header: mime.Found) -> datetime | None:
    """When the letter says that it was written: a signature that has expired since was good then."""
    try:
        found = parsedate_to_datetime(header.get("date", [b""])[0].decode("ascii", "replace").strip())
    except ValueError:
        return None
    return found if found.tzinfo else None


def look(session: Session, anchor: Anchor) -> Iterator[Step]:
    """Compares it with the record: the seal it names, then the ticket's own chain."""
    if anchor.unsigned:
        yield Found(
            UNCHECKED, anchor.name, f"nothing shows that the letter is genuine ({anchor.unsigned}); with --unsigned it counts all the same"
        )
    other = _seal(session, anchor)
    yield other
    if other is None and anchor.seen.ticket is not None:
        yield _ticket(session, anchor)


def _seal(session: Session, anchor: Anchor) -> Step:
    seq, said = anchor.seen.seq, anchor.seen.head
    if seq > (end := seals.head(session).seq):
        return Found(TRUNCATED, anchor.name, f"the letter saw seal {seq}, and the record ends at {end}: it was cut back, or restored")
    stands = session.scalar(select(Seal.hash).where(Seal.seq == seq))
    if stands != said:
        return Found(ANCHOR, anchor.name, f"at seal {seq} the letter saw {said[:PRINTED]}…, and the record has {str(stands)[:PRINTED]}…")
    return None


def _ticket(session: Session, anchor: Anchor) -> Step:
    chain = anchor.seen.ticket
    row = session.execute(select(Outbound.id, Outbound.ticket_id).where(Outbound.message_id == anchor.message_id)).first()
    if row is None or chain is None:
        return Found(ANCHOR, anchor.name, "the letter itself is not on record")
    stands = session.scalar(select(Event.hash).where(Event.ticket_id == row.ticket_id, Event.seq == chain.events))
    if stands != chain.head:
        return Found(ANCHOR, anchor.name, f"event {chain.events} of the letter's ticket is not the one that the letter saw")
    return None

"""Does the record hold what somebody saw of it?"""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.record import seals
from storage.record.findings import ANCHOR, TRUNCATED, Found, Step
from storage.restoring.witness import Witness
from storage.tables import Seal


def look(session: Session, witness: Witness) -> Iterator[Step]:
    """The last seal that this machine saw made (the file `witness`)."""
    yield holds(session, witness.seq, witness.hash, "witness")


def holds(session: Session, seq: int, head: str, who: str) -> Step:
    """What is wrong when somebody saw a seal and its hash (hex)."""
    stands = session.scalar(select(Seal.hash).where(Seal.seq == seq))
    if stands == head:
        return None
    if stands is None:
        return Found(TRUNCATED, who, f"it saw seal {seq}, and the record ends at {seals.head(session).seq}: it was cut back, or restored")
    return Found(ANCHOR, who, f"at seal {seq} it saw {head}, and the record has {stands}")

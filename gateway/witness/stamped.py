"""Do the kept time-stamps agree with the record?"""

from collections.abc import Iterator, Sequence

from cryptography.x509 import Certificate
from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.stamping.checking import BadStamp, check
from gateway.witness import remembering
from storage.record.findings import ANCHOR, UNCHECKED, Found, Step
from storage.tables import Stamp


def stamps(session: Session, roots: Sequence[Certificate] | None) -> Iterator[Step]:
    """Each token over the seal that it names. roots: whom its certificate must lead to; None: nobody's, which is told of once."""
    for number, row in enumerate(session.scalars(select(Stamp).order_by(Stamp.id).execution_options(yield_per=100))):
        if roots is None and not number:
            yield Found(UNCHECKED, "stamps", "nobody says whose time-stamps are believed: name CARTEIRO_TIMESTAMPS, or --ca FILE")
        yield remembering.holds(session, row.seq, row.head, f"stamp {row.id}") or _token(row, roots)


def _token(row: Stamp, roots: Sequence[Certificate] | None) -> Step:
    """What a token says is part of the record; who is believed, of today's settings."""
    who = f"stamp {row.id}"
    try:
        if check(bytes(row.token), row.head, None) != row.at:
            return Found(ANCHOR, who, "the token tells another time than the row")
    except BadStamp as why:
        return Found(ANCHOR, who, f"{why.said}: {why}")
    try:
        check(bytes(row.token), row.head, roots)
    except BadStamp as why:
        return Found(UNCHECKED, who, f"{why.said}: {why}; an authority of before is believed with --ca, which takes a PEM of several roots")
    return None

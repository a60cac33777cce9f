"""What is known of a mail when it is read back? Its row as the door filed it, and its bytes if they ride in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from storage.evidence.store import Evidence
from storage.prepared import Prepared, rows_of, table_of
from storage.tables import Inbound, InboundRaw


class Filed(NamedTuple):
    """A mail on record; see Inbound. content: its bytes, None when the evidence store has them."""

    id: int
    received_at: datetime
    door: str
    peer: str
    helo: str
    login: str
    mail_from: str
    hop: str
    rcpt_to: Sequence[str]
    size: int
    sha256: str
    spooled: bool
    conversation: str
    person: str
    verdict: dict[str, Any] | None
    released_by: str
    flags: Sequence[str]
    ticket_id: int | None
    content: bytes | None


_ROWS, _RAW = table_of(Inbound), table_of(InboundRaw)
_ASKED = select(*(_ROWS.c[name] for name in Filed._fields[:-1]), _RAW.c.content).select_from(
    _ROWS.outerjoin(_RAW, _RAW.c.inbound_id == _ROWS.c.id)
)
_ONE = Prepared(_ASKED.where(_ROWS.c.id == bindparam("id")))
_SMALL = Prepared(_ASKED.where(_ROWS.c.id.in_(bindparam("ids", expanding=True)), _ROWS.c.size <= bindparam("most")))


def one(session: Session, inbound_id: int) -> Filed:
    """The mail of an id. Raises LookupError."""
    row = rows_of(session, _ONE, id=inbound_id).first()
    if row is None:
        raise LookupError(f"no inbound mail {inbound_id}")
    filed = Filed._make(row)
    if filed.content is None and not filed.spooled:
        raise LookupError(f"the bytes of inbound mail {filed.id} are gone")
    return filed


def raw(filed: Filed, evidence: Evidence) -> bytes:
    """Its bytes exactly as received, wherever they are. Raises OSError (the evidence store's)."""
    return evidence.read(filed.sha256) if filed.content is None else filed.content


def small(session: Session, ids: Sequence[int], most: int) -> dict[int, Filed]:
    """Those of these mails that ride in the database and have at most so many bytes."""
    found = map(Filed._make, rows_of(session, _SMALL, ids=ids, most=most))
    return {one.id: one for one in found if one.content is not None}

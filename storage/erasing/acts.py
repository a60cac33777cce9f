"""How is something erased so that the record says so, whenever the power fails?

The event (of mails of no ticket: the seal of an operator's act) and the emptied rows are one transaction; the bytes in the evidence store
go after it (forgetting.py), driven by what the rows say, as often as it takes. So there is never a value gone without a word about it,
which verifying would call a loss, and what a kill leaves behind goes the next time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.database import Database
from storage.erasing import blanks
from storage.erasing.extent import Extent
from storage.mail import inbox
from storage.record import findings, items, replay, seals
from storage.record.commitment import digest
from storage.record.seals import Item
from storage.tables import Outbound, Ticket
from storage.ticket import lifecycle, merging, tickets

TRIES = 20


class Refused(Exception):
    """It may not be erased; the sentence says why."""


class NotYet(Exception):
    """It can be erased later; the sentence says what is waited for."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Why something is erased. by: `operator` or `carteiro`; reason: in words that name nobody, for they stay; law: what asks for it."""

    at: datetime
    by: str
    reason: str
    law: str


def refuse(session: Session, row: Ticket) -> None:
    """Raises Refused when a ticket is open, goes on as one that is, or may not be erased; NotYet while something of it is under way."""
    if row.hold:
        raise Refused(f"{row.number} is on hold ({row.hold}) and is not erased; `carteiro ticket unhold` ends that")
    heir = merging.heir(session, tickets.get(session, row.id))
    if heir.status != lifecycle.CLOSED:
        goes_on = f"{row.number} goes on as {heir.number}, which is" if heir.id != row.id else f"{row.number} is"
        raise Refused(f"{goes_on} open; only what is closed is erased")
    if session.scalar(select(Outbound.id).where(Outbound.ticket_id == row.id, Outbound.outcome.is_(None)).limit(1)):
        raise NotYet(f"letters about {row.number} wait to be sent")
    if inbox.unheard(session, [tickets.ref_of(row.number)], [row.id]):
        raise NotYet(f"mails to {row.number} wait to be read")


def of_ticket(session: Session, ticket_id: int, extent: Extent, ground: Ground, version: int | None = None) -> None:
    """Erases part of a ticket, or all of it, with one event. version: `events` of the ticket when the extent was found.

    Raises Refused, NotYet, tickets.Changed.
    """
    row = tickets.lock(session, ticket_id, version)
    refuse(session, row)
    _check_sealed(session, extent.mails, extent.letters)
    blanks.mails(session, extent.mails, ground.at)
    blanks.letters(session, extent.letters, ground.at)
    blanks.said(session, extent.said)
    blanks.values(session, ((value.event, value.name) for value in extent.values))
    facts: dict[str, Any] = {"erased": [[value.seq, value.name] for value in extent.values], "mails": list(extent.mails)}
    facts |= {"letters": list(extent.letters), "reason": ground.reason, "law": ground.law}
    gone = dict.fromkeys(extent.fields, "")
    tickets.move(session, row, replay.ERASE, at=ground.at, by=ground.by, changes=gone, facts=facts)


def of_no_ticket(database: Database, mails: Sequence[int], letters: Sequence[int], ground: Ground) -> None:
    """Erases mails and letters that belong to no ticket, with the seal of an act that names them by number. Raises NotYet."""
    said = {"act": findings.ERASED, "by": ground.by, "mails": list(mails), "letters": list(letters)}
    text = items.act(said | {"reason": ground.reason, "law": ground.law})
    for last in (*[False] * TRIES, True):
        try:
            with database.writing() as session:
                _check_sealed(session, mails, letters)
                blanks.mails(session, mails, ground.at)
                blanks.letters(session, letters, ground.at)
                seals.seal(session, seals.head(session), [Item(items.OPERATOR, 0, digest(text), said=text)], ground.at)
        except IntegrityError:  # another process sealed at the same moment
            if last:
                raise
        else:
            return


def _check_sealed(session: Session, mails: Sequence[int], letters: Sequence[int]) -> None:
    count = blanks.unsealed(session, items.MAIL, mails) + blanks.unsealed(session, items.LETTER, letters)
    if count:
        raise NotYet(f"{count} mails or letters are not sealed yet")

"""What may be wrong with the record, and what of it was erased as the law asks?"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.record import items, replay
from storage.tables import Event, Seal, Ticket

CHAIN, COMMITMENT, REPLAY, BLOB, ANCHOR, TRUNCATED, UNCHECKED = VERDICTS = (
    "chain",
    "commitment",
    "replay",
    "blob",
    "anchor",
    "truncated",
    "unchecked",
)
"""What may be wrong, gravest first: an event, mail or letter is not where or what it was; a personal value was altered; a ticket is not
what its events say; bytes were altered or are gone; a witness saw another chain; or a longer one; something could not be looked at."""
ERASED = "erased"
"""An operator's act: {"act": "erased", "mails": [ids], "letters": [ids], …}."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something wrong: a verdict, what it is about (`L_…`, `in-12`, `out-3`, `seal 48213`), and a sentence."""

    verdict: str
    where: str
    says: str


Step = Found | None


@dataclass(slots=True)
class Gone:
    """Ids of mails and letters whose words were erased, as the record itself says."""

    mails: set[int] = field(default_factory=set)
    letters: set[int] = field(default_factory=set)

    def take(self, said: dict[str, Any]) -> None:
        """From an event's facts, or an operator's act. What is no list of ids names nothing."""
        self.mails |= _ids(said.get("mails"))
        self.letters |= _ids(said.get("letters"))


def _ids(named: object) -> set[int]:
    return {number for number in named if isinstance(number, int)} if isinstance(named, list) else set()


def gone(session: Session) -> Gone:
    """What was erased, by the word of a ticket that there is, or of an operator."""
    found = Gone()
    of_tickets = select(Event.payload).join(Ticket, Ticket.id == Event.ticket_id).where(Event.kind == replay.ERASE)
    for payload in session.scalars(of_tickets):
        facts = replay.parsed(payload).get("facts")
        found.take(facts if isinstance(facts, dict) else {})
    for said in session.scalars(select(Seal.said).where(Seal.kind == items.OPERATOR)):
        act = replay.parsed(said)
        if act.get("act") == ERASED:
            found.take(act)
    return found

"""What may a letter say? The values that templates see; `tests/letters/samples.py` shows which letter takes which.

Beside these, plain facts: reader_name, author, title, group, recipient, detail, received_sha256 (one line each), text (many lines),
conversation (Entry, newest first), files and omitted (FileFacts; omitted were too big to ride along), items (ItemFacts), entities
(EntityFacts), claims (HeldFacts), likeliest (ItemDetail, of what a mail may be about), checks (CheckFacts), elsewhere (sentences), lists
(PartFacts), moves (MoveFacts, newest first), file (FileFacts or None), count, more, days, reason, unknown_code, audience
(`representante`, `técnico`), done, handed, why and orders (words; the templates hold their sentences), names (what those sentences name),
by (who handed the ticket on), note (what that person wrote), before (the item until then), targets (TargetFacts), since (an instant),
mine (whether the reader has the ticket), people ((name, address) of those who may be given it); of an incident: rows (RowFacts), joined
((number, status) of its tickets, or how many), incident and lead (the number of the one that leads), known (whether a new ticket is of
one).
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """A ticket as its letters show it. status and outcome are words of rules.md; technician and group may be ''.

    item is the path's title; entity, requester and technician are names; deadline is set while a solution waits for its answer.
    """

    number: str
    title: str
    status: str
    code: int
    item: str
    entity: str
    requester: str
    group: str
    technician: str
    opened_at: datetime
    deadline: datetime | None
    round: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said in a ticket's conversation; side is `representante` or `técnico`."""

    at: datetime
    who: str
    side: str
    text: str


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file that came with a mail: name for display, size in bytes, SHA-256 in hex; number: what ANEXO takes, or 0.

    type: the claimed media type; accepted: it can show something; why: a word of templates/_base/evidence.txt for that judgement.
    """

    name: str
    size: int
    sha256: str
    number: int = 0
    type: str = ""
    accepted: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True)
class MissingFacts:
    """What is asked of the representative before a ticket goes to its group.

    missing: what has not come; question, unless: the item's, or ''; whole: the words that say that the files hold it all, or ''; unable:
    those that say that it cannot come.
    """

    missing: tuple[str, ...]
    question: str
    unless: str
    whole: str
    unable: str


@dataclass(frozen=True, slots=True)
class AskedFacts:
    """One thing that an item asks for, and the names of the files that came for it."""

    name: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OriginFacts:
    """A mail of which a comprovante tells: when it was received, and the SHA-256 of its bytes."""

    received_at: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class RowFacts:
    """A ticket in a list. entity, requester, technician are names; late: it has passed a target; deadline: of a solved one.

    incident: number of the ticket that leads the incident it belongs to, or ''; only the technicians' side is shown it.
    """

    number: str
    title: str
    status: str
    opened_at: datetime
    updated_at: datetime
    entity: str
    requester: str
    technician: str
    deadline: datetime | None
    late: bool
    incident: str = ""


@dataclass(frozen=True, slots=True)
class PartFacts:
    """Tickets under one heading. kind: a word of templates/_base/shown.txt; more: how many there are that are not listed."""

    kind: str
    rows: tuple[RowFacts, ...]
    more: int


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """One move of a ticket. kind: a word of templates/_base/moves.txt; who: a name, or ''; group: where it went, or ''."""

    at: datetime
    kind: str
    who: str
    group: str


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """A target that was missed. step: a word of templates/_base/late.txt; due: when it passed."""

    step: str
    due: datetime


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """A line of the catalogue letter."""

    code: int
    title: str
    confidential: bool


@dataclass(frozen=True, slots=True)
class ItemDetail:
    """The item a ticket was opened for: what to check before, what to send along, whether it touches passwords, whether few may see it."""

    code: int
    title: str
    objective: str
    checklist: tuple[str, ...]
    evidence: tuple[str, ...]
    passwords: bool
    confidential: bool


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """What to verify before one writes about items of these codes."""

    codes: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class HeldFacts:
    """A held mail in the question CONFIRMAR: nothing of it is the sender's word.

    until: the end of the hold; item: `12 - PORTAL ...`, or ''; about_ticket: it answers or names a ticket; order: the
    keyword it gives there, or ''; files: how many; size in bytes.
    """

    received_at: datetime
    until: datetime
    item: str
    about_ticket: bool
    order: str
    files: int
    size: int


@dataclass(frozen=True, slots=True)
class EntityFacts:
    """An entity to choose from; `id` is the number that the answer carries."""

    id: str
    name: str

"""What has the desk decided? Moves, letters and timers as values; one place stores them (clockwork/store.py)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gateway.desk.scene import FileRef
from gateway.people.directory import Person
from storage.ticket.tickets import Standing


@dataclass(frozen=True, slots=True)
class Slip:
    """A text of ours that rides along with a letter: templates/_base/KIND.txt, the file's name, and what it says."""

    kind: str
    name: str
    facts: Mapping[str, object]
    type: str = "text/plain"


@dataclass(frozen=True, slots=True)
class Dossier:
    """A ticket's dossier that rides along with a letter: for which person, whether of the technicians' side, about how big (bytes)."""

    number: str
    person: str
    inside: bool
    size: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to write. answer: it goes back to the one whose mail is being decided (and may be silenced).

    home: it goes to the first address that the directory has for the person, whatever the mail says.

    about_ticket: it stands in the ticket's thread and only those who may see the ticket get it; ref names what its token is
    for when there is no ticket yet (`m48213`, a kept mail).
    """

    kind: str
    to: Person
    facts: Mapping[str, object]
    about_ticket: bool = True
    answer: bool = False
    ref: str = ""
    round: int = 0
    files: tuple[FileRef, ...] = ()
    home: bool = False
    slip: Slip | None = None
    dossier: Dossier | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A move of the ticket (storage/ticket/lifecycle.py), the state fields it changes, and facts for the record."""

    kind: str
    by: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opening:
    """A new ticket: its first state, and when it counts as opened."""

    at: datetime
    by: str
    values: Mapping[str, Any]
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A contribution to the conversation, from the mail with this id; round is set on a solution."""

    at: datetime
    by: str
    who: str
    side: str
    text: str
    mail_id: int
    public: bool = True
    round: int = 0


@dataclass(frozen=True, slots=True)
class Release:
    """A held mail (its id), its new outcome, and words added to its flags. It joins the ticket that is decided about.

    holds: (kind, instant) of its timers from now on, when it goes on waiting.
    """

    mail_id: int
    outcome: str
    flags: tuple[str, ...] = ()
    holds: tuple[tuple[str, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """What a decision does to another ticket than its own, in the same transaction, as long as that one stands as it was read.

    Its letters are about that ticket; timers, round: as in Decision.
    """

    ticket: Standing
    moves: tuple[Move, ...] = ()
    said: tuple[Said, ...] = ()
    letters: tuple[Letter, ...] = ()
    timers: tuple[tuple[str, datetime], ...] | None = None
    round: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything that follows from one mail or timer. outcome: the one named disposition.

    timers: (kind, instant) for the solution of `round`, replacing those that wait; None leaves them, () ends them.
    releases: held mails that this one completes; flags: words added to the mail's own row; takes_effect: whether a second copy of
    the mail would be a duplicate of this one. question: held mails (ids) that its letter lists; holds: (kind, instant) of timers for the
    mail itself; frees: held mails to decide anew, as confirmed; alarm: a word for the operator. beside: what it does to
    other tickets.
    """

    outcome: str
    opening: Opening | None = None
    moves: tuple[Move, ...] = ()
    said: tuple[Said, ...] = ()
    letters: tuple[Letter, ...] = ()
    timers: tuple[tuple[str, datetime], ...] | None = None
    round: int = 0
    releases: tuple[Release, ...] = ()
    flags: tuple[str, ...] = ()
    takes_effect: bool = True
    question: tuple[int, ...] = ()
    holds: tuple[tuple[str, datetime], ...] = ()
    frees: tuple[int, ...] = ()
    alarm: str = ""
    beside: tuple[Beside, ...] = ()

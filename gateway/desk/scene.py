"""What does the desk look at when it decides? Everything it may know, gathered before, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from gateway.desk.claimed import Claim, Question
from gateway.desk.rules import Rules
from gateway.desk.shown import Shown
from gateway.people.directory import Entity, Person
from gateway.people.proof import Sender
from parsers.reading import Reading
from storage.ticket.tickets import Standing


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file of a mail on record: where to fetch it (inbound id, part) and what to say of it.

    number: the one that ANEXO takes, 0 while it has none; public: whether the entity may have it; why: a word of
    parsers/evidence/judgement.py for a file of a mail that is being read.
    """

    inbound_id: int
    part: int
    name: str
    type: str
    size: int
    sha256: str
    evidence: bool
    number: int = 0
    public: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail on record, as read and proven. received_at is the first arrival over all its copies; size in bytes."""

    id: int
    received_at: datetime
    sha256: str
    reading: Reading
    sender: Sender
    files: tuple[FileRef, ...]
    flags: tuple[str, ...] = ()
    size: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said in a ticket's conversation; `side` is `representante` or `técnico`; round is set on a solution.

    origin: number of the merged ticket that it was said in, '' for the ticket itself.
    """

    at: datetime
    who: str
    side: str
    text: str
    public: bool
    round: int = 0
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """The people around a ticket, or around the one that may be opened.

    members: the group's active technicians, without whoever opened it; representatives: who is written to on the entity's side, the
    opener if still there.
    """

    requester: Person | None = None
    technician: Person | None = None
    solver: Person | None = None
    entity: Entity | None = None
    group: str = ""
    members: tuple[Person, ...] = ()
    representatives: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Other:
    """The ticket that an order names beside the one it is given in. heir: what it went on as, itself unless it was merged.

    circle: gathered only for a writer who may work on it.
    """

    ticket: Standing
    heir: Standing
    conversation: tuple[Entry, ...] = ()
    files: tuple[FileRef, ...] = ()
    circle: Circle = field(default_factory=Circle)


@dataclass(frozen=True, slots=True)
class Named:
    """Whom and what the orders of a mail name, for as far as the directory knows them.

    people: address as written -> person, active or not; members: name of a group -> its active technicians, of each group that an
    order names or leads to; routes: code of an item -> the group that answers it for the ticket's entity.
    """

    people: Mapping[str, Person] = field(default_factory=dict)
    members: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    routes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pause:
    """Since when a pending ticket waits for the representative, and by which move (storage/ticket/lifecycle.py, PAUSES)."""

    at: datetime
    move: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A letter of ours that was refused or came back for good: its row id, and what it was.

    reached_others: the same solution reached someone else of the entity.
    """

    id: int
    ticket_id: int | None
    kind: str
    round: int
    person: str
    recipient: str
    detail: str
    reached_others: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment at the desk. mail is None when a timer struck.

    number: drawn for a ticket that may be opened. kept: the held mail that this one answers. asked_reason: a refusal of the
    current solution that still lacks its reason. told: letters the sender got (`hour`, `not_entitled` within a day; `closed` and
    `cannot` about this ticket since it closed; `explained` in this conversation within an hour; `confirm` on this
    day; `alarm`: the operator, within a day). twin: the same mail, which already took effect. entities: those the sender serves.
    names_ticket: the mail names one, even if there is none. returned: a letter of ours that this mail says did not arrive.
    repeats_choice: it answers a question of ours that was answered before; `ticket` is what came of it.
    two_tickets: its token is for one ticket and its subject names another. claims: other mails that claim to be from the same person
    and wait. question: the one that this mail answers. own: a letter of ours came back. written: person -> letters
    about this ticket within the hour. repeats: how often the same was written in this
    conversation within the hour. pause: of a ticket that is pending. named: what a technician's or supervisor's orders name. files: those
    of the ticket so far, numbered. route: the circle once the ticket goes to its group, while it is in none. shown:
    what its questions may be answered with. merged: the tickets that the mail names and that went on as `ticket`; old_numbers: number
    of a file in the first of them -> its number in `ticket`. other: the ticket that a
    MESCLAR names.
    incident: the ticket that leads the incident which a new one, or one that is told to, would join. joined: those that joined the one
    that `ticket` leads; shared: ids of those whose newest solution is its solution.
    """

    now: datetime
    rules: Rules
    address: str
    mail: Mail | None = None
    ticket: Standing | None = None
    circle: Circle = field(default_factory=Circle)
    conversation: tuple[Entry, ...] = ()
    number: str = ""
    kept: Mail | None = None
    asked_reason: Mail | None = None
    told: Mapping[str, int] = field(default_factory=dict)
    twin: int | None = None
    entities: tuple[Entity, ...] = ()
    names_ticket: bool = False
    returned: Returned | None = None
    repeats_choice: bool = False
    two_tickets: bool = False
    claims: tuple[Claim, ...] = ()
    question: Question | None = None
    own: bool = False
    written: Mapping[str, int] = field(default_factory=dict)
    repeats: int = 0
    pause: Pause | None = None
    named: Named = field(default_factory=Named)
    files: tuple[FileRef, ...] = ()
    shown: Shown = field(default_factory=Shown)
    incident: Standing | None = None
    route: Circle | None = None
    joined: tuple[Standing, ...] = ()
    shared: frozenset[int] = frozenset()
    merged: tuple[Standing, ...] = ()
    old_numbers: Mapping[int, int] = field(default_factory=dict)
    other: Other | None = None

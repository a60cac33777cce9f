"""What may a question to the desk be answered with? Gathered only for a mail that asks; everything is within its writer's rights."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gateway.post.digestfacts import DigestFacts
from storage.ticket.history import Happened
from storage.ticket.queues import Part


@dataclass(frozen=True, slots=True)
class Offer:
    """The dossier that was asked for: how big it is (bytes, 0 for far too big), and whether its reader got enough of them today."""

    size: int
    spent: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """table: a representative's tickets; queue: the open ones of `groups`, beside `hidden` confidential ones; moves: of the asked ticket.

    digest: of the groups that a supervisor supervises. names: ids of people and entities -> names. narrow: the writer is proven for one
    ticket, and only that one is shown. dossier: of the asked ticket.
    """

    table: tuple[Part, ...] = ()
    queue: tuple[Part, ...] = ()
    groups: tuple[str, ...] = ()
    hidden: int = 0
    moves: tuple[Happened, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    narrow: bool = False
    digest: DigestFacts | None = None
    dossier: Offer | None = None

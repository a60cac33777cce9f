"""What is worked out, and waits to be put on record? Several things settle in one transaction: one wait for the disk serves them all."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from gateway import about
from gateway.clockwork.tools import Tools
from storage.tables import Outbound

log = logging.getLogger(__name__)

Ring = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a settlement put on record: the rings that follow, the letters just written, and what the log is to say of it."""

    rings: Sequence[Ring] = ()
    letters: Sequence[Outbound] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """One thing to be settled.

    keep: puts it on record, within a transaction. whose: '' for what bears on nothing else; two of one person never settle together,
    for what is put on record of the first bears on the second. lasting: the commit waits for the disk. now: it waits for no other.
    about: what the log says it is about; left out, what is worked on where it is made.
    """

    keep: Callable[[Session], Kept]
    whose: str = ""
    lasting: bool = True
    now: bool = False
    about: Mapping[str, str] = field(default_factory=about.now)


@dataclass(frozen=True, slots=True)
class Errand:
    """What is left to be done with somebody else, who may take his time: the baton is not needed for it. about: as of Ready."""

    run: Callable[[], Ready | Sequence[Ring]]
    about: Mapping[str, str] = field(default_factory=about.now)


Done = Ready | Errand | Sequence[Ring]


def settle(tools: Tools, ready: Sequence[Ready]) -> list[Ring]:
    """Puts all on record, or nothing; returns the rings that follow. Raises what keep raises."""
    database = tools.database
    with database.writing() if any(one.lasting for one in ready) else database.noting() as session:
        kept = [one.keep(session) for one in ready]
    for one, done in zip(kept, ready, strict=True):
        tools.fresh.keep(one.letters)
        if one.said:
            with about.working_on(done.about):
                log.info("%s", one.said)
    return [ring for one in kept for ring in one.rings]

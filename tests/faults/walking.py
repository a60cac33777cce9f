"""What walks: a whole gateway that keeps who sent what, and whose work may be broken off or met by another's."""

import logging
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from gateway.people.directory import Person
from tests.faults.unsteady import PAST_THE_LEASE, Ended, MoodyRelay, ending, meeting
from tests.faults.wording import Words, Writer
from tests.signing import Zones
from tests.stories.handed import HELENA, MARCOS, SILVIA, TEREZA
from tests.stories.writing import with_dns
from tests.world import ADDRESS, ANA, ANTONIO, CARLOS, CONCEICAO, JOAO, MARIA, PAULO, RITA, Letter, World

DESK = (ANA, CARLOS, HELENA, PAULO, TEREZA, MARCOS, SILVIA)
ENTITIES = (MARIA, JOAO, CONCEICAO, ANTONIO, RITA, HELENA)
PEOPLE = tuple(dict.fromkeys((*ENTITIES, *DESK)))
LATER = timedelta(hours=9)  # what passes between two looks at the clock


@dataclass(frozen=True)
class Sent:
    """A mail of the walk. by, claimed: ids of who wrote it and of whose address stands in From; letter: the Message-ID that it answers.

    title, quoted: marks of others that its writer repeated, in the subject or below the text.
    """

    at: datetime
    by: str
    claimed: str
    words: Words
    number: str = ""
    letter: str = ""
    automatic: bool = False
    title: frozenset[str] = frozenset()
    quoted: frozenset[str] = frozenset()


class Heard(logging.Handler):
    """What the gateway calls an error of its own."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.errors.append(logging.Formatter("%(name)s %(message)s").format(record))


class Walker(World):
    """One walk. Each step may leave work undone; told: what was done, a line each."""

    def __init__(self, home: Path, seed: int) -> None:
        super().__init__(home)
        self.chance = random.Random(seed)
        self.writer = Writer(self.chance, PEOPLE)
        self.sent: dict[int, Sent] = {}
        self.raws: list[tuple[int, bytes, Mapping[str, str]]] = []
        self.versions: dict[str, list[Person]] = {}
        self.ever_refused: set[str] = set()
        self.told: list[str] = []
        self.heard = Heard()
        self.relay = MoodyRelay()
        self.tools = replace(self.tools, relay=self.relay)
        with_dns(self, Zones({}))
        two_roles = replace(self.person(HELENA), profile=frozenset({"tecnico", "gestor"}), entities=self.person(RITA).entities)
        self.change(HELENA, profile=two_roles.profile, entities=two_roles.entities)
        self.note_people()

    def note_people(self) -> None:
        """Keeps every version of everybody."""
        for person in self.tools.directory.everyone():
            known = self.versions.setdefault(person.id, [])
            if not known or known[-1] != person:
                known.append(person)

    def marks(self) -> set[str]:
        """Every mark that was written so far."""
        return {mark for sent in self.sent.values() for mark in sent.words.marks}

    def raw_in(self, raw: bytes, **envelope: str) -> int:  # type: ignore[override]  # the same names
        found = super().raw_in(raw, **envelope)
        self.raws.append((found, raw, envelope))
        return found

    def work(self) -> None:
        """All that is due, or some of it, or with trouble in the middle."""
        mood, wait = self.chance.random(), self.chance.randrange(4)
        if mood < 0.07:
            self.told.append("  nothing is worked off")
        elif mood < 0.15:
            turn = self.chance.choice((self.jobs.hear, self.jobs.send, self.jobs.strike))
            self.told.append(f"  {turn.__name__} only")
            turn()
        elif mood < 0.22:
            self.told.append("  the process ends")
            self.relay.ends = self.chance.choice(("", "", "before", "after"))
            try:
                with ending(wait):
                    self.work_off()
            except Ended:
                self.clock.at += PAST_THE_LEASE
            self.relay.ends = ""
            self.work_off()
        elif mood < 0.35:
            overslept = self.chance.random() < 0.3
            self.told.append(f"  two at once{', one overslept' if overslept else ''}")
            with meeting(self, wait, overslept=overslept):
                self.work_off()
            self.work_off()
        else:
            self.work_off()

    def note(
        self, inbound: int, sender: str, words: Words, *, by: str = "", number: str = "", letter: str = "", automatic: bool = False
    ) -> str:
        """Keeps what was sent, and tells it in a line."""
        claimed = self.person(sender).id
        self.sent[inbound] = Sent(self.clock.at, by or claimed, claimed, words, number, letter, automatic)
        text = words.text.replace("\n", " / ")[:100]
        return f"in-{inbound} {by or claimed} {number} {letter[:16]}: {text!r} {list(words.files)}"

    def pass_by(self, span: timedelta, *, down: bool = False, every: timedelta = LATER) -> None:
        """Lets time pass, and works off what falls due on the way."""
        end = self.clock.at + span
        while not down and self.clock.at + every < end:
            self.later(seconds=every.total_seconds())
        self.clock.at = end


def shown(letter: Letter) -> str:
    """All that a reader of a letter can find in it, in small letters."""
    parts = [letter.mail.as_string()]
    for part in letter.mail.walk():
        if not part.is_multipart():
            parts.append(str(part.get_filename() or ""))
            parts.append(bytes(part.get_payload(decode=True) or b"").decode("utf-8", "replace"))
    return " ".join((letter.subject, ADDRESS, *parts)).lower()

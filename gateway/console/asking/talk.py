"""Who is asked, and who hears what was found? A person at a terminal, or nobody."""

from contextlib import AbstractContextManager
from typing import Literal, Protocol

from gateway.console.doctor.finding import Finding

Tone = Literal["plain", "head", "good", "warn", "bad"]


class Talk(Protocol):
    """The person's side. asks: whether there is anybody to ask."""

    @property
    def asks(self) -> bool:
        """Whether there is anybody to ask."""

    def ask(self, question: str, default: str, *, hidden: bool) -> str:
        """What the person says, the default for a mere Enter; hidden: nothing of it is shown, the default neither."""

    def say(self, sentence: str, tone: Tone = "plain") -> None:
        """A line."""

    def found(self, finding: Finding) -> None:
        """What a trial found, and how to mend it."""

    def trying(self, what: str) -> AbstractContextManager[object]:
        """Shown while a part is tried."""


class Stopped(Exception):
    """It does not go on: an answer is lacking or does not work, and nobody can be asked. The text says which, and what to do."""


class Unanswered(Stopped):
    """An answer is lacking."""

"""Which held mails claim to be from somebody, and which question about them is answered?"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """A held mail that claims to be from someone, without a word of it.

    Its id, arrival, since when it is held, size in bytes, number of files, row's flags.
    """

    id: int
    received_at: datetime
    held_at: datetime
    size: int
    files: int
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A CONFIRMAR question that the mail answers: its id, the held mails (ids) it listed that still wait.

    sure: the mail shows that it answers this question; else its writer is asked to answer the question itself.
    """

    cause: int
    waiting: tuple[int, ...]
    sure: bool

"""What was found when a part was tried, and why does it matter?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gateway.console.doctor.words import matters

KEYS = ("part", "name", "ok", "why", "says", "matters", "mend")


@dataclass(frozen=True, slots=True)
class Finding:
    """One part, tried. name: which one of its kind, without any secret; why: one word, '' when there is nothing to say.

    says: what is so; mend: what an operator does about it. A part may be in order and still have a why: worth knowing, not wrong.
    """

    part: str
    name: str
    ok: bool
    says: str
    why: str = ""
    mend: str = ""

    @property
    def matters(self) -> str:
        """Why it matters, in one sentence; '' when there is nothing to say."""
        return matters(self.part, self.why)

    @property
    def row(self) -> Mapping[str, Any]:
        """KEYS and their values."""
        return {key: getattr(self, key) for key in KEYS}


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth knowing, or wrong: a word for it, what is so, what to do."""

    why: str
    says: str
    mend: str
    ok: bool = True


def first_that_fits(said: str, troubles: Iterable[tuple[str, str, str]]) -> tuple[str, str]:
    """The word and the mend of the first whose words were said, in whatever case. The last of them has no words, and always fits."""
    return next((why, mend) for words, why, mend in troubles if words.lower() in said.lower())


def summed(part: str, name: str, says: Iterable[str], notes: Iterable[Note]) -> Finding:
    """One finding of all that was noted: wrong when one is, and its word is that of the first that is wrong, or else of the first."""
    ordered = sorted(notes, key=lambda note: note.ok)
    said = "; ".join(filter(None, (*says, *(note.says for note in ordered))))
    why = ordered[0].why if ordered else ""
    return Finding(part, name, all(note.ok for note in ordered), said, why, " ".join(dict.fromkeys(note.mend for note in ordered)))

"""Does a text tell of a person? By name, address or CPF, or because it repeats what they wrote. In doubt it does."""

import re
from collections.abc import Iterable

from gateway.privacy.subject import Subject
from parsers.language.plain import loose

SHORTEST_NAME, SHORTEST_LINE = 3, 12  # signs: of a part of a name, and of a line that nobody writes by chance
PARTICLES = frozenset({"das", "dos", "del"})
_QUOTED = re.compile(r"^[>|\s]+", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile(r"[\s.\-/]")


class Traces:
    """What would tell of one person on one ticket. said: their own contributions; title: of their ticket, '' when it is another's."""

    def __init__(self, subject: Subject, said: Iterable[str], title: str = "") -> None:
        self._names = {word for word in _WORD.findall(loose(subject.name)) if len(word) >= SHORTEST_NAME} - PARTICLES
        self._ids = {loose(one) for one in (subject.who.id, *subject.who.addresses) if one}
        self._cpf = subject.cpf
        lines = (_flat(line) for text in said for line in text.splitlines())
        self._lines = {line for line in lines if len(line) >= SHORTEST_LINE} | ({_flat(title)} if title.strip() else set())

    def within(self, *texts: str) -> bool:
        """Whether any of these texts tells of the person."""
        return any(map(self._tells, texts))

    def named(self, *texts: str) -> bool:
        """The same by name, address or CPF alone."""
        return any(self._names_them(_flat(text), text) for text in texts)

    def _tells(self, text: str) -> bool:
        flat = _flat(text)
        return self._names_them(flat, text) or any(line in flat for line in self._lines)

    def _names_them(self, flat: str, text: str) -> bool:
        if any(one in flat for one in self._ids) or not self._names.isdisjoint(_WORD.findall(flat)):
            return True
        return bool(self._cpf) and self._cpf in _MARKS.sub("", text)


def _flat(text: str) -> str:
    """As the eye reads it, whatever lines it was broken into, and quoted or not."""
    return " ".join(loose(_QUOTED.sub("", text)).split())

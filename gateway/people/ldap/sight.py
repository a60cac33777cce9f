"""Is an answer of nothing to be believed?

LDAP says "nothing" in the same way for what is not there, for what we may not see and for a base that is empty. So nothing is believed only
when the same base shows an entry with the attributes that were asked for, and finds it again by them; otherwise the directory is taken for
away, and the mail waits.
"""

import logging
from typing import Literal

from gateway.patience import Deadline
from gateway.people.directory import DirectoryUnavailable
from gateway.people.ldap import values
from gateway.people.ldap.line import SUCCESS, Answer, Entry, Line
from gateway.people.ldap.mapping import Mapping

log = logging.getLogger(__name__)

Where = Literal["people", "entities", "groups"]
SIZE_LIMIT, NO_SUCH_OBJECT = 4, 32  # RFC 4511, appendix A


class Sight:
    """What one connection can see. The methods raise DirectoryUnavailable and Trouble."""

    def __init__(self, mapping: Mapping, line: Line, deadline: Deadline) -> None:
        self._mapping = mapping
        self._line = line
        self._deadline = deadline
        self._believed: set[tuple[str, ...]] = set()

    def see(self, where: Where, *attributes: str, every: tuple[str, ...] = ()) -> None:
        """Nothing was found: raises DirectoryUnavailable unless that can be believed.

        One entry there must show one of `attributes` and all of `every`, and be found again by what it shows: an attribute may be read and
        yet not be sought, for want of a right or of a matching rule.
        """
        part = getattr(self._mapping, where)
        for name, value in self._shown(where, attributes, every):
            query = values.all_of([part.filter, values.equals_octets(name, value)])
            again = self._line.search(part.base, query, ["1.1"], self._deadline, limit=1)
            _check(again, where)
            if not again.entries:
                raise away(where, f"{name} is seen and cannot be sought; look at its matching rule and the account's rights")

    def doubt(self, where: Where, *attributes: str) -> None:
        """Something is missing: raises DirectoryUnavailable when nobody shows it. Asked once in a question."""
        if attributes not in self._believed:
            self._shown(where, attributes, ())
            self._believed.add(attributes)

    def _shown(self, where: Where, attributes: tuple[str, ...], every: tuple[str, ...]) -> list[tuple[str, bytes]]:
        """Those attributes of one entry that it shows, each with a value."""
        part = getattr(self._mapping, where)
        query = values.all_of([part.filter, values.any_of(map(values.present, attributes)), *map(values.present, every)])
        answer = self._line.search(part.base, query, (*attributes, *every), self._deadline, limit=1)
        _check(answer, where)
        entry = next(iter(answer.entries), Entry("", {}))
        shown = [(name, held[0]) for name in attributes if (held := entry.values.get(name.lower()))]
        if not shown or not all(entry.values.get(name.lower()) for name in every):
            raise away(where, f"no entry is seen that has {' or '.join(attributes)}; look at base, filter and the account's rights")
        return shown


def _code(answer: Answer, where: str) -> DirectoryUnavailable:
    if answer.code == NO_SUCH_OBJECT:
        return away(where, "result 32 (noSuchObject): its base in the mapping is not there, or the account may not see it")
    return away(where, f"result {answer.code}")


def _check(answer: Answer, where: str) -> None:
    """Asked for one entry, a server may say that there are more."""
    if answer.code not in {SUCCESS, SIZE_LIMIT}:
        raise _code(answer, where)


def believed(answer: Answer, where: str) -> tuple[Entry, ...]:
    """The entries of a whole answer. Raises DirectoryUnavailable for any other."""
    if answer.code != SUCCESS:
        raise _code(answer, where)
    if answer.elsewhere:
        raise away(where, "part of it stands on another server; name a base that this one holds whole")
    return answer.entries


def away(where: str, why: str) -> DirectoryUnavailable:
    """Said in the log too: a base or a right that is wrong is mended by whoever runs this."""
    log.warning("An answer of the directory is not believed: %s: %s", where, why)
    return DirectoryUnavailable(f"{where}: {why}")

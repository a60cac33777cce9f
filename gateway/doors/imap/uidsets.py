"""How are UIDs written in a command, and read from an answer? As sets, `1:5,9` (RFC 3501, 9: sequence-set)."""

import re
from collections.abc import Iterable, Iterator

LONGEST_SET = 7900  # characters: with the rest of the command under the 8,000 that servers take at least (RFC 7162, 4)
HIGHEST = 2**32 - 1
_RANGE = re.compile(r"(\d{1,10})(?::(\d{1,10}))?")


def written(uids: Iterable[int], longest: int = LONGEST_SET) -> Iterator[tuple[str, list[int]]]:
    """Sets of at most so many characters, ascending, each with the UIDs it names."""
    parts: list[str] = []
    named: list[int] = []
    length = 0
    for first, last in _runs(sorted(set(uids))):
        part = f"{first}:{last}" if last > first else str(first)
        if parts and length + len(part) > longest:
            yield ",".join(parts), named
            parts, named, length = [], [], 0
        parts.append(part)
        named.extend(range(first, last + 1))
        length += len(part) + 1
    if parts:
        yield ",".join(parts), named


def _runs(uids: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of each row without a gap."""
    start = 0
    for at in range(1, len(uids) + 1):
        if at == len(uids) or uids[at] != uids[at - 1] + 1:
            yield uids[start], uids[at - 1]
            start = at


def read(text: str, most: int) -> list[int]:
    """The UIDs that a set names, in its order; a range always ascends. Raises ValueError when it is no set, or names more than so many."""
    found: list[int] = []
    for part in text.split(","):
        said = _RANGE.fullmatch(part)
        if said is None:
            raise ValueError("no set of UIDs")
        ends = sorted((int(said[1]), int(said[2] or said[1])))
        if ends[0] < 1 or ends[1] > HIGHEST or len(found) + ends[1] - ends[0] >= most:
            raise ValueError("no UIDs, or too many")
        found.extend(range(ends[0], ends[1] + 1))
    return found

"""Does the header of another mail stand here as old Lotus Notes draws it: labels without colons, each on a line of its own?"""

import re

from parsers.reply.dates import DATE, TIME
from parsers.reply.lines import Lines

# How a line with nothing but the last label ends; each is looked for in the whole text.
SUBJECTS = ("Assunto", "Subject")
_SUBJECT = re.compile(r"\s*(?:Assunto|Subject)\s*")
_TO = re.compile(r"\s*(?:Para|To)\s*")
_INDENTED = re.compile(r"\s{5,}\S")
_MOST_BETWEEN = 12
_MOST_ABOVE = 8
_LONGEST_NAME = 80


def drawn_header(lines: Lines, at: int, floor: int) -> tuple[int, int]:
    """The first line of the header whose last label stands at `at`, and the line behind its value; (0, 0) where there is none.

    The name, the date and the time stand above the first label, or beside the recipient where the columns are aligned.
    """
    raw = lines.raw
    if _SUBJECT.fullmatch(raw[at]) is None:
        return 0, 0
    to = next((number for number in range(at - 1, max(floor, at - _MOST_BETWEEN) - 1, -1) if _TO.fullmatch(raw[number])), None)
    if to is None:
        return 0, 0
    first = _first(lines, to, floor)
    said = " ".join(lines.said(number) for number in range(first, at))
    if DATE.search(said) is None or TIME.search(said) is None:
        return 0, 0
    value = lines.written(at + 1, 3)
    return first, at + 1 if value is None else value + 1


def _first(lines: Lines, to: int, floor: int) -> int:
    """The line of the name: at the top of what is indented, or above the date."""
    raw = lines.raw
    first = to
    while first > floor and to - first < _MOST_ABOVE and (not raw[first - 1].strip() or _INDENTED.match(raw[first - 1])):
        first -= 1
    for at in range(to - 1, max(floor, to - _MOST_ABOVE) - 1, -1):
        if DATE.search(lines.said(at)) and not _INDENTED.match(raw[at]):
            named = at > floor and 0 < len(raw[at - 1].strip()) <= _LONGEST_NAME and (at - 1 == floor or not raw[at - 2].strip())
            return at - 1 if named else at
    return first

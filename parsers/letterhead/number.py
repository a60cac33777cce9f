"""Which ticket does a text name? (rules.md, Numbers)"""

import re

_NUMBER = re.compile(r"(?<![\w@/.-])[\[(]?#?L[_ ]?([0-9]{8,15})(?!\w|@|[-/.]\w)[\])]?", re.IGNORECASE)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SHORTEST_SEQUENCE = 3


def find(text: str) -> str:
    """The first ticket number in the text, as `L_20530001`, or ''."""
    for found in _NUMBER.finditer(text):
        if _valid(found[1]):
            return f"L_{found[1]}"
    return ""


def blank(text: str, mark: str = " ", only: str = "") -> str:
    """The text with each ticket number (or `only` this one) replaced by `mark` and spaces; as long as before."""

    def cover(found: re.Match[str]) -> str:
        named = _valid(found[1]) and only in {"", f"L_{found[1]}"}
        return mark.ljust(len(found[0])) if named else found[0]

    return _NUMBER.sub(cover, text)


def _valid(digits: str) -> bool:
    month, day, sequence = int(digits[1:3]), int(digits[3:5]), digits[5:]
    dated = 1 <= month <= len(_DAYS) and 1 <= day <= _DAYS[month - 1]
    counted = int(sequence) > 0 and (len(sequence) == _SHORTEST_SEQUENCE or sequence[0] != "0")
    return dated and counted

"""How does the text part stay under 78 columns without breaking a link?"""

import re
from functools import cache

COLUMNS = 77
_LEAD = re.compile(r"^(\s*)((?:[-*•]|\d{1,3}[.)])\s+)?")
_BLANKS = re.compile(r"[ \t]+")


def wrapped(text: str) -> str:
    """The text with long lines folded at blanks (list items hang, links and long words stay whole), one blank line at most."""
    lines: list[str] = []
    for line in map(str.rstrip, text.split("\n")):
        if len(line) > COLUMNS and " " in line:
            lines += _folded(line)
        elif line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).rstrip("\n") + "\n"


def _folded(line: str) -> list[str]:
    lead = _LEAD.match(line)
    hang = " " * min(lead.end() if lead else 0, COLUMNS // 2)
    lines: list[str] = []
    at = 0
    while at < len(line):
        found = (_fitting(COLUMNS - len(hang)) if lines else _fitting(COLUMNS)).match(line, at)
        if found:
            lines.append(hang + found[0] if lines else found[0])
            at = found.end()
        blanks = _BLANKS.match(line, at)
        at = blanks.end() if blanks else at
    return lines


@cache
def _fitting(room: int) -> re.Pattern[str]:
    """As many whole words as fit into the room, or one that is longer."""
    return re.compile(rf"(?:.{{0,{room - 1}}}[^ \t]|[^ \t]+)(?![^ \t])")

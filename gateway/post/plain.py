"""How does the text part stay under 78 columns without breaking a link?"""

import re
import textwrap

COLUMNS = 77
_GAPS = re.compile(r"\n{3,}")
_LEAD = re.compile(r"^(\s*)((?:[-*•]|\d{1,3}[.)])\s+)?")


def wrapped(text: str) -> str:
    """The text with long lines folded at blanks (list items hang, links and long words stay whole), one blank line at most."""
    lines = (folded for line in text.split("\n") for folded in _fold(line.rstrip()))
    return _GAPS.sub("\n\n", "\n".join(lines)).strip("\n") + "\n"


def _fold(line: str) -> list[str]:
    if len(line) <= COLUMNS:
        return [line]
    lead = _LEAD.match(line)
    hang = " " * (lead.end() if lead else 0)
    return textwrap.wrap(
        line,
        COLUMNS,
        subsequent_indent=hang[: COLUMNS // 2],
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
        expand_tabs=False,
    )

"""Does a line that only says who and when stand right before quoted lines?"""

import re

from parsers.reply.dates import DATE, TIME
from parsers.reply.lines import Lines
from parsers.reply.names import is_name

_LONGEST_STAMP = 160
_STAMP_END = re.compile(r"[\W\d]*(?:(?:at|as|a las|um|alle|[ap]m|h|hs|uhr|gmt|utc|brt|[-+]\d{4})[\W\d]*){0,4}")


def stamp(lines: Lines, first: int, floor: int) -> int:
    """Where a paragraph of one line begins right before quoted lines that only says who and when: `Fulano <a@b> 9 June 2026, 10:15`."""
    at = next((at for at in range(first - 1, max(floor, first - 3) - 1, -1) if not lines.blank(at)), None)
    if at is None or (at > floor and not lines.blank(at - 1)) or len(lines.raw[at]) > _LONGEST_STAMP:
        return first
    said = lines.said(at).rstrip(" :")
    date = DATE.search(said)
    if date is None or TIME.search(said) is None or not _STAMP_END.fullmatch(said[date.end() :]):
        return first
    return at if is_name(said[: date.start()]) and len(said[: date.start()].split()) >= 1 else first

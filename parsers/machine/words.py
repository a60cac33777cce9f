"""With which words does this mail open, folded for the tables of phrases?"""

import re

from parsers.machine.folded import fold
from parsers.mime import charset
from parsers.mime.message import Mail
from parsers.text import body

_OPENING = 1200
_SMALL_PAGE = 8 * 1024  # what a program writes is small; turning a page into text costs more than all else here
PREFIX = re.compile(r"\s*(?:re|res|enc|encam|fw|fwd|aw|wg|rv|tr|i|r|vs|sv|antw|doorst|rif)(?:\[[0-9]+\]|\([0-9]+\))?\s?:")


def opening(mail: Mail, room: int = _OPENING) -> str:
    """The first words of the mail's text, plain text if it has some; a big HTML page counts as silent."""
    page = False
    for part in mail.parts:
        if part.disposition == "attachment":
            continue
        if part.type == "text/plain" and part.content:
            found = fold(charset.decode(part.content[:room], part.charset)[0]).strip()
            if found:
                return found
        page = page or (part.type == "text/html" and len(part.content) < _SMALL_PAGE)
    return fold(body.best_text(mail)[0][:room]).strip() if page else ""

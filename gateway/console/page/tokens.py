"""Does a text hold a reply token? Whoever has one decides as the person whom it was given to, so the page shows none."""

import re

COVERED = "(reply token)"
_BREAK = r"(?:=?\r?\n[>\s]*+)?"
_TOKEN = re.compile(rf"[lmbc][0-9]{{1,15}}\.{_BREAK}[0-9]{{1,6}}\.{_BREAK}(?:[a-z2-7]{_BREAK}){{8,26}}", re.IGNORECASE)
"""As in parsers/letterhead/thread.py, wherever it stands; also one that a line broke, or of which the end is missing."""


def without_tokens(text: str) -> str:
    """The text with the tokens of our reply addresses and Message-IDs covered: `suporte+(reply token)@orgao.example`."""
    return _TOKEN.sub(COVERED, text)

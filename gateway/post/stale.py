"""Does a letter leave long after it was written? Then it says so, before anything else."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from markupsafe import escape

from gateway.post.letters import Content, Letters
from gateway.post.plain import wrapped

LATE = timedelta(hours=6)
_TEXT = re.compile(r"^Olá", re.MULTILINE)
_PAGE = re.compile(r"<p[^>]*>Olá")  # no title can hold the tag


def marked(content: Content, written_at: datetime, now: datetime, letters: Letters) -> Content:
    """The letter, with a sentence (`_base/stale.txt`) above its greeting if it leaves more than six hours after it was written."""
    if now - written_at <= LATE:
        return content
    said = letters.words("stale", {"written_at": written_at, "sent_at": now})
    return replace(
        content,
        text=_before(_TEXT, content.text, wrapped(said) + "\n"),
        html=_before(_PAGE, content.html, f"<p><em>{escape(said)}</em></p>\n"),
    )


def _before(greeting: re.Pattern[str], whole: str, new: str) -> str:
    """The new text before the greeting; a letter without greeting stays as it is."""
    return greeting.sub(lambda found: new + found[0], whole, count=1)

"""Does a letter leave long after it was written? Then it says so, before anything else."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import escape

from gateway.post.letters import Content
from gateway.post.plain import wrapped
from gateway.post.wording import when_pt

LATE = timedelta(hours=6)
GREETING = "Olá"


def marked(content: Content, written_at: datetime, now: datetime, zone: ZoneInfo) -> Content:
    """The letter, with a sentence above its greeting if it leaves more than six hours after it was written."""
    if now - written_at <= LATE:
        return content
    written, sent = when_pt(written_at, zone), when_pt(now, zone)
    said = f"Este e-mail foi escrito em {written} e só pôde ser enviado em {sent}. Algo pode ter mudado desde então."
    page = f'<p class="soft" style="color:#555555">{escape(said)}</p>\n'
    return replace(
        content,
        text=_before(content.text, GREETING, wrapped(said) + "\n"),
        html=_before(content.html, f"<p>{GREETING}", page),
    )


def _before(whole: str, mark: str, new: str) -> str:
    """The new text before the first mark; a letter without greeting stays as it is."""
    return whole.replace(mark, new + mark, 1)

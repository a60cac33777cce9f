"""What does a letter say? A folder of templates and the facts of the moment give its subject, text and HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from gateway.masking import masked
from gateway.post.cleaning import cleaned, one_line, shortened
from gateway.post.links import mailto
from gateway.post.plain import wrapped
from gateway.post.wording import date_pt, size_pt, status_label, when_pt

SUBJECT_LIMIT = 120  # characters: a mailto link carries the subject percent-encoded, and clients cut links near 2,000


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes: the name readers see, the one address people write to, the zone of the printed times, and whom it serves (a sentence)."""

    name: str
    address: str
    timezone: ZoneInfo
    audience: str = "Este canal atende só os gestores cadastrados e ativos das entidades parceiras."


@dataclass(frozen=True, slots=True)
class Content:
    """A letter's words: subject in one line, text under 78 columns, HTML as a whole document."""

    subject: str
    text: str
    html: str


class Letters:
    """Every letter of the office. One folder a kind: subject.txt, body.txt, body.html; safe to share between threads."""

    def __init__(self, templates: Path, office: Office) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(templates),
            undefined=StrictUndefined,
            autoescape=select_autoescape(("html",)),
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self._templates.globals.update(office=office, mailto=mailto)
        self._templates.filters.update(
            date_pt=lambda moment: date_pt(moment, office.timezone),
            when_pt=lambda moment: when_pt(moment, office.timezone),
            utc=lambda moment: moment.astimezone(UTC).isoformat(timespec="seconds"),
            size_pt=size_pt,
            label=status_label,
            lines=_lines,
            short=_short,
        )

    def compose(self, kind: str, reply_to: str, facts: Mapping[str, object]) -> Content:
        """The letter `kind`, whose buttons answer to reply_to. Facts are cleaned and masked here (cleaning.py).

        Raises jinja2.UndefinedError when a fact is missing, jinja2.TemplateNotFound for an unknown kind.
        """
        known = cleaned(facts) | {"reply_to": reply_to}
        known["subject"] = shortened(masked(one_line(self._render(f"{kind}/subject.txt", known))), SUBJECT_LIMIT)
        return Content(known["subject"], wrapped(self._render(f"{kind}/body.txt", known)), self._render(f"{kind}/body.html", known))

    def sheet(self, kind: str, facts: Mapping[str, object]) -> str:
        """A text that rides along with a letter (`_base/KIND.txt`), CRLF lines; facts are cleaned and masked as in the letter.

        Raises jinja2.UndefinedError when a fact is missing, jinja2.TemplateNotFound for an unknown kind.
        """
        text = self._render(f"_base/{kind}.txt", cleaned(facts)).strip("\n") + "\n"
        return text.replace("\n", "\r\n")

    def _render(self, name: str, facts: Mapping[str, object]) -> str:
        return self._templates.get_template(name).render(facts)


def _lines(text: str) -> Markup:
    """The text for HTML, escaped, each line break a <br>."""
    return Markup("<br>\n").join(text.split("\n"))


def _short(text: str, limit: int) -> str:
    return shortened(text, limit)

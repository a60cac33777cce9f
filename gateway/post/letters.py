"""What does a letter say? A folder of templates and the facts of the moment give its subject, text and HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from gateway.masking import masked
from gateway.post.cleaning import cleaned, one_line, shortened
from gateway.post.colours import Palette
from gateway.post.links import mailto
from gateway.post.look import Look
from gateway.post.plain import wrapped
from gateway.post.templates import Templates
from gateway.post.wording import csv_pt, date_pt, day_pt, number_pt, size_pt, status_label, when_pt

SUBJECT_LIMIT = 120  # characters: a mailto link carries the subject percent-encoded, and clients cut links near 2,000


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes: the name readers see, the one address people write to, the zone of the printed times, whom it serves (a sentence),
    the colours of its letters.
    """

    name: str
    address: str
    timezone: ZoneInfo
    audience: str
    palette: Palette


@dataclass(frozen=True, slots=True)
class Content:
    """A letter's words: subject in one line, text under 78 columns, HTML as a whole document."""

    subject: str
    text: str
    html: str


class Letters:
    """Every letter of the office. One folder a kind: subject.txt, body.txt, body.html; safe to share between threads.

    The look stands in `_base/style.css` and is written into the elements of the templates (look.py).
    """

    def __init__(self, templates: Path, office: Office) -> None:
        sheet = (templates / "_base/style.css").read_text(encoding="utf-8")
        self._templates = Templates(
            templates, Look(Environment(undefined=StrictUndefined, autoescape=True).from_string(sheet).render(colour=office.palette))
        )
        self._templates.globals.update(office=office, mailto=mailto)
        self._templates.filters.update(
            date_pt=lambda moment: date_pt(moment, office.timezone),
            when_pt=lambda moment: when_pt(moment, office.timezone),
            day_pt=lambda moment: day_pt(moment, office.timezone),
            utc=lambda moment: moment.astimezone(UTC).isoformat(timespec="seconds"),
            size_pt=size_pt,
            number_pt=number_pt,
            csv=csv_pt,
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
        text, html = wrapped(self._render(f"{kind}/body.txt", known)), self._render(f"{kind}/body.html", known)
        return Content(known["subject"], text, html)

    def sheet(self, kind: str, facts: Mapping[str, object]) -> str:
        """A text that rides along with a letter (`_base/KIND.txt`), CRLF lines; facts are cleaned and masked as in the letter.

        Raises jinja2.UndefinedError when a fact is missing, jinja2.TemplateNotFound for an unknown kind.
        """
        return (self.words(kind, facts) + "\n").replace("\n", "\r\n")

    def words(self, kind: str, facts: Mapping[str, object]) -> str:
        """A text of ours that is no letter (`_base/KIND.txt`); facts are cleaned and masked as in a letter.

        Raises jinja2.UndefinedError when a fact is missing, jinja2.TemplateNotFound for an unknown kind.
        """
        return self._render(f"_base/{kind}.txt", cleaned(facts)).strip("\n")

    def _render(self, name: str, facts: Mapping[str, object]) -> str:
        return self._templates.get_template(name).render(facts)


def _lines(text: str) -> Markup:
    """The text for HTML, escaped, each line break a <br>."""
    return Markup("<br>\n").join(text.split("\n"))


def _short(text: str, limit: int) -> str:
    return shortened(text, limit)

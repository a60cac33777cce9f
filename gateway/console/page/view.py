"""How does the page look? Templates and one style sheet, in the office's colours; whatever a mail says is escaped."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from gateway.console.page.tokens import without_tokens
from gateway.masking import masked
from gateway.post.cleaning import many_lines, one_line, shortened
from gateway.post.colours import Palette

FOLDER = Path(__file__).parent / "templates"
LONGEST = 400  # signs of one cell
LONGEST_TEXT = 60_000  # signs of what a mail says
_UNITS = (("d", timedelta(days=1)), ("h", timedelta(hours=1)), ("min", timedelta(minutes=1)))


class View:
    """Every template, ready to be filled; safe to share between threads."""

    def __init__(self, palette: Palette, common: Mapping[str, Any], local: Callable[[datetime], datetime]) -> None:
        """common: what every page knows."""
        self._pages = Environment(
            loader=FileSystemLoader(FOLDER),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.style = self._pages.from_string((FOLDER / "page.css").read_text(encoding="utf-8")).render(colour=palette).encode()
        self.icon = self._pages.from_string((FOLDER / "icon.svg").read_text(encoding="utf-8")).render(colour=palette).encode()
        self._local = local
        self._pages.globals.update(common, style_version=hashlib.sha256(self.style).hexdigest()[:12])
        self._pages.filters.update(when=self._when, ago=ago, line=line, words=words, size=size, told=told)

    def page(self, name: str, facts: Mapping[str, object]) -> bytes:
        """A page whole. Raises jinja2.UndefinedError when a fact is missing."""
        return self._pages.get_template(f"{name}.html").render(facts).encode("utf-8", "replace")

    def _when(self, instant: datetime | None) -> str:
        """`2026-11-23 10:00` on the office's clock."""
        if instant is None:
            return ""
        local = self._local(instant)
        return Markup('<time datetime="{}">{}</time>').format(local.isoformat(timespec="seconds"), f"{local:%Y-%m-%d %H:%M}")


def ago(span: timedelta) -> str:
    """`3 d`, `5 h`, `12 min`, `now`: the biggest unit alone."""
    return next((f"{span // unit} {name}" for name, unit in _UNITS if span >= unit), "now")


def line(value: object, limit: int = LONGEST) -> Markup:
    """What somebody wrote, in one line that can be seen, set apart from what stands around it."""
    text = ", ".join(map(str, value)) if isinstance(value, (list, tuple, set, frozenset)) else "" if value is None else str(value)
    return Markup("<bdi>{}</bdi>").format(shortened(masked(one_line(without_tokens(text))), limit)) if text else Markup()


def words(value: str) -> Markup:
    """The same of a text of many lines."""
    return escape(shortened(masked(many_lines(without_tokens(value))), LONGEST_TEXT))


def told(sentence: str) -> Markup:
    """A sentence of our own, in which `commands` stand between backticks."""
    pieces = one_line(without_tokens(sentence)).split("`")
    return Markup().join(Markup("<code>{}</code>").format(piece) if place % 2 else escape(piece) for place, piece in enumerate(pieces))


def size(count: int) -> str:
    """`512 bytes`, `12 kB`, `3.4 MB`."""
    kilo = 1_000
    if count < kilo:
        return f"{count} bytes"
    return f"{count / kilo:.0f} kB" if count < kilo * kilo else f"{count / kilo / kilo:.1f} MB"

"""What does an element mean for the text: is it seen, is it another mail? Told by its attributes alone, and remembered."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from parsers.page import hiding, quotation
from parsers.page.hiding import NOTHING, Style
from parsers.page.quotation import Role
from parsers.page.tags import attributes

ODD = frozenset(("s", "strike", "del", "bdo", "dialog", "details", "rp"))  # struck out, turned round, closed here and open there
LONGEST = 400  # characters of attributes that are remembered
_COLOURED = frozenset(("body", "table", "tbody", "td", "th", "tr"))
_WHITE = 0xFFFFFF
_LIGHT = 0xD0  # of 255: a colour with a channel darker than this is seen on white


class Meaning(NamedTuple):
    """What an element does to what stands in it.

    tight: a paragraph without space around it; plain: no more than that or a list's first number; usual: it says of the words only
    what holds anyway, a real size, a dark colour. sure: no style sheet shows it only in some places.
    """

    style: Style
    role: Role | None
    tight: bool
    plain: bool
    usual: bool
    start: int
    key: str
    sure: bool = True


def judged(tag: str, raw: str) -> Meaning | None:
    """What the attributes say; None where they mean nothing to the text."""
    given = attributes(raw)
    said = hiding.declared(given["style"]) if "style" in given else {}
    style = hiding.style(said) if said else NOTHING
    if not given.keys().isdisjoint(("hidden", "color", "bgcolor", "background", "text")):
        style = _with_attributes(tag, given, style)
    if style.colour is not None and style.background is not None and hiding.alike(style.colour, style.background):
        style = style._replace(hidden=True)
    if tag in ODD and "open" not in given:
        style = style._replace(odd=True)
    style = style._replace(shown=False)  # for an element of its own that is nothing: elements are seen
    found = quotation.role(tag, given, said)
    tight = tag == "p" and _is_tight(given, said)
    start = _number(given.get("start", "1")) if tag == "ol" else 0
    if style == NOTHING and found is None and not tight and start in {0, 1}:
        return None
    plain = style == NOTHING and found is None
    return Meaning(style, found, tight, plain, found is None and _is_usual(style), start, raw)


remembered = lru_cache(maxsize=2048)(judged)  # the elements of mails are alike


def _with_attributes(tag: str, given: Mapping[str, str], style: Style) -> Style:
    """With what HTML said before there was CSS, which CSS overrules."""
    if "hidden" in given:
        style = style._replace(hidden=True)
    if style.background is None:
        if "background" in given and tag in _COLOURED:
            style = style._replace(background=hiding.PICTURE)
        elif "bgcolor" in given and tag in _COLOURED:
            style = style._replace(background=hiding.colour_of(given["bgcolor"]))
    if style.colour is None and tag in {"font", "body"}:
        style = style._replace(colour=hiding.colour_of(given.get("color" if tag == "font" else "text", "")))
    return style


def _is_usual(style: Style) -> bool:
    if (
        style.hidden
        or style.odd
        or style.tiny
        or style.verbatim
        or (style.background is not None and not hiding.alike(style.background, _WHITE))
    ):
        return False
    colour = style.colour
    return colour is None or (colour >= 0 and min(colour >> 16, colour >> 8 & 255, colour & 255) < _LIGHT)


def _is_tight(given: Mapping[str, str], said: Mapping[str, str]) -> bool:
    """Whether the paragraph has no space around it: Outlook's own have none, whatever its text parts say."""
    if given.get("class", "").startswith(("Mso", "x_Mso")):
        return True
    margin = said.get("margin", "").split()
    above = said.get("margin-top") or (margin[0] if margin else "")
    below = said.get("margin-bottom") or (margin[2] if margin[2:] else above)
    return bool(above and below) and _is_nothing(above) and _is_nothing(below)


def _is_nothing(length: str) -> bool:
    return length.rstrip("abcdefghijklmnopqrstuvwxyz%").strip("0.") == ""


def _number(start: str) -> int:
    start = start.strip()
    return int(start) if start.isdecimal() and len(start) < 5 else 1  # noqa: PLR2004 - four digits

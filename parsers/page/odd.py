"""Which style may show words as nobody wrote them, struck out, turned round, out of order, or not at all?

Too many ways lead there to say of each what is seen: such words are shown to people, and decide nothing.
"""

import re
from collections.abc import Mapping

# Names that leave the words as they are with one of these values only.
_MOVES = frozenset(("transform", "translate", "scale", "rotate", "filter", "-webkit-filter", "mix-blend-mode"))
_COVERS = frozenset(("mask", "mask-image", "-webkit-mask", "-webkit-mask-image", "-webkit-text-security", "content-visibility"))
_ELSE = frozenset(("unicode-bidi", "text-decoration", "text-decoration-line", "flex-direction", "flex-flow", "letter-spacing", "zoom"))
_WATCHED = _MOVES | _COVERS | _ELSE
_HARMLESS = frozenset(("", "none", "normal", "auto", "initial", "inherit", "unset", "visible", "1", "100%"))
_SAYS = re.compile(r"line-through|-override|-reverse")
_TIGHT = re.compile(r"-\s*+(?:[4-9](?![0-9]*+\.?[0-9]*+e)|[0-9]{2}|[0-9.]++(?:r?em|in|cm|mm))")
_READ = {"letter-spacing": _TIGHT, "zoom": re.compile(r"\.?0")}


def odd(said: Mapping[str, str]) -> bool:
    """Whether one of the declarations, in lower case, does such a thing."""
    colour = said.get("color", "")
    if "(" in colour and not colour.startswith("rgb"):
        return True  # a colour that is not known
    return not _WATCHED.isdisjoint(said) and any(_is_odd(name, said[name]) for name in _WATCHED & said.keys())


def _is_odd(name: str, value: str) -> bool:
    if value in _HARMLESS:
        return False
    if name in _MOVES or name in _COVERS:
        return True
    if name in _READ:
        return _READ[name].match(value) is not None
    return _SAYS.search(value) is not None

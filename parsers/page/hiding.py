"""Which style keeps words from being seen? Read from the declarations of a `style` attribute or of a rule in a style sheet."""

import re
from typing import NamedTuple

from parsers.page.odd import odd

CLEAR = -1  # a colour nobody sees
PICTURE = -2  # a background that may have any colour
UNTOLD = -3  # the colour of words of which nothing is said: seen everywhere

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?", re.IGNORECASE)
_LENGTH = re.compile(r"\s*+([+-]?+(?:[0-9]++\.?+[0-9]*+|\.[0-9]++))\s*+([a-z%]*+)")
_PIXELS = {"px": 1.0, "": 1.0, "pt": 1.33, "em": 16.0, "rem": 16.0, "ex": 8.0, "%": 0.16, "cm": 37.8, "in": 96.0, "mm": 3.78, "pc": 16.0}
_SMALLEST = 2.0  # pixels: letters below it are dots
_FAR = -400.0  # pixels: what stands that far to the left or above is off the page
_FAINT = 0.05
_NEAR = 16  # of 255: two colours as near as this look alike
_FONT = re.compile(r"(?:^|\s)([0-9.]++[a-z%]*+)(?:\s*/|\s)")
_CLIP = re.compile(r"rect\(\s*(?:0|1px)\D|inset\(\s*(?:[5-9][0-9]|100)%|circle\(\s*0")
_NUMBERS = re.compile(r"-?(?:[0-9]++(?:\.[0-9]*+)?+|\.[0-9]++)%?")
_NAMED = {
    "white": 0xFFFFFF,
    "snow": 0xFFFAFA,
    "whitesmoke": 0xF5F5F5,
    "ghostwhite": 0xF8F8FF,
    "ivory": 0xFFFFF0,
    "black": 0,
    "windowtext": 0,
    "window": 0xFFFFFF,
    "transparent": CLEAR,
    "gray": 0x808080,
    "grey": 0x808080,
    "silver": 0xC0C0C0,
    "red": 0xFF0000,
    "blue": 0x0000FF,
    "navy": 0x000080,
    "green": 0x008000,
    "yellow": 0xFFFF00,
    "azure": 0xF0FFFF,
    "mintcream": 0xF5FFFA,
    "honeydew": 0xF0FFF0,
    "floralwhite": 0xFFFAF0,
    "aliceblue": 0xF0F8FF,
    "lavenderblush": 0xFFF0F5,
}
_SHORT, _LONG, _CHANNELS = 3, 6, 3


class Style(NamedTuple):
    """What declarations say about being seen. shown: it is said to be seen (a rule may lift another); None: nothing is said.

    tiny: of a size nobody reads, or of a real one; verbatim: blanks and line ends count; odd: perhaps it shows the words as they are
    not written, or not at all, so that they decide nothing.
    """

    hidden: bool = False
    shown: bool = False
    tiny: bool | None = None
    colour: int | None = None
    background: int | None = None
    verbatim: bool | None = None
    odd: bool = False


NOTHING = Style()


def declared(css: str) -> dict[str, str]:
    """The declarations, in lower case, the last of a name counting."""
    if "/*" in css:
        css = _COMMENT.sub("", css)
    if "\\" in css:
        css = _ESCAPE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), css)
    said = {}
    for declaration in css.lower().split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            said[name.strip()] = value.partition("!")[0].strip()
    return said


def style(said: dict[str, str]) -> Style:
    """What the declarations do to the text."""
    colour, background = colour_of(said.get("color", "")), _background(said)
    if "-webkit-text-fill-color" in said:
        colour = colour_of(said["-webkit-text-fill-color"])
    size = _pixels(said.get("font-size", ""))
    if size is None and "font" in said:
        short = _FONT.search(said["font"])
        size = _pixels(short[1]) if short else None
    space = said.get("white-space", "")
    return Style(
        hidden=_is_hidden(said),
        shown=said.get("display", "none") != "none" or said.get("visibility") == "visible",
        tiny=None if size is None else size < _SMALLEST,
        colour=colour,
        background=background,
        verbatim=None if not space or space == "inherit" else space.startswith(("pre", "break-spaces")),
        odd=odd(said),
    )


def _is_hidden(said: dict[str, str]) -> bool:
    if said.get("display") == "none" or said.get("visibility") in {"hidden", "collapse"} or said.get("mso-hide") == "all":
        return True
    opacity = _LENGTH.match(said.get("opacity", "1"))
    if opacity and float(opacity[1]) <= (_FAINT * 100 if opacity[2] == "%" else _FAINT):
        return True
    if said.get("overflow", said.get("overflow-y", "")).startswith(("hidden", "clip")):
        sizes = (_pixels(said.get(name, "")) for name in ("max-height", "height", "width", "max-width"))
        if any(size is not None and size < _SMALLEST for size in sizes):
            return True
    away = ["text-indent", "margin-left", "margin-top"]
    if said.get("position") in {"absolute", "fixed"}:
        away += ["left", "top", "right", "bottom"]
        if _CLIP.search(said.get("clip", "")):
            return True
    if any((far := _pixels(said.get(name, ""))) is not None and far <= _FAR for name in away if name in said):
        return True
    return _CLIP.search(said.get("clip-path", "")) is not None or "scale(0)" in said.get("transform", "")


def _pixels(value: str) -> float | None:
    found = _LENGTH.match(value)
    return float(found[1]) * _PIXELS.get(found[2], 1.0) if found else None


def _background(said: dict[str, str]) -> int | None:
    if "background-image" in said and said["background-image"] != "none":
        return PICTURE
    value = said.get("background-color") or said.get("background", "")
    if not value or value in {"none", "inherit", "initial"}:
        return None
    if "url(" in value or "gradient" in value:
        return PICTURE
    found = colour_of(value if value.startswith("rgb") else value.split()[0])
    return None if found == CLEAR else PICTURE if found is None else found


def colour_of(value: str) -> int | None:
    """A colour as 0xRRGGBB, CLEAR for one that lets everything through; None for one that is not known."""
    value = value.strip().lower()
    if value.startswith("#"):
        return _of_digits(value[1:])
    return _of_channels(value[:80]) if value.startswith("rgb") else _NAMED.get(value)


def _of_digits(digits: str) -> int | None:
    if len(digits) in {_SHORT, _SHORT + 1}:
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) not in {_LONG, _LONG + 2} or not all(digit in "0123456789abcdef" for digit in digits):
        return None
    return CLEAR if digits[_LONG:] == "00" else int(digits[:_LONG], 16)


def _of_channels(value: str) -> int | None:
    numbers = _NUMBERS.findall(value)
    if len(numbers) > _CHANNELS and float(numbers[_CHANNELS].rstrip("%")) <= _FAINT:
        return CLEAR
    if len(numbers) < _CHANNELS:
        return None
    red, green, blue = (min(255, max(0, int(float(n[:-1]) * 2.55 if n.endswith("%") else float(n)))) for n in numbers[:_CHANNELS])
    return red << 16 | green << 8 | blue


def alike(colour: int, background: int) -> bool:
    """Whether words of this colour cannot be told from what is behind them."""
    if colour < 0 or background < 0:
        return colour == CLEAR
    return all(abs((colour >> shift & 255) - (background >> shift & 255)) <= _NEAR for shift in (0, 8, 16))

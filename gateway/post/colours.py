"""Which colours do letters wear, and can everyone read them? A palette of four, its shades for dark mode, WCAG contrast."""

import re
from dataclasses import dataclass

READABLE = 4.5  # contrast of text, WCAG 2.2 success criterion 1.4.3 (AA)
DARK = "#262d36"  # the lightest ground of letters in dark mode (templates/_base/style.css)
SHAPES = 3.0
WHITE = "#ffffff"
INK = "#1b1b1b"
NAMES = ("primary", "success", "warning", "danger")
_KNEE = 0.04045
_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")


@dataclass(frozen=True, slots=True)
class Palette:
    """Four colours, `#rrggbb`. The defaults are those of the Brazilian federal design standard (gov.br/ds, Cores)."""

    primary: str = "#1351B4"
    success: str = "#168821"
    warning: str = "#FFCD07"
    danger: str = "#E52207"

    def on_dark(self, name: str) -> str:
        """The colour, lightened until it can be read in dark mode."""
        colour: str = getattr(self, name)
        return next(shade for shade in (mixed(colour, WHITE, step / 20) for step in range(21)) if contrast(shade, DARK) >= READABLE)

    def on_white(self, name: str) -> str:
        """The colour, darkened until a shape of it can be told from white (3:1, WCAG 2.2 success criterion 1.4.11)."""
        colour: str = getattr(self, name)
        return next(shade for shade in (mixed(colour, INK, step / 20) for step in range(21)) if contrast(shade, WHITE) >= SHAPES)

    def tint(self, name: str) -> str:
        """A pale ground of the colour, on which dark text can be read."""
        return tinted(getattr(self, name))


def read(written: str) -> Palette:
    """The palette of `primary=#1351B4,danger=#E52207`; what is not named keeps its default.

    Raises ValueError, with a sentence, for an unknown name, a value that is no colour, or white text that could not be read on it.
    """
    chosen: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in written.split(","))):
        name, _, value = (word.strip() for word in part.partition("="))
        if name not in NAMES or not _HEX.match(value):
            raise ValueError(f"has {part!r}; write NAME=#RRGGBB with NAME one of {', '.join(NAMES)}, such as primary=#1351B4")
        letters, other = (INK, "lighter") if name == "warning" else (WHITE, "darker")
        # Links of the colour also stand on its own pale ground.
        ratio = min(contrast(value, ground) for ground in ([INK] if name == "warning" else [WHITE, tinted(value)]))
        if ratio < READABLE:
            raise ValueError(
                f"has {name}={value}, on which letters of {letters} have {ratio:.1f}:1; choose a {other} one, {READABLE}:1 or more"
            )
        chosen[name] = value
    return Palette(**chosen)


def tinted(colour: str) -> str:
    """A pale ground of the colour."""
    return mixed(colour, WHITE, 0.92)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, contrast ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """`one` with `share` (0 to 1) of `other`."""
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(_channels(one), _channels(other), strict=True))


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, relative luminance)."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    """A channel of sRGB, 0 to 1, without its gamma (IEC 61966-2-1)."""
    return channel / 12.92 if channel <= _KNEE else ((channel + 0.055) / 1.055) ** 2.4


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)

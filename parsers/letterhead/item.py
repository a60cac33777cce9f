"""Which catalogue item does one line name? (rules.md, Subject, point 2)"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from parsers.language.plain import compose, plain

Paths = Mapping[tuple[str, ...], int]

_MOST_SEPARATORS = 12
# 'a bare number needs its separator, a space after it, and no digit next'
_BARE = re.compile(r"0*(\d{1,3})\s?[-‐‑‒–—.):]\s+(?!\d)(.*)", re.ASCII)
_MARKED = re.compile(
    r"(?:\[\s?0*(\d{1,3})\s?\]|(?:item|[íi]tem)\s(?:n[º°o]?\.?\s?)?0*(\d{1,3})(?![\d/])(?![.,:-]\d)(?!\w)"
    r"|act[-‐‑–]0*(\d{1,3})(?![\d/])(?![.,:-]\d)(?!\w))(.*)",
    re.IGNORECASE | re.ASCII,
)
_TITLE_EDGE = re.compile(r"\s*[-‐‑‒–—:.)]+\s+|\s*[:]\s*|\s+")
_NUMBERED_PATH = re.compile(r"\d{1,2}\s?[.)-]?\s*(?=\D)", re.ASCII)
_STEP = re.compile(r"\s*>+\s*")
_PATH_END = re.compile(r"\s*:\s*|\s+[-–—]\s+")


@dataclass(frozen=True, slots=True)
class Code:
    """An item code as written (the catalogue may not have it) and the title beside it. bare: no more than a number and its separator."""

    number: int | None
    title: str
    bare: bool = False


def fold(step: str) -> str:
    """One step of a catalogue path without accents, case and differences of punctuation, so that the ways to write it are equal."""
    words = re.sub(r"[^\w/]|_", " ", plain(compose(step)))
    return re.sub(r"\s*/\s*", "/", " ".join(words.split()))


def in_line(line: str, paths: Paths) -> Code | None:
    """The code that opens the line, as a number or as a path of the catalogue (`paths` by folded steps), or None."""
    if found := _MARKED.fullmatch(line):
        return _titled(int(found[1] or found[2] or found[3]), _after_edge(found[4]), paths, bare=False)
    if found := _BARE.fullmatch(line):
        return _titled(int(found[1]), found[2].strip(), paths, bare=True)
    return _path(line, paths) or _path(_NUMBERED_PATH.sub("", line, count=1), paths)


def _after_edge(text: str) -> str:
    edge = _TITLE_EDGE.match(text)
    return text[edge.end() :].strip() if edge else text.strip()


def _titled(number: int, title: str, paths: Paths, *, bare: bool) -> Code:
    """The code with its title; where the item's own path follows the number, as in the seed's headings, the path gives the title."""
    path = _path(title, paths)
    return Code(number, path.title if path and path.number == number else title, bare)


def _path(line: str, paths: Paths) -> Code | None:
    if ">" not in line:
        return None
    ends = [(found.start(), found.end()) for found in _PATH_END.finditer(line)][:_MOST_SEPARATORS]
    for end, title_at in [*ends, (len(line), len(line))]:
        steps = [step for step in _STEP.split(line[:end]) if step]
        number = paths.get(tuple(map(fold, steps)))
        if number is not None:
            return Code(number, line[title_at:].strip() or steps[-1].strip())
    return None

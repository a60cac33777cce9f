"""Which names in catalog.yml do not belong together? Doubled codes and paths, routes to nowhere. Looks at what is written, fit or not."""

import re
from collections.abc import Iterator

from gateway.yamlfile import Flaw, Place, Sheet
from parsers.letterhead.subject import fold

STEPS = ("service", "module", "function", "reason")
"""The keys of an item that make its path, in order."""


def steps(path: str) -> tuple[str, ...]:
    """A path as written, `A > B >> C`, in its steps."""
    return tuple(step.strip() for step in re.split(r">+", path))


def names(sheet: Sheet) -> Iterator[Flaw]:
    """All flaws of this kind in the catalogue."""
    for pattern in (("items", "*", "code"), ("groups", "*", "name"), ("regions", "*", "name")):
        yield from sheet.doubled(*pattern)
    yield from _paths(sheet)
    yield from sheet.unknown(("routes", "*", "group"), ("groups", "*", "name"))
    yield from sheet.unknown(("routes", "*", "regions", "*"), ("regions", "*", "name"))
    yield from sheet.unknown(("routes", "*", "items", "*"), ("items", "*", "code"))
    yield from _routes(sheet)
    yield from _evidence(sheet)


def _paths(sheet: Sheet) -> Iterator[Flaw]:
    """Two items, or two aliases, that a mail could not tell apart; an alias that is no path."""
    first: dict[tuple[str, ...], Place] = {}
    for place, path in _all_paths(sheet):
        key = tuple(fold(step) for step in path)
        if len(key) == 1 or not all(key):
            yield sheet.flaw(place, f"{' > '.join(path)!r} is no whole path", "two steps or more, parted by >, none empty")
        elif key in first:
            yield sheet.flaw(
                place, f"the path {' > '.join(path)} is taken since line {sheet.lines[first[key]]}", "each path and alias once"
            )
        first.setdefault(key, place)


def _all_paths(sheet: Sheet) -> Iterator[tuple[Place, tuple[str, ...]]]:
    for place, item in sheet.pick("items", "*"):
        if isinstance(item, dict) and all(isinstance(item.get(key), str) for key in STEPS[:3]):
            yield place, tuple(step for key in STEPS if (step := str(item.get(key, ""))))
    for place, alias in sheet.pick("items", "*", "aliases", "*"):
        if isinstance(alias, str):
            yield place, steps(alias)


def _routes(sheet: Sheet) -> Iterator[Flaw]:
    """The last route must take all that is left, and no other may: what follows it would never be reached."""
    routes = list(sheet.pick("routes", "*"))
    for position, (place, route) in enumerate(routes, 1):
        whole = isinstance(route, dict) and not route.get("items") and not route.get("regions")
        if whole and position < len(routes):
            yield sheet.flaw(
                place, "takes everything, so that the routes below are never reached", "items or regions in all routes but the last"
            )
        if not whole and position == len(routes):
            yield sheet.flaw(place, "the last route leaves items or regions without a group", "a last route with nothing but a group")


def _evidence(sheet: Sheet) -> Iterator[Flaw]:
    """A question that can spare the evidence needs the evidence and the answer that spares it; its words go with it one by one."""
    for place, item in sheet.pick("items", "*"):
        if isinstance(item, dict):
            question, unless = bool(item.get("evidence_question")), bool(item.get("evidence_unless"))
            if question != unless or (question and not item.get("evidence")):
                key = "evidence_question" if question else "evidence_unless"
                yield sheet.flaw((*place, key), "stands without its companions", "evidence, evidence_question and evidence_unless together")
            words, asked = item.get("evidence_words"), item.get("evidence")
            if isinstance(words, list) and words and (not isinstance(asked, list) or len(words) != len(asked)):
                yield sheet.flaw((*place, "evidence_words"), "does not go with evidence", "as many entries as evidence has")

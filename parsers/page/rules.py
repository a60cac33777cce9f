"""What do the style sheets of a page hide, for sure or perhaps?

Only a rule for one simple selector (`.note`, `p`, `p.note`, `#x`) that stands in no condition is sure. What hides or reveals by
`@media`, a combinator, an attribute or `:has()` depends on where the page is shown: such text is shown to people and decides nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from parsers.page import hiding
from parsers.page.hiding import NOTHING, Style
from parsers.page.tags import attributes

_MOST = 200_000  # characters of style sheets that are read
_MOST_RULES = 4000
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BRACE = re.compile(r"([{}])")
_COMPOUND = re.compile(r"([a-z][a-z0-9]*|\*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_NAME = re.compile(r"[.#][\w-]+")
_EVERYWHERE = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)\s*\Z", re.IGNORECASE)
_UNUSED = re.compile(r"@(?:font-face|page|(?:-\w+-)?keyframes|list|media\s+print\s*\Z)", re.IGNORECASE)


class Rule(NamedTuple):
    """One selector's rule. needs: the names the element must have (`.note`, `#x`), tag: `` for any."""

    rank: tuple[bool, int, int]
    tag: str
    needs: frozenset[str]
    style: Style
    sure: bool


class Rules:
    """The rules of a page that bear on what is seen, found by the tag or a name of the element."""

    def __init__(self, found: Sequence[Rule]) -> None:
        self._by_key: dict[str, list[Rule]] = defaultdict(list)
        for rule in found:
            self._by_key[min(rule.needs) if rule.needs else rule.tag or "*"].append(rule)
        self._known = frozenset(name for rule in found for name in rule.needs)
        self._remembered = lru_cache(maxsize=1024)(self._style)  # the elements of a page are alike

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def style(self, tag: str, raw: str, own: Style) -> tuple[Style, bool]:
        """(the element's style under the rules, whether it is seen everywhere alike). own: of its attributes, which overrule."""
        return self._remembered(tag, self._known & _names(raw) if raw else frozenset(), own)

    def _style(self, tag: str, names: frozenset[str], own: Style) -> tuple[Style, bool]:
        keys = [key for key in (*names, tag, "*") if key in self._by_key]
        matching = [rule for key in keys for rule in self._by_key[key][-50:] if rule.tag in {"", tag} and rule.needs <= names]
        if not matching:
            return own, True
        merged = NOTHING
        for rule in sorted((rule for rule in matching if rule.sure), key=lambda rule: rule.rank):
            merged = _over(merged, rule.style)
        strong = any(rule.rank[0] and rule.sure and rule.style.shown for rule in matching)
        result = _over(merged, own)
        if own.hidden and strong:
            result = result._replace(hidden=False)
        if own.background is None and any(not rule.sure and rule.style.background is not None for rule in matching):
            result = result._replace(background=hiding.PICTURE)
        unseen = result.hidden or bool(result.tiny)
        doubtful = any(not rule.sure and (rule.style.shown if unseen else rule.style.hidden or rule.style.tiny) for rule in matching)
        if any(rule.style.odd for rule in matching):
            result = result._replace(odd=True)
        return (result._replace(hidden=False, tiny=False) if doubtful and not own.hidden else result), not doubtful


def read(sheets: Sequence[str]) -> Rules:
    """The rules of these style sheets; none where nothing in them can hide a word."""
    return _read("\n".join(sheets)[:_MOST])


@lru_cache(maxsize=32)  # mails of one program carry one style sheet
def _read(css: str) -> Rules:
    found = list(_rules(_COMMENT.sub("", css.replace("<!--", "").replace("-->", ""))))
    if not any(
        rule.style.hidden or rule.style.tiny or rule.style.odd or (rule.rank[0] and rule.style.shown) or _is_faint(rule) for rule in found
    ):
        return Rules(())
    return Rules(found)


def _is_faint(rule: Rule) -> bool:
    colour = rule.style.colour
    return rule.sure and colour is not None and (colour == hiding.CLEAR or hiding.alike(colour, 0xFFFFFF))


def _rules(css: str) -> Iterator[Rule]:
    around: list[bool] = []  # for each open block of rules: does it apply everywhere?
    skipping = 0
    count = 0
    selector = ""
    pieces = iter(_BRACE.split(css))
    for piece, brace in zip(pieces, pieces):  # noqa: B905 - what follows the last brace is no rule
        said = piece.strip()
        if brace == "{":
            if skipping or _UNUSED.match(said):
                skipping += 1
            elif said.startswith("@"):
                around.append(_EVERYWHERE.match(said) is not None)
            else:
                selector = said
        elif skipping:
            skipping -= 1
        elif selector:
            for rule in _of(selector, said, sure=all(around[-9:])):
                count += 1
                yield rule._replace(rank=(rule.rank[0], rule.rank[1], count))
            selector = ""
        elif around:
            around.pop()
        if count > _MOST_RULES:
            return


def _of(selectors: str, body: str, *, sure: bool) -> Iterator[Rule]:
    style = hiding.style(hiding.declared(body))
    if style.background is not None and style.colour is not None and hiding.alike(style.colour, style.background):
        style = style._replace(hidden=True)
    if style._replace(verbatim=None) == NOTHING:
        return
    important = "!important" in body.replace(" ", "").lower()
    for selector in selectors.split(",")[:200]:
        whole = _COMPOUND.fullmatch(selector.strip())
        part = whole or _COMPOUND.match(_last(selector.strip()))
        if part is None or not selector.strip():
            continue
        tag = (part[1] or "").lower()
        names = frozenset(_NAME.findall(part[2]))
        weight = sum(100 if name[0] == "#" else 10 for name in names) + bool(tag)
        yield Rule((important, weight, 0), "" if tag == "*" else tag, names, style, sure and whole is not None)


def _last(selector: str) -> str:
    """The last compound of a selector, without attributes and pseudo-classes."""
    last = re.split(r"[\s>+~]+(?![^\[(]*[\])])", selector[-300:])[-1]
    return re.split(r"[\[:]", last, maxsplit=1)[0]


def _names(raw: str) -> frozenset[str]:
    given = attributes(raw)
    names = [f".{name}" for name in given.get("class", "").split()[:50]]
    if given.get("id"):
        names.append(f"#{given['id']}")
    return frozenset(names)


def _over(under: Style, over: Style) -> Style:
    """One style laid over another."""
    return Style(
        hidden=over.hidden or (under.hidden and not over.shown),
        shown=over.shown or (under.shown and not over.hidden),
        tiny=under.tiny if over.tiny is None else over.tiny,
        colour=under.colour if over.colour is None else over.colour,
        background=under.background if over.background is None else over.background,
        verbatim=under.verbatim if over.verbatim is None else over.verbatim,
        odd=under.odd or over.odd,
    )

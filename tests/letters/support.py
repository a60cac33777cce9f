"""Which features of HTML and CSS does a letter use? Named as caniemail.com names its pages: html-align, css-border-radius ...

A family that shares one page there (border-top, border-left ...) shares one name here. What stands in conditional comments is read by
Outlook for Windows alone, and `mso-*` is its own: both are left out. A feature of which caniemail has no page gets a name by the same rule.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import tinycss2
from lxml import etree

ELEMENTS = dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "html-h1-h6")
ELEMENTS |= dict.fromkeys(("ul", "ol", "li", "dl", "dt", "dd"), "html-lists")
ELEMENTS |= dict.fromkeys(("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "col", "colgroup"), "html-table")
ELEMENTS |= dict.fromkeys(("main", "section", "article", "aside", "header", "footer", "nav", "time", "figure", "mark"), "html-semantics")
PAGES = {
    "html-a": "html-mailto-links",  # test_look.py sees to it that there are no others
    "css-font-family-system-ui": "css-sytem-ui",  # spelt so there
    "css-unit-%": "css-unit-percent",
    "css-column-gap": "css-gap",
    "css-row-gap": "css-gap",
    **{f"css-{side}": "css-left-right-top-bottom" for side in ("left", "right", "top", "bottom")},
}
FAMILIES = re.compile(
    r"css-(border|padding|margin|overflow|outline)-(top|right|bottom|left|x|y|width|style|color)(?:-(?:width|style|color))?"
)
DISPLAYS = {"none", "flex", "grid"}  # those have pages of their own
FUNCTIONS = {"calc": "css-unit-calc", "var": "css-variables", "rgb": "css-rgb", "rgba": "css-rgba", "light-dark": "css-function-light-dark"}


def used(html: str) -> set[tuple[str, str]]:
    """Every feature of a letter, which is a whole HTML document, with the element that has it."""
    found = {("html-doctype", "html")} if html.lstrip().lower().startswith("<!doctype html>") else set()
    for node in etree.HTML(html).iter():
        tag = node.tag if isinstance(node.tag, str) else ""
        found |= {(_page(name), tag) for name in (_of_node(node) if tag else ["html-comments"])}
    return found


def _page(name: str) -> str:
    family = FAMILIES.fullmatch(name)
    return f"css-{family[1]}" if family else PAGES.get(name, name)


def _of_node(node: Any) -> Iterator[str]:
    yield ELEMENTS.get(node.tag, f"html-{node.tag}")
    for name, value in node.attrib.items():
        if name == "style":
            yield from _inline(value)
        elif node.tag == "meta":
            yield f"html-meta-{node.get('name') or name}"
        else:
            yield f"html-{name}"
    if node.tag == "style":
        yield from _sheet(node.text or "")


@cache
def _inline(style: str) -> frozenset[str]:
    return frozenset(_declarations(tinycss2.parse_blocks_contents(style)))


@cache
def _sheet(text: str) -> frozenset[str]:
    return frozenset(_rules(tinycss2.parse_stylesheet(text, skip_whitespace=True)))


def _rules(rules: list[Any]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "comment":
            yield "css-comments"
        elif rule.type == "at-rule":
            yield f"css-at-{rule.lower_at_keyword}"
            yield from (f"css-at-{rule.lower_at_keyword}-{name}" for name in _asked_of_media(rule.prelude))
            yield from _rules(tinycss2.parse_rule_list(rule.content or [], skip_whitespace=True))
        elif rule.type == "qualified-rule":
            yield from _selectors(tinycss2.serialize(rule.prelude))
            yield from _declarations(tinycss2.parse_blocks_contents(rule.content))
        else:
            raise AssertionError(f"this is no CSS: {rule.serialize()}")


def _asked_of_media(prelude: list[Any]) -> Iterator[str]:
    """What a media query asks beside widths and media, which every client that knows @media knows."""
    for name in re.findall(r"\(\s*([a-z-]+)", tinycss2.serialize(prelude).lower()):
        if name not in {"max-width", "min-width"}:
            yield name


def _selectors(text: str) -> Iterator[str]:
    for name, pattern in (
        ("selector-grouping", ","),
        ("selector-class", r"[.][a-z]"),
        ("selector-id", "#"),
        ("selector-universal", r"[*]"),
        ("selector-attribute", r"\["),
        ("selector-child", ">"),
        ("selector-type", r"(?:^|[\s,>+~])[a-z]"),
        ("selector-descendant", r"[\w\])]\s+[\w.#\[*]"),
        ("selector-chaining", r"[\w\]][.\[]"),
    ):
        if re.search(pattern, text.strip(), re.IGNORECASE):
            yield f"css-{name}"
    yield from (f"css-pseudo-class-{name}" for name in re.findall(r"(?<!:):([a-z-]+)", text))
    yield from (f"css-pseudo-element-{name}" for name in re.findall(r"::([a-z-]+)", text))


def _declarations(declarations: list[Any]) -> Iterator[str]:
    for one in declarations:
        if one.type in {"whitespace", "comment"}:
            yield from ["css-comments"] if one.type == "comment" else []
            continue
        assert one.type == "declaration", f"this is no CSS: {one.serialize()}"
        if one.lower_name.startswith("mso-"):
            continue
        value = tinycss2.serialize(one.value).strip().lower()
        shown = one.lower_name == "display" and value in DISPLAYS
        yield f"css-display-{value}" if shown else f"css-{one.lower_name}"
        if one.important:
            yield "css-important"
        if one.lower_name == "font-family" and "system-ui" in value:
            yield "css-font-family-system-ui"
        yield from _in_values(one.value)


def _in_values(tokens: list[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"dimension", "percentage"}:
            yield f"css-unit-{token.lower_unit if token.type == 'dimension' else '%'}"
        elif token.type == "function":
            yield FUNCTIONS.get(token.lower_name, f"css-function-{token.lower_name}")
            yield from _in_values(token.arguments)
        elif token.type == "url":
            yield "css-function-url"

"""What does this HTML show? Its visible text, with `> ` before the lines that another mail wrote.

A walk over lxml's tree, because inscriptis knows no quotes, recurses, gives nothing beyond a nesting of 256 and takes twice as long.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree, html

from parsers.text.sheet import Sheet

_DEEPEST = 2040  # libxml2 leaves out what stands deeper than 2048
_UNSEEN = frozenset(
    ("head", "iframe", "link", "meta", "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "title")
)
_BOXES = ("article", "aside", "body", "center", "div", "fieldset", "figure", "footer", "form", "header", "main", "nav", "section", "table")
_LINES = ("address", "blockquote", "dd", "dl", "dt", "figcaption", "hr", "li", "ol", "pre", "tr", "ul")
_BLOCKS = frozenset((*_BOXES, *_LINES))
_APART = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p"})
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0*\.?0+\s*(?:;|\Z)")
_FONT_SIZE = re.compile(r"font-size\s*:\s*([0-9]*\.?[0-9]+)")
_DATA = re.compile(r"""(?<=["'])data:[^"'<>]*+""", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Where Outlook, its phone app and Zimbra begin the mail they answer: all that follows is that mail.
_REST_IS_QUOTED = frozenset({"appendonsend", "divrplyfwdmsg", "mail-editor-reference-message-container", "zwchr"})
_ATTRIBUTIONS = frozenset({"gmail_attr", "moz-cite-prefix", "yahoo_quoted"})
_FORWARDED = re.compile(r"-{5,}")
_LIST_START = re.compile(r"[0-9]{1,4}\Z")


def text(page: str, most: int) -> tuple[str, bool]:
    """The visible text, and whether all was read: `most` characters, embedded pictures aside. Never raises, linear in the length."""
    page = _CONTROLS.sub("", _DATA.sub("", page))
    source = page[:most].encode("utf-8", "replace")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(source, parser=parser)
    except (etree.LxmlError, ValueError):  # nothing in it
        return "", len(page) <= most
    page_walk = _Walk()
    for event, element in (steps := etree.iterwalk(tree, events=("start", "end"))):
        if event == "end":
            page_walk.leave(element)
        elif page_walk.enter(element):
            steps.skip_subtree()
    return page_walk.sheet.text(), len(page) <= most and page_walk.deepest < _DEEPEST


def _is_quote(element: Any, given: Mapping[str, str]) -> bool:
    """Whether another mail stands in the element. Gmail puts a forwarded mail, and answers between quotes, into one `gmail_quote`."""
    classes = given.get("class", "").split()
    if element.tag == "blockquote":
        return given.get("type") == "cite" or "gmail_quote" in classes or "border-left" in given.get("style", "")
    if "gmail_quote" in classes:
        attribution = element.find(".//*[@class='gmail_attr']")
        forwarded = attribution is not None and _FORWARDED.search("".join(attribution.itertext()))
        return bool(forwarded) or element.find(".//blockquote") is None
    return not _ATTRIBUTIONS.isdisjoint(classes)


@dataclass(frozen=True, slots=True)
class _Style:
    """What an element does to what stands in it. in_gmail: within a `gmail_quote`, which is judged once, at the outermost."""

    hidden: bool = False
    quote: int = 0
    tiny: bool = False
    verbatim: bool = False
    tight: bool = False
    in_gmail: bool = False


class _Walk:
    """Where the reader of the page stands, and the sheet it writes on."""

    def __init__(self) -> None:
        self.sheet = Sheet()
        self.around = [_Style()]
        self.deepest = 0

    def enter(self, element: Any) -> bool:
        """Begin an element; true if nothing in it is seen."""
        tag, given = element.tag, dict(element.items())
        style = self._style(element, given)
        self.around.append(style)
        if style.hidden:
            return True
        if style.quote or tag in _BLOCKS:
            self.sheet.line()
        elif tag in _APART:
            self.sheet.line(gap=not style.tight)
        self.sheet.quotes += style.quote
        self.deepest = max(self.deepest, len(self.around))
        self._mark(tag, given)
        self._write(element.text)
        return False

    def _style(self, element: Any, given: Mapping[str, str]) -> _Style:
        outer = self.around[-1]
        if element.tag in _UNSEEN or "hidden" in given:
            return replace(outer, hidden=True)
        if not given and element.tag != "pre":
            return _PLAIN if outer == _PLAIN else replace(outer, quote=0, tight=False)
        css = given.get("style", "").lower()
        size = _FONT_SIZE.search(css)
        return _Style(
            hidden=bool(_HIDING.search(css)),
            quote=int(self._begins_quote(element, given)),
            # Newsletters set size 0 around everything and a real size within: the innermost size counts.
            tiny=float(size[1]) == 0 if size else outer.tiny,
            verbatim=outer.verbatim or element.tag == "pre",
            tight="MsoNormal" in given.get("class", ""),  # Outlook's own paragraphs have no space between them
            in_gmail=outer.in_gmail or "gmail_quote" in given.get("class", ""),
        )

    def _begins_quote(self, element: Any, given: Mapping[str, str]) -> bool:
        """A quote is told once; only quotes of quotes (`blockquote`) go deeper."""
        if element.tag != "blockquote" and (self.sheet.quotes or (self.around[-1].in_gmail and "gmail_quote" in given.get("class", ""))):
            return False
        return _is_quote(element, given)

    def _mark(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "br":
            self.sheet.end_line()
        elif tag == "li":
            self.sheet.item()
        elif tag == "tr":
            self.sheet.begin_row()
        elif tag in {"td", "th"}:
            self.sheet.cell()
        elif tag in {"ol", "ul"}:
            start = _LIST_START.match(given.get("start", "1"))
            self.sheet.begin_list(int(start[0]) if start and tag == "ol" else 0)
        if given.get("id", "").lower() in _REST_IS_QUOTED and not self.sheet.quotes:
            self.sheet.line()
            self.sheet.quotes += 1

    def leave(self, element: Any) -> None:
        """End an element, and read the text that follows it."""
        style, tag = self.around.pop(), element.tag
        if not style.hidden:
            if tag == "tr":
                self.sheet.end_row()
            elif style.quote or tag in _BLOCKS:
                self.sheet.line()
            elif tag in _APART:
                self.sheet.line(gap=not style.tight)
            if tag in {"ol", "ul"}:
                self.sheet.end_list()
            self.sheet.quotes -= style.quote
        self._write(element.tail)

    def _write(self, words: str | None) -> None:
        style = self.around[-1]
        if words and not style.tiny:
            self.sheet.write(words, verbatim=style.verbatim)


_PLAIN = _Style()

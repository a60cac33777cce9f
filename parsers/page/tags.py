"""Where are the tags of this page, and what do they say? Cut as a browser cuts it (HTML, 13.2.5), in one pass that nothing slows down.

Not lxml: libxml2 leaves out what stands deeper than 2048, and a walk over its tree took more than twice as long.
"""

import html
import re

# After a `=` a value may be quoted and hold a `>`; elsewhere a quote is a letter like any other. What is never closed ends with the page.
_TAG = re.compile(
    r"""<(?:(/?[a-zA-Z][^\s/>]*+)([^>=]*+(?:=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+[^>=]*+)*+)>?"""
    r"""|!--(?:-?>|.*?(?:--!?>|\Z))|[!?/][^>]*+>?)""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=/"'>]++)(?:\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s"'>][^\s>]*+)))?""")
_LONGEST_ATTRIBUTES = 20_000

# What stands in these is no markup, and not shown (a `plaintext` is, to the end of the page).
RAW = frozenset(("iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"))
_RAW_NAMES = RAW | {name.upper() for name in RAW}
_RAW = re.compile(
    r"<(?P<name>iframe|noembed|noframes|script|style|textarea|title|xmp)(?=[\s/>])[^>]*+>(?P<said>.*?)(?:</(?P=name)(?=[\s/>])[^>]*+>|\Z)"
    r"|<plaintext\b[^>]*+>(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_WRAPPED = re.compile(r"<(?:style|STYLE)\b[^>]*+>\s*+<!--(.*?)-->\s*+</[sS]", re.DOTALL)


def cut(page: str) -> tuple[list[str | None], list[str]]:
    """(pieces, style sheets). Pieces: text, then name, attributes and the text that follows for each tag; name is None for a comment."""
    pieces: list[str | None] = _TAG.split(page)
    if _RAW_NAMES.isdisjoint(pieces[1::3]):
        return pieces, []
    sheets = _raw(pieces, page)
    if sheets is not None:
        return pieces, sheets
    sheets = []

    def unseen(found: re.Match[str]) -> str:
        if found["rest"] is not None:
            return "<pre>" + html.escape(found["rest"], quote=False)
        if found["name"].lower() == "style":
            sheets.append(found["said"])
        return " "

    return _TAG.split(_RAW.sub(unseen, page)), sheets


def _raw(pieces: list[str | None], page: str) -> list[str] | None:
    """Takes out what is not shown, and gives the style sheets; None where it holds what looks like tags."""
    sheets = []
    wrapped = False
    for at, name in [(3 * number + 1, name) for number, name in enumerate(pieces[1::3]) if name in _RAW_NAMES and name is not None]:
        end = at + 3
        if end + 3 < len(pieces) and pieces[end] is None:
            end += 3  # a comment, which old browsers needed around a style sheet
            wrapped = True
        after = pieces[end] if end < len(pieces) else None
        if after is None or after[1:].lower() != name.lower():
            return None
        if name.lower() == "style":
            sheets.append(pieces[at + 2] or "")
        for between in range(at + 2, end, 3):
            pieces[between] = ""
    return sheets + _WRAPPED.findall(page) if wrapped else sheets


def attributes(raw: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case; of two with one name the first counts."""
    given: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(raw[:_LONGEST_ATTRIBUTES]):
        given.setdefault(name.lower(), double or single or bare)
    if "&" in raw:
        return {name: html.unescape(value) for name, value in given.items()}
    return given

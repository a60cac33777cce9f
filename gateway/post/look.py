"""How does the style sheet get into a letter's elements? Into its templates, once, when they are loaded.

Many mail programs read no style sheet, so each element carries its style. What css-inline makes of an element depends on its tag and
classes alone (templates/_base/style.css keeps to that), and those stand in the template.
"""

import re

from css_inline import CSSInliner
from markupsafe import Markup

_MEDIA = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_VALUE = r'"((?:\{\{.*?\}\}|[^"{])*)"'
_STYLE = re.compile(rf"\s+style={_VALUE}", re.DOTALL)
_CLASS = re.compile(rf"\s+class={_VALUE}", re.DOTALL)
# A comment is passed over: what stands in it is read by Outlook alone.
_START_TAG = re.compile(rf"<!--.*?-->|<(?P<tag>[a-z][a-z0-9]*)(?P<attributes>(?:\s+[a-z-]+={_VALUE})*)>", re.DOTALL)
_EXPRESSION = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


class Look:
    """The style sheet of the letters. media: what stays in the head, for the programs that read it."""

    def __init__(self, sheet: str) -> None:
        self._inliner = CSSInliner(extra_css=sheet, keep_at_rules=True, load_remote_stylesheets=False)
        self._styles: dict[tuple[str, ...], Markup] = {}  # of the tags and classes in the templates, so it ends growing
        found = _MEDIA.search(self._inliner.inline("<html><head></head></html>"))
        self.media = Markup(found[1] if found else "")  # noqa: S704 -- a style sheet of ours

    def style(self, tag: str, *classes: str) -> Markup:
        """What the rules say of an element whose classes stand in these pieces, as its style attribute has it; '' when none is about it."""
        known = self._styles.get((tag, *classes))
        if known is None:
            # A cell must stand in a row; whatever else is put there is moved out of the table, and keeps its attributes.
            page = self._inliner.inline(f'<table><tr><{tag} class="{"".join(map(str, classes))}" lang="x-this"></{tag}></tr></table>')
            found = _STYLE.search(next((each for each in page.split("<") if 'lang="x-this"' in each), ""))
            known = self._styles[tag, *classes] = Markup(found[1] if found else "")  # noqa: S704 -- as above
        return known

    def dressed(self, template: str) -> str:
        """A page's template with a style in each start tag. Where a class is an expression the style is one too, which calls `style_of`.

        Each style begins a line: no line of a letter grows long.
        """
        return _START_TAG.sub(self._dressed, template)

    def _dressed(self, found: re.Match[str]) -> str:
        tag, attributes = found["tag"], found["attributes"]
        if tag is None:
            return found[0]
        classes, own = (named[1] if (named := pattern.search(attributes)) else "" for pattern in (_CLASS, _STYLE))
        style = f"{{{{ style_of({tag!r}, {_pieces(classes)}) }}}}" if "{{" in classes else self.style(tag, classes)
        return f'<{tag}{_STYLE.sub("", attributes)}\nstyle="{style}{own}">' if style else found[0]


def _pieces(classes: str) -> str:
    """`a b-{{ c }}` as arguments: `'a b-', (c), ''`."""
    pieces = _EXPRESSION.split(classes)  # texts and expressions in turn
    return ", ".join(f"({piece})" if i % 2 else repr(piece) for i, piece in enumerate(pieces))

"""Which text does an enriched one show (RFC 1896 text/enriched, RFC 1341 text/richtext)? Its words and paragraphs, without its marks."""

import re

_PARAMETER = re.compile(r"<(param|comment)>.*?(?:</\1>|\Z)", re.IGNORECASE | re.DOTALL)
_LINE_MARK = re.compile(r"<(?:nl|np|/?paragraph)>", re.IGNORECASE)
_MARK = re.compile(r"<(<)?(/?[A-Za-z0-9-]{1,60}>)?")
_BREAKS = re.compile(r"\n+")


def text(source: str, *, rich: bool) -> str:
    """The visible text. `rich`: the older text/richtext, where `<nl>` ends a line and `<lt>` is a `<`."""
    if "</param>" in source or "<comment>" in source.lower() or "<param>" in source:
        source = _PARAMETER.sub("", source)
    # RFC 1896: one line end is a space, n of them are n - 1.
    source = _BREAKS.sub(lambda found: "\n" * (len(found[0]) - 1) or " ", source)
    if rich:
        source = _LINE_MARK.sub("\n", source).replace("<lt>", "<<")
    return "\n".join(line.strip(" ") for line in _MARK.sub(_shown, source).split("\n"))


def _shown(mark: re.Match[str]) -> str:
    if mark[1]:
        return "<" + (mark[2] or "")
    return "" if mark[2] else "<"

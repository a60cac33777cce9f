"""Which paragraphs did these lines make up before they were wrapped (RFC 3676, format=flowed)?"""

import re

_SOFT = re.compile(r"(?<!^--) \n(?!-- (?:\n|\Z))", re.MULTILINE)
_STUFFED = re.compile(r"^ ", re.MULTILINE)
_QUOTED = re.compile(r"(>*)(.*)", re.DOTALL)


def text(lines: str, *, delete_space: bool) -> str:
    """Paragraphs put together again (RFC 3676, 4.2): a line that ends in a space goes on in the next of the same quote depth."""
    if "\n>" in lines or lines.startswith(">"):
        return _with_quotes(lines, delete_space=delete_space)
    if "\n " in lines or lines.startswith(" "):
        lines = _STUFFED.sub("", lines)
    return _SOFT.sub("" if delete_space else " ", lines) if " \n" in lines else lines


def _with_quotes(text: str, *, delete_space: bool) -> str:
    lines: list[str] = []
    open_depth, ends_open = -1, False
    for line in text.split("\n"):
        if line[:1] == ">" and (found := _QUOTED.match(line)):
            marks, content = found[1], found[2].removeprefix(" ")
        else:
            marks, content = "", line.removeprefix(" ")
        flows = content[-1:] == " " and content != "-- "
        piece = content[:-1] if flows and delete_space else content
        if ends_open and open_depth == len(marks) and content != "-- ":
            lines[-1] += piece
        else:
            lines.append(f"{marks} {piece}" if marks else piece)
        open_depth, ends_open = len(marks), flows
    return "\n".join(lines)

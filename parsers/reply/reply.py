"""What did the person write only now? The mail's text without history, forwarded parts, signature and disclaimer."""

import re

from parsers.reply.quote import History, is_quoted
from parsers.reply.signature import end_of_message

_LINE_END = re.compile(r"\r\n|\r|\n")


def new_text(text: str) -> str:
    """The lines that are new, in their order and unchanged, without blank lines at the edges. It never adds a word.

    Answers between quoted lines all stay (rules.md, Keywords: 'every line the person wrote is new text').
    """
    kept: list[str] = []
    for stretch in _stretches(_LINE_END.split(text)):
        kept += stretch[: end_of_message(stretch)]
    return "\n".join(_trimmed(kept))


def _stretches(lines: list[str]) -> list[list[str]]:
    """The unquoted stretches of the mail, up to where only history follows."""
    history = History(lines)
    stretches: list[list[str]] = [[]]
    at = 0
    while at < len(lines):
        if is_quoted(lines[at]):
            if stretches[-1]:
                stretches.append([])
            at += 1
            continue
        introduced = history.introduces(at)
        if history.begins(at) or (introduced and not history.marked(at + introduced)):
            break
        if not introduced:
            stretches[-1].append(lines[at])
        at += introduced or 1
    return stretches


def _trimmed(lines: list[str]) -> list[str]:
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    last = next((at for at in range(len(lines), first, -1) if lines[at - 1].strip()), first)
    return lines[first:last]

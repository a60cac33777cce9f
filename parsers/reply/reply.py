"""What did the person write only now? The mail's text without history, forwarded parts, signature and disclaimer."""

from parsers.reply.fused import apart
from parsers.reply.history import History
from parsers.reply.lines import Lines, split
from parsers.reply.signature import end_of_message

_MOST_SIGNED = 300  # stretches that are looked at for a signature: the first ones, and the last


def new_text(text: str, *, marked: bool = False) -> str:
    """The lines that are new, in their order and unchanged, without blank lines at the edges. It never adds a word.

    marked: the `> ` of the text stand for the quotations of a page, and cannot be a person's arrows.

    Answers between quoted lines all stay (rules.md, Keywords: 'every line the person wrote is new text').
    """
    text = apart(text)
    lines = split(text)
    kept: list[str] = []
    stretches = History(text, Lines(lines), marked=marked).written()
    for number, stretch in enumerate(stretches, start=1):
        part = lines[stretch.start : stretch.stop]
        kept += part[: end_of_message(part)] if number <= _MOST_SIGNED or number == len(stretches) else part
    return "\n".join(_trimmed(kept))


def _trimmed(lines: list[str]) -> list[str]:
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    last = next((at for at in range(len(lines), first, -1) if lines[at - 1].strip()), first)
    return lines[first:last]

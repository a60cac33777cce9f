"""Which keywords does the new text of a mail order, and if none, why not? (rules of the desk, Keywords: 'How a keyword is read')

Shapes and what is read first: a decision of the first written line (`decision`, `refusal`), else the orders of a technician and the
questions to the desk (`orders`), else why a word like a decision was not taken (`unclear`). What each takes is told to the people who write
in docs/decisoes-por-palavra.md, whose table is a test.
"""

import re
from dataclasses import dataclass

from parsers.keyword import decision, orders, refusal, unclear
from parsers.language.courtesy import after_greeting, first_written, is_greeting
from parsers.language.plain import compose, visible
from parsers.language.sketch import could_hold, holds, sketch
from parsers.reading import Command

DECISIVE = (b"aprov", b"recus", b"cancel", b"confirm")  # a decision, and all that looks like one, holds one of these
_MARK = re.compile(r"(?:--|—)[ \t]*")


@dataclass(frozen=True, slots=True)
class Commands:
    """The orders found, in their order. unclear: why a word like a decision was not taken, '' when there is nothing to explain."""

    commands: tuple[Command, ...]
    unclear: str


def read(new_text: str) -> Commands:
    """Read what `reply.new_text` left. Never raises; knows no roles: it reports the words, the desk decides who may say them."""
    drawn = sketch(new_text)
    first = first_written(new_text)
    decisive = holds(drawn, DECISIVE) and _could_decide(new_text, first)
    ordering = orders.could_stand(drawn, first)
    if not (decisive or ordering):
        return Commands((), "misspelled" if unclear.is_misspelled(first) else "")
    lines = compose(new_text).splitlines()
    if decisive:
        written = decision.unasked(after_greeting(lines))
        signed = _is_signature(lines)
        if not signed and (word := decision.decided(written)):
            return Commands((Command(word, "", ""),), "")
        if not signed and b"recus" in drawn and (reason := refusal.reason(written)) is not None:
            return Commands((Command("RECUSAR", "", reason),), "")
        found = orders.read(lines) if ordering else ()
        return Commands(found, "" if found else unclear.why(written))
    found = orders.read(lines)
    return Commands(found, "misspelled" if not found and unclear.is_misspelled(first) else "")


def _could_decide(text: str, first: str) -> bool:
    """Whether a decision, or what looks like one, could stand in a text with this first written line."""
    return could_hold(first, DECISIVE) or unclear.could_attempt(text)


def _is_signature(lines: list[str]) -> bool:
    """Whether the mark of a signature stands above all that is written: then it is no text."""
    for line in lines:
        if _MARK.fullmatch(line):
            return True
        if visible(line) and not is_greeting(line):
            return False
    return False


def of_subject(rest: str) -> Command | None:
    """The keyword that is the whole of a subject's rest (no title, no number beside it), or None."""
    found = read(rest).commands
    return found[0] if len(found) == 1 else None

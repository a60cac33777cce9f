"""Which keywords does the new text of a mail order, and if none, why not? (rules.md, Keywords)"""

import re
from dataclasses import dataclass

from parsers.keyword import decision, orders, refusal, unclear
from parsers.language.courtesy import after_greeting
from parsers.language.plain import compose
from parsers.reading import Command

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Commands:
    """The orders found, in their order. unclear: why a word like a decision was not taken, '' when there is nothing to explain."""

    commands: tuple[Command, ...]
    unclear: str


def read(new_text: str) -> Commands:
    """Read what `reply.new_text` left. Never raises; knows no roles: it reports the words, the desk decides who may say them."""
    lines = _LINE_END.split(compose(new_text))
    written = after_greeting(lines)
    if word := decision.decided(written):
        return Commands((Command(word, "", ""),), "")
    if (reason := refusal.reason(written)) is not None:
        return Commands((Command("RECUSAR", "", reason),), "")
    found = orders.read(lines)
    return Commands(found, "" if found else unclear.why(written))


def of_subject(rest: str) -> Command | None:
    """The keyword that is the whole of a subject's rest (no title, no number beside it), or None."""
    found = read(rest).commands
    return found[0] if len(found) == 1 else None

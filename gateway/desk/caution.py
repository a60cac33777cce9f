"""Could a technician's mail be meant otherwise than it reads? Then it goes to nobody: a note must never reach the entity."""

import re

from parsers import command
from parsers.courtesy import is_greeting
from parsers.plain import joined
from parsers.reading import Reading

# What an order looks like that was not taken as one: a label before a colon, in brackets, or behind a sign.
LABEL = re.compile(r"[^:]{0,40}:|[\[(#*]+[^\])]{0,40}[\])]?")
ORDERS = ("nota", "soluc", "pendente")
LABEL_WORDS = 4


def doubt(reading: Reading) -> str:
    """'' when the mail is one plain reply or one order in the first line; otherwise the word of the letter that asks back."""
    if reading.unclear in {"parts", "letters"}:
        return "unclear_order"
    first = _first_written(reading.new_text)
    if not reading.commands:
        return "unclear_order" if _is_labelled(first) else ""
    one = len(reading.commands) == 1 and bool(command.read(first).commands)
    return "" if one else "one_order"


def _first_written(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return next((line for at, line in enumerate(lines) if at or not is_greeting(line)), "")


def _is_labelled(line: str) -> bool:
    label = LABEL.match(joined(line).strip())
    words = re.findall(r"[a-z]+", label[0]) if label else []
    return len(words) <= LABEL_WORDS and any(word.startswith(ORDERS) for word in words)

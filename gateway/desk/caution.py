"""Could a technician's mail be meant otherwise than it reads? Then it goes to nobody: a note must never reach the entity."""

import re

from parsers.keyword import command
from parsers.language.courtesy import after_greeting
from parsers.language.plain import joined, visible
from parsers.reading import Reading

# A line that begins with NOTA, however spelled or dressed, is a note that was not taken as one; papers that are called so are prose.
NOTE = re.compile(
    r"(?:ola[\W_]+)?(?:n+o+t+a+s?|ntoas?|noats?|ontas?)\b(?![\W_]+(?:fiscal|fiscais|oficial|publica|promissoria|de|do|da|dos|das)\b)"
)
# Another order before a colon or in brackets.
LABEL = re.compile(r"[^:]{0,40}:|[\[(#*<]+[^\])>]{0,40}[\])>]?")
ORDERS = ("nota", "soluc", "pendente")
LABEL_WORDS = 4


def doubt(reading: Reading) -> str:
    """'' when the mail is one plain reply, or orders from the first line on; otherwise the word of the letter that asks back."""
    if reading.unclear in {"parts", "letters"}:
        return "unclear_order"
    written = after_greeting(reading.new_text.splitlines())
    if not reading.commands:
        return "unclear_order" if _is_labelled(written) or any(map(_is_note, written)) else ""
    first = bool(command.read(written[0] if written else "").commands)
    return "" if first else "one_order"


def _is_note(line: str) -> bool:
    return visible(line) and NOTE.match(joined(re.sub(r"^[\W\d_]+", "", line))) is not None


def _is_labelled(written: list[str]) -> bool:
    label = LABEL.match(joined(written[0]).strip()) if written else None
    words = re.findall(r"[a-z]+", label[0]) if label else []
    return len(words) <= LABEL_WORDS and any(word.startswith(ORDERS) for word in words)

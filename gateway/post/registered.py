"""How does a letter witness the record? It carries the head of the chain: who keeps it can tell later whether the chain was changed.

X-Registro holds it whole, with the ticket's own chain; a line at the foot prints it, for a letter that is read on paper.
"""

import re
from dataclasses import dataclass, replace

from gateway.post.letters import Content
from storage.record.seals import Head

HEADER = "X-Registro"
PRINTED = 32  # hex digits of the hash that are printed
_PLACE = "<!--registro-->"  # templates/_base/letter.html
_FIELD = re.compile(
    r"seq=(?P<seq>[1-9]\d{0,17}); head=(?P<head>[0-9a-f]{64})(?:; ticket=(?P<ticket>[0-9a-f]{64}); events=(?P<events>[1-9]\d{0,8}))?"
)


@dataclass(frozen=True, slots=True)
class Chain:
    """A ticket's own chain: how many events, and the hash of the last one (hex)."""

    events: int
    head: str


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What a letter saw: the head of the record, and of the ticket that it is about (None for a letter about none)."""

    seq: int
    head: str
    ticket: Chain | None


def field(head: Head) -> str:
    """The value of X-Registro; '' before anything was sealed."""
    return f"seq={head.seq}; head={head.hash}" if head.seq else ""


def about(value: str, ticket: Chain) -> str:
    """The same for a letter about a ticket, whose chain stands at this."""
    return f"{value}; ticket={ticket.head}; events={ticket.events}" if value else ""


def read(value: str) -> Witnessed | None:
    """What such a value says; None when it is none."""
    found = _FIELD.fullmatch(" ".join(value.split()))
    if found is None:
        return None
    return Witnessed(int(found["seq"]), found["head"], Chain(int(found["events"]), found["ticket"]) if found["ticket"] else None)


def printed(content: Content, value: str) -> Content:
    """The letter with the line at its foot; without one before anything was sealed. value: of X-Registro."""
    seen = read(value)
    if seen is None:
        return replace(content, html=content.html.replace(_PLACE, "", 1))
    line = f"Registro {seen.seq}: {seen.head[:PRINTED]}"
    return replace(content, text=f"{content.text.rstrip()}\n{line}\n", html=content.html.replace(_PLACE, f"<br>{line}", 1))

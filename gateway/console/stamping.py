"""Does the time-stamping authority give tokens that prove something? It is asked for one, over nothing of ours, which is thrown away."""

import hashlib
from collections.abc import Callable

from gateway.console.finding import Finding
from gateway.stamping.token import Asks, NoStamp

PART = "timestamps"
AWAY = "See that the authority runs, that CARTEIRO_TIMESTAMPS names its address, user and policy, and that the firewall lets us out."
BAD = "Name this authority's roots with ca=FILE; if they are right, and our clock too, use none of its tokens and ask whoever runs it."


def look(asking: Asks, unique: Callable[[], str]) -> Finding:
    """unique: a word that no record has for its head."""
    name = asking.authority.name
    try:
        token = asking.ask(hashlib.sha256(unique().encode()).hexdigest())
    except NoStamp as trouble:
        bad = trouble.said != NoStamp.said
        return Finding(PART, name, False, f"{trouble.said}: {trouble}", "refused" if bad else "away", BAD if bad else AWAY)
    return Finding(
        PART, name, True, f"stamps; its time is {token.at.isoformat(timespec='seconds')}, its certificate leads to the roots given"
    )

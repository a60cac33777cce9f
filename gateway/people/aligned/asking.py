"""How much may one mail cost the DNS? So many questions, so much time, none twice."""

import time

from gateway.people.aligned.resolver import Kind, Resolver, Unanswered

LOOKUPS = 20
SECONDS = 10.0


class TooMany(Exception):
    """This mail needs more questions than one mail may cost."""


class Asking:
    """The questions about one mail. Answers are kept, so that nothing is asked twice."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._known: dict[tuple[str, Kind], tuple[str, ...]] = {}
        self._until = time.monotonic() + SECONDS
        self.count = 0

    def ask(self, name: str, kind: Kind) -> tuple[str, ...]:
        """What the DNS says (Resolver.ask). Raises Unanswered (also when the time is used up) and TooMany."""
        key = (name.lower().rstrip("."), kind)
        if key not in self._known:
            if self.count >= LOOKUPS:
                raise TooMany(f"more than {LOOKUPS} questions")
            left = self._until - time.monotonic()
            if left <= 0:
                raise Unanswered(f"more than {SECONDS:.0f} seconds")
            self.count += 1
            self._known[key] = self._resolver.ask(key[0], kind, left)
        return self._known[key]

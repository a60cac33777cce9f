"""What comes of asking an authority: a token, or none. Light to import; whoever asks in earnest is asking.py."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Protocol

from gateway.stamping.url import Authority

ASTRAY = timedelta(minutes=5)
"""By so much an authority's clock and ours may differ: a token with a wrong time would be evidence against us."""


class NoStamp(Exception):
    """The authority gave no token; the text says why."""

    said: ClassVar[str] = "no token"


@dataclass(frozen=True, slots=True)
class Token:
    """A token that was checked. der: TimeStampToken; at: the instant that it tells, UTC."""

    der: bytes
    at: datetime


class Asks(Protocol):
    """Whoever gets tokens of one authority."""

    authority: Authority

    def ask(self, head: str) -> Token:
        """A token over a head of the record (64 hex digits). Raises NoStamp."""
        ...

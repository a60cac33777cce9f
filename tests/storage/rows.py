"""What do the tests of storage begin with? Arrivals, a ticket, and many hands at once."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from sqlalchemy.orm import Session

from storage.database import Database
from storage.mail import inbox
from storage.mail.inbox import Arrival
from storage.mail.known import Asked
from storage.tables import Ticket
from storage.ticket import tickets

NOON = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)  # in Brasília
NUMBER = "L_61123001"
T = TypeVar("T")
ASKED = Asked("", "", "", "", NOON, NOON, "2026-11-23", ("undecided",), "operator", "alarm", "not_entitled")  # of a mail that says nothing


def arrival(raw: bytes = b"Subject: oi\r\n\r\ncorpo\r\n", conversation: str = "", at: datetime = NOON) -> Arrival:
    """A mail at the door."""
    return Arrival(at, "smtp", ("suporte@carteiro.example",), "maria@entidade.example", len(raw), conversation, raw)


def arrive(database: Database, *conversations: str, at: datetime = NOON) -> list[int]:
    """One mail for each conversation, a second apart; returns their inbox ids."""
    with database.writing() as session:
        return inbox.file(session, [arrival(conversation=c, at=at + timedelta(seconds=n)) for n, c in enumerate(conversations)])


def open_ticket(session: Session, number: str = NUMBER) -> Ticket:
    """A ticket as it begins, locked."""
    values = {"number": number, "code": 12, "title": "Portal fora do ar", "entity": "27418305000100", "requester": "maria"}
    return tickets.open_new(session, at=NOON, by="maria", values=values, facts={"mail": 1})


def move(session: Session, ticket: Ticket, kind: str, minutes: int = 0, **changes: object) -> None:
    """Moves a locked ticket some minutes after noon."""
    tickets.move(session, ticket, kind, at=NOON + timedelta(minutes=minutes), by="ana", changes=changes, facts={})


def at_once(hands: int, act: Callable[[int], T]) -> Sequence[T]:
    """What `act(0)` to `act(hands - 1)` return, begun at the same moment in threads of their own; their exceptions are raised here."""
    ready = threading.Barrier(hands, timeout=60)

    def begin(hand: int) -> T:
        ready.wait()
        return act(hand)

    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(begin, range(hands)))

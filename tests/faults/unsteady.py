"""How does work go wrong in the middle? A process that ends before it commits, and another one that works on the same rows meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from gateway.clockwork import store
from gateway.clockwork.jobs import Jobs
from tests.world import Letter, RememberingRelay, World

PAST_THE_LEASE = timedelta(seconds=31)


class Ended(BaseException):
    """The process ended: nothing catches this on its way."""


@dataclass
class MoodyRelay(RememberingRelay):
    """Refuses as told, and may end the process before or after it has taken a letter."""

    ends: str = ""  # `before`, `after`

    def send(self, envelope_from: str, recipient: str, mail: bytes) -> None:
        ends, self.ends = self.ends, ""
        if ends == "before":
            raise Ended
        super().send(envelope_from, recipient, mail)
        if ends == "after":
            raise Ended


@dataclass
class Once:
    """Does something the n-th time that it is asked, and only then."""

    act: Callable[[], None]
    wait: int = 0
    done: bool = field(default=False)

    def __call__(self) -> None:
        self.wait -= 1
        if self.wait < 0 and not self.done:
            self.done = True
            self.act()


@contextmanager
def ending(wait: int) -> Iterator[None]:
    """The process ends once it has written everything down and before it commits, at the n-th decision."""

    def end() -> None:
        raise Ended

    once, stored = Once(end, wait), store.store

    def storing(*args: Any) -> list[int]:
        found = stored(*args)
        once()
        return found

    with patch.object(store, "store", storing):
        yield


@contextmanager
def meeting(world: World, wait: int, *, overslept: bool) -> Iterator[None]:
    """Another process works off all that is due after the n-th decision is made and before it is stored.

    overslept: the lease of whoever made that decision has ended by then.
    """
    other = Jobs(world.tools)

    def work() -> None:
        if overslept:
            world.clock.at += PAST_THE_LEASE
        while other.hear() + other.send() + other.strike():
            pass

    once, written = Once(work, wait), store.write

    def writing(*args: Any) -> tuple[store.Written, ...]:
        found = written(*args)
        once()
        return found

    with patch.object(store, "write", writing):
        yield


def returned(letter: Letter, number: int) -> bytes:
    """A delivery status that says that a letter of ours did not arrive (RFC 3464)."""
    head = f"From: MAILER-DAEMON@mx.example\r\nTo: {letter.envelope_from}\r\nSubject: Undelivered\r\nMessage-ID: <r{number}@mx.example>\r\n"
    return (
        f"{head}MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nYour message was not delivered.\r\n\r\nAPROVAR\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {letter.to}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
    ).encode()

"""Would the tests notice? The real program with a door that is broken on purpose: `reply_first` or `no_dedupe`."""

import asyncio
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace

from gateway import __main__ as program
from gateway import app
from gateway.clockwork import gather
from gateway.doors.door import Door, Waiting
from storage.mail import inbox
from storage.mail.inbox import Arrival
from storage.mail.known import known

LEISURE = 0.1  # seconds


class ReplyFirst(Door):
    """Says 250, and commits when there is time."""

    _said = 0

    async def submit(self, arrival: Arrival) -> int:
        self._said += 1
        self._waiting.put((arrival, asyncio.get_running_loop().create_future()))
        return self._said

    def _answer(self, batch: Sequence[Waiting]) -> None:
        threading.Event().wait(LEISURE)
        super()._answer(batch)


class CommitThenDawdle(Door):
    """Commits, and says so late: senders try again what is already on record."""

    async def submit(self, arrival: Arrival) -> int:
        inbound_id = await super().submit(arrival)
        await asyncio.sleep(LEISURE)
        return inbound_id


def _every_copy_counts() -> None:
    gather.known = lambda *asked: replace(known(*asked), twin=None)
    inbox.take_effect = lambda *_: True


if __name__ == "__main__":
    kind = sys.argv.pop(1)
    app.Door = {"reply_first": ReplyFirst, "no_dedupe": CommitThenDawdle}[kind]  # type: ignore[attr-defined] # imported there, replaced here
    if kind == "no_dedupe":
        _every_copy_counts()
    program.main()

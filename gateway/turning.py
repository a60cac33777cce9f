"""How does a gateway start and stop? Parts open in order, and close in the other order, within seconds and with nothing lost."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

from gateway.app import App
from gateway.clockwork.digesting import sending
from gateway.doors.imap.poller import Poller
from gateway.doors.listening import Listening


@contextmanager
def working(app: App) -> Iterator[None]:
    """Worker threads and sweeper; the next digest is set."""
    sending.begin(app.tools)
    app.bell.open()
    app.sweeper.open()
    try:
        yield
    finally:
        app.sweeper.close()
        app.bell.close()
        app.tools.relay.close()


@contextmanager
def polling(pollers: Sequence[Poller]) -> Iterator[None]:
    """Mailboxes that are read."""
    for poller in pollers:
        poller.open()
    try:
        yield
    finally:
        for poller in pollers:
            poller.stop()
        for poller in pollers:
            poller.close()


@asynccontextmanager
async def listening(app: App) -> AsyncIterator[Listening]:
    """The doors of CARTEIRO_LISTEN. Raises CannotListen."""
    app.door.open()
    doors = Listening(app.threshold)
    try:
        await doors.open(app.settings.listen)
        yield doors
    finally:
        await doors.close()
        await asyncio.to_thread(app.door.close)


def told_to_stop() -> asyncio.Event:
    """Set by Ctrl-C or SIGTERM from now on. To be called before a door opens: who is seen to listen can be told to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop

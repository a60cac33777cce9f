"""How does a gateway start and stop? Parts open in order, and close in the other order, within seconds and with nothing lost."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from pathlib import Path

from gateway.app import App
from gateway.clockwork import retaining
from gateway.clockwork.alarming import Alarming
from gateway.clockwork.digesting import sending
from gateway.clockwork.watching import watching
from gateway.clockwork.witnessing import Witnessing
from gateway.console.health.looking import look
from gateway.doors.imap.poller import Poller
from gateway.doors.listening import Listening
from gateway.doors.sharing import Shares
from storage.database import Database


@contextmanager
def working(app: App) -> Iterator[None]:
    """Worker threads, sweeper, filing, archiving, sealing, stamping and alarms; the next digest and the next night's erasing are set."""
    sending.begin(app.tools)
    retaining.begin(app.tools)
    alarming = Alarming(app.tools, partial(look, app.tools, app.settings), app.bell.ring)
    beside = [part.rounds for part in (app.filing, app.archiving, app.sealing, app.stamping, alarming) if part]
    app.bell.open()
    app.sweeper.open()
    for rounds in beside:
        rounds.open()
    try:
        yield
    finally:
        for rounds in reversed(beside):
            rounds.close()
        app.sweeper.close()
        app.bell.close()
        app.tools.relay.close()


@contextmanager
def looking(app: App) -> Iterator[None]:
    """Where nothing works, and so nothing is sealed: the look whether the database is an older state of itself."""
    rounds = watching(app.seen)
    rounds.open()
    try:
        yield
    finally:
        rounds.close()


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
async def listening(app: App, *, shared: bool = False) -> AsyncIterator[Listening]:
    """The doors of CARTEIRO_LISTEN. shared: other processes on the same database may have the same ones. Raises CannotListen."""
    app.door.open()
    doors = Listening(app.threshold, Shares(_named(app.tools.database)) if shared else None)
    try:
        await doors.open(app.settings.listen)
        yield doors
    finally:
        await doors.close()
        await asyncio.to_thread(app.door.close)


def _named(database: Database) -> str:
    """The database's URL without whom we are to it."""
    url = database.url
    if database.is_sqlite and url.database:
        return str(Path(url.database).resolve())
    return url.set(username=None, password=None).render_as_string()


def told_to_stop(seen: Witnessing) -> asyncio.Event:
    """Set by Ctrl-C or SIGTERM from now on, and when the database turns out to be an older state (then seen.older says what shows it).

    To be called before a door opens: who is seen to listen can be told to stop.
    """
    stop, loop = until_told(), asyncio.get_running_loop()
    seen.heard = lambda: _from_thread(loop, stop)
    return stop


def until_told() -> asyncio.Event:
    """Set by Ctrl-C or SIGTERM from now on."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def _from_thread(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    with suppress(RuntimeError):  # the loop has ended: so has the process, nearly
        loop.call_soon_threadsafe(stop.set)

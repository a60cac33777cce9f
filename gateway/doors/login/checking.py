"""Is this login right? Asked of the directory off the event loop, a few at a time, each within seconds."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from gateway.doors.login.attempts import Attempts, NotNow, Try, spelling
from gateway.doors.login.sasl import Offer
from gateway.doors.replies import DIRECTORY_AWAY
from gateway.people.directory import Directory, DirectoryUnavailable, Person
from gateway.threads import Threads

log = logging.getLogger(__name__)

SECONDS = 6  # a directory that has not answered by then has no say any more
LONGEST = 255  # octets of a login name, and of a password (RFC 4616, 2)


class Logins:
    """Checks logins for every listener of one process. Used from one event loop; mail never waits for it."""

    def __init__(self, directory: Directory, attempts: Attempts, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        """sleep: waits so many seconds, before a wrong login is answered."""
        self._directory = directory
        self._attempts = attempts
        self._sleep = sleep
        self._threads: Threads[Person | None] = Threads("login")
        self._asked: set[asyncio.Future[Person | None]] = set()

    async def check(self, offer: Offer, host: str) -> Person | None:
        """The active person whose login this is; None when it is wrong, told after a delay that grows.

        host: the peer's address. Raises NotNow when it cannot be said now, or not any more: too many tries, or the directory is away.
        """
        fit = usable(offer)
        one = self._attempts.named(offer.login.decode("utf-8", "replace"), host)
        self._attempts.begin(one)
        if fit:
            person = await self._ask(one, *fit)
        else:
            person = None
            self._attempts.end(one, right=False)
        if person is None:
            await self._sleep(self._attempts.delay(one))
        return person

    def close(self) -> None:
        """Nobody waits for an answer any more."""
        for asked in tuple(self._asked):
            asked.cancel()
        self._threads.close()

    async def _ask(self, one: Try, login: str, password: str) -> Person | None:
        try:
            asked = asyncio.wrap_future(self._threads.submit(partial(self._directory.authenticate, login, password)))
        except RuntimeError as error:  # no thread to be had
            self._attempts.end(one, right=None)
            raise NotNow(DIRECTORY_AWAY) from error
        self._asked.add(asked)
        asked.add_done_callback(partial(self._settle, one))
        # Neither the end of the time nor that of the connection ends the thread: only then is its place free, and its verdict counted.
        done, _ = await asyncio.wait({asked}, timeout=SECONDS)
        if not done or asked.cancelled() or asked.exception():
            raise NotNow(DIRECTORY_AWAY)
        return asked.result()

    def _settle(self, one: Try, asked: asyncio.Future[Person | None]) -> None:
        self._asked.discard(asked)
        error = None if asked.cancelled() else asked.exception()
        if error is not None and not isinstance(error, DirectoryUnavailable):
            log.error("A login could not be checked: %s", type(error).__name__)  # its text may hold a CPF
        self._attempts.end(one, right=None if asked.cancelled() or error else asked.result() is not None)


def usable(offer: Offer) -> tuple[str, str] | None:
    """Login and password when a directory may be asked about them. None: too long, empty, with a NUL, not UTF-8, or in another's name."""
    if not all(0 < len(part) <= LONGEST and b"\0" not in part for part in (offer.login, offer.password)):
        return None
    try:
        login, password, behalf = (part.decode() for part in (offer.login, offer.password, offer.behalf))
    except UnicodeDecodeError:
        return None
    return (login, password) if not behalf or spelling(behalf) == spelling(login) else None

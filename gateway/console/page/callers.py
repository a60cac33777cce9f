"""How long may somebody take who calls the page, and how many may call? So that a slow or a broken caller costs next to nothing."""

import asyncio
import logging

from aiohttp import web

from gateway.console.page.answer import plain

IDLE_SECONDS = 10.0  # for the header of a request, and between two requests
WHOLE_SECONDS = 60.0  # for a request with its answer, however slowly that is read
LONGEST_LINE = 8190  # bytes
MOST_HEADERS = 64
MOST = 64  # connections at a time
log = logging.getLogger(__name__)


class Caller(web.RequestHandler):
    """One connection. What is no HTTP is told so, and nothing is written to the log about it."""

    def __init__(self, server: web.Server, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(
            server,
            loop=loop,
            keepalive_timeout=IDLE_SECONDS,
            lingering_time=0,
            access_log=None,  # type: ignore[arg-type]  # as AppRunner's argument: no log of who looked at what
            logger=log,
            max_line_size=LONGEST_LINE,
            max_field_size=LONGEST_LINE,
            max_headers=MOST_HEADERS,
        )
        self._clock = loop
        self._end: asyncio.TimerHandle | None = None

    @property
    def is_gone(self) -> bool:
        """Whether it has ended, or is about to."""
        return self.transport is None or self.transport.is_closing()

    @property
    def is_idle(self) -> bool:
        """Whether no request of it has come in whole yet."""
        return self._end is None

    def begin(self) -> None:
        """A request has come in whole: from now on its answer has so long to leave."""
        self._let_be()
        self._end = self._clock.call_later(WHOLE_SECONDS, self.give_up)

    def connection_lost(self, exc: BaseException | None) -> None:
        """The caller has gone."""
        self._let_be()
        super().connection_lost(exc)

    def handle_error(
        self, request: web.BaseRequest, status: int = 500, exc: BaseException | None = None, message: str | None = None
    ) -> web.StreamResponse:
        """What could not be read as a request (400). Raises ConnectionError when an answer is under way already."""
        del exc, message  # they quote what the caller sent
        if request.writer.output_size > 0:
            raise ConnectionError("an answer is under way")
        said = plain(status, "This is no request that can be answered here.")
        answer = web.Response(status=said.status, body=said.body, headers=said.headers)
        answer.force_close()
        return answer

    def _let_be(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None

    def give_up(self) -> None:
        """Ends it at once."""
        if self.transport is not None:
            self.transport.abort()


class OneTooMany(asyncio.Protocol):
    """A connection for which there is no room: it is ended before anything is read."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ends it."""
        if isinstance(transport, asyncio.Transport):
            transport.abort()


def made(server: web.Server, loop: asyncio.AbstractEventLoop) -> asyncio.Protocol:
    """Who talks to the next connection. When there is no room, the one goes that has waited longest with half a request, or none."""
    callers = server.connections
    if len(callers) < MOST:
        return Caller(server, loop)
    idle = next((each for each in callers if isinstance(each, Caller) and each.is_idle and not each.is_gone), None)
    if idle is None:
        return OneTooMany()
    idle.give_up()
    return Caller(server, loop)

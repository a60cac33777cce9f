"""How is the page served? One small HTTP server in the loop that runs anyway, with threads of its own: no mail waits for who looks."""

import asyncio
import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from aiohttp import web

from gateway import pageurl
from gateway.clockwork.tools import Tools
from gateway.console.page import probes
from gateway.console.page.answer import Answer
from gateway.console.page.callers import MOST, Caller, made
from gateway.console.page.guard import Guard
from gateway.console.page.hands import Busy, Hands
from gateway.console.page.probes import Probes
from gateway.console.page.site import Site
from gateway.doors.listening import CannotListen
from gateway.pageurl import PageUrl
from gateway.settings import Settings

LEAVING_SECONDS = 1.0
WRONG_PASSWORD_SECONDS = 0.5


class Serving:
    """The page of one process. shown: its address, '' before it is open."""

    def __init__(self, tools: Tools, settings: Settings, url: PageUrl, command: str) -> None:
        """Raises BadSettings when the password of the page cannot be read."""
        self._url = url
        self._guard = Guard(url)
        self._site = Site(tools, settings, command)
        self._probes = Probes(tools, settings)
        self._pages, self._asked, self._scraped = Hands("page", 2, 16), Hands("health", 1, 8), Hands("metrics", 1, 4)
        self._http = web.Server(self._handle)
        self._sockets: asyncio.Server | None = None
        self.shown = ""

    async def open(self, *, elsewhere: bool) -> None:
        """elsewhere: at any free port when its own is taken. Raises CannotListen."""
        try:
            self._sockets = await self._listen(self._url.port)
        except OSError as error:
            if not elsewhere or error.errno != errno.EADDRINUSE:
                raise CannotListen(_closed(self._url, error)) from error
            self._sockets = await self._listen(0)
        self.shown = pageurl.shown(self._url.host, self._sockets.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Within seconds, whoever looks."""
        if self._sockets is not None:
            self._sockets.close()
        self._http.pre_shutdown()
        await self._http.shutdown(LEAVING_SECONDS)
        self._pages.close()
        self._asked.close()
        self._scraped.close()

    async def _listen(self, port: int) -> asyncio.Server:
        loop = asyncio.get_running_loop()
        return await loop.create_server(partial(made, self._http, loop), self._url.host, port, backlog=MOST)

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        if isinstance(request.protocol, Caller):
            request.protocol.begin()
        path, hosts = request.rel_url.path, request.headers.getall("Host", [])
        host = hosts[0] if len(hosts) == 1 else None
        answer = self._guard.refusal(request.method, path, host, request.headers.get("Authorization"))
        if answer is None:
            answer = await self._answer(path, request.rel_url.raw_query_string)
        elif answer.status == web.HTTPUnauthorized.status_code:
            await asyncio.sleep(WRONG_PASSWORD_SECONDS)
        response = web.Response(status=answer.status, body=answer.body, headers=answer.headers)
        if request.can_read_body:
            response.force_close()  # nobody reads it
        return response

    async def _answer(self, path: str, query: str) -> Answer:
        if path == probes.LIVE:
            return probes.alive()
        try:
            if path in probes.PATHS:
                hands = self._scraped if path == probes.METRICS else self._asked
                return await hands.do(partial(self._probes.answer, path))
            return await self._pages.do(partial(self._site.answer, path, query))
        except Busy:
            return self._site.busy()


@asynccontextmanager
async def serving(tools: Tools, settings: Settings, command: str = "carteiro", *, elsewhere: bool = False) -> AsyncIterator[str]:
    """The page of CARTEIRO_PAGE while it lasts; gives its address, '' when it is off.

    command: how `carteiro` is called by whoever reads it; elsewhere: at any free port when its own is taken. Raises CannotListen,
    BadSettings.
    """
    url = pageurl.read(settings.page)
    if url is None:
        yield ""
        return
    page = Serving(tools, settings, url, command)
    try:
        await page.open(elsewhere=elsewhere)
        yield page.shown
    finally:
        await page.close()


def _closed(url: PageUrl, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"CARTEIRO_PAGE: {url.shown} is taken by another program, perhaps another Carteiro; set CARTEIRO_PAGE to another port, such as "
            f"{pageurl.shown(url.host, url.port + 1)}, or to off"
        )
    return f"CARTEIRO_PAGE: {url.shown} cannot be opened ({error.strerror}); name an address of this machine and a port above 1023, or off"

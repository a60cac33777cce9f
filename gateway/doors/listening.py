"""Which listeners are open? One server for each URL of CARTEIRO_LISTEN; stopping lets mails in progress finish.

`carteiro smtp` shares its ports with others of its kind (SO_REUSEPORT, socket(7)): the kernel gives each new connection to one of them.
"""

import asyncio
import ssl
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

from gateway.doors.replies import LEAVING
from gateway.doors.sharing import Shares, StrangersOwn
from gateway.doors.smtp import Listener, LmtpListener
from gateway.doors.threshold import Threshold

GRACE_SECONDS = 5  # service managers and containers kill after ten
DEFAULT_PORTS = {"smtp": 25, "smtps": 465, "lmtp": 24}


class CannotListen(Exception):
    """A listener did not open; the text says which, why, and how to mend it."""


class Listening:
    """Open listeners. `addresses` are the (host, port) pairs really bound (port 0 asks for a free one)."""

    def __init__(self, threshold: Threshold, shares: Shares | None = None) -> None:
        """shares: with whom the ports are shared; with nobody, if left out."""
        self._threshold = threshold
        self._shares = shares
        self._servers: list[asyncio.Server] = []
        self._alive: set[Listener] = set()

    async def open(self, urls: Sequence[str]) -> None:
        """Opens every URL. Raises CannotListen."""
        for url in urls:
            parts = urlsplit(url)
            kind = LmtpListener if parts.scheme == "lmtp" else Listener
            tls = _tls(url)
            starttls = tls if parts.scheme != "smtps" else None
            host, port = parts.hostname or "127.0.0.1", parts.port if parts.port is not None else DEFAULT_PORTS[parts.scheme]
            try:
                if self._shares:
                    self._shares.claim(host, port)
                server = await asyncio.get_running_loop().create_server(
                    lambda kind=kind, starttls=starttls: kind(self._threshold, starttls, self._alive),
                    host,
                    port,
                    ssl=tls if parts.scheme == "smtps" else None,
                    backlog=512,
                    reuse_port=True if self._shares else None,
                )
            except StrangersOwn as error:
                raise CannotListen(f"CARTEIRO_LISTEN: {url} cannot be shared: {error}") from error
            except OSError as error:
                raise CannotListen(f"CARTEIRO_LISTEN: {url} cannot be opened ({error.strerror}); is another program using it?") from error
            self._servers.append(server)

    @property
    def addresses(self) -> list[tuple[str, int]]:
        """Where mail is taken in."""
        return [socket.getsockname()[:2] for server in self._servers for socket in server.sockets]

    async def close(self) -> None:
        """Takes no new callers, lets mails in progress come to their answer, then hangs up."""
        for server in self._servers:
            server.close()
        for listener in list(self._alive):
            listener.leave()
        await self._emptied(GRACE_SECONDS)
        for listener in list(self._alive):
            listener.hang_up(LEAVING)
        await self._emptied(1)
        for listener in list(self._alive):
            if listener.transport is not None:
                listener.transport.abort()
        self._threshold.logins.close()
        if self._shares:
            self._shares.close()

    async def _emptied(self, seconds: float) -> None:
        for _ in range(int(seconds * 20)):
            if not self._alive:
                return
            await asyncio.sleep(0.05)


def _tls(url: str) -> ssl.SSLContext | None:
    query = parse_qs(urlsplit(url).query)
    unknown = set(query) - {"tls_cert", "tls_key"}
    if unknown:
        raise CannotListen(f"CARTEIRO_LISTEN: {url} has {', '.join(sorted(unknown))}; allowed: tls_cert, tls_key")
    if not query:
        if url.startswith("smtps:"):
            raise CannotListen(f"CARTEIRO_LISTEN: {url} needs a certificate; add ?tls_cert=FILE&tls_key=FILE")
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(query["tls_cert"][0], query.get("tls_key", [None])[0])
    except (OSError, KeyError) as error:
        raise CannotListen(f"CARTEIRO_LISTEN: the certificate of {url} cannot be read ({error}); name a PEM file") from error
    return context

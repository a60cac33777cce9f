"""How is a host reached? A connected socket, its TLS checked, within a deadline."""

import queue
import socket
import ssl
import threading
from contextlib import suppress
from typing import Any

from gateway.patience import Deadline

Host = tuple[str, int]


class Trouble(Exception):
    """The server could not be reached, or the connection does not do what it should. The text holds no word of what was asked."""


class Secured(ssl.SSLSocket):
    """One that is closed when its connection is reset, even while it is being made: Python's own would then be nobody's, and stay open."""

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        """See socket."""
        try:
            return super().recv(buflen, flags)
        except ConnectionError:
            self.close()
            raise


def trusting(ca: str) -> ssl.SSLContext:
    """What checks a server's certificate and name. ca: a PEM file of authorities, '' for the system's. Raises ValueError."""
    try:
        context = ssl.create_default_context(cafile=ca or None)
    except OSError as error:  # ssl.SSLError is one
        raise ValueError(f"ca={ca} holds no certificates that can be read ({error.strerror}); name a PEM file") from None
    context.sslsocket_class = Secured
    return context


def dial(host: Host, context: ssl.SSLContext | None, deadline: Deadline, *, at_once: bool) -> socket.socket:
    """A socket connected to the host, encrypted `at_once` (ldaps). Raises Trouble."""
    trouble: Exception = OSError("has no address")
    try:
        found = _addresses(host, deadline.left())
        for number, (family, kind, protocol, _, address) in enumerate(found):
            sock = socket.socket(family, kind, protocol)
            try:
                sock.settimeout(deadline.share(len(found) - number).left())
                sock.connect(address)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                sock.settimeout(deadline.left())
                return context.wrap_socket(sock, server_hostname=host[0]) if context and at_once else sock
            except (OSError, ValueError) as error:
                sock.close()
                trouble = error
    except OSError as error:
        trouble = error
    raise Trouble(f"{host[0]}:{host[1]}: {why(trouble)}")


def _addresses(host: Host, seconds: float) -> list[tuple[Any, ...]]:
    """The host's addresses. Asked in a thread of its own: the resolver has no time-out that we could set."""
    with suppress(socket.gaierror):
        return list(socket.getaddrinfo(*host, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST))
    answer: queue.SimpleQueue[list[tuple[Any, ...]] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answer.put(list(socket.getaddrinfo(*host, type=socket.SOCK_STREAM)))
        except (OSError, UnicodeError) as error:
            answer.put(error if isinstance(error, OSError) else OSError("is no name"))

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answer.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError("its name was not resolved in time") from None
    if isinstance(found, OSError):
        raise found
    return found


def why(error: Exception) -> str:
    """What went wrong, in words that hold nothing of the question or its answer."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not believed ({error.verify_message})"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return (error.strerror if isinstance(error, OSError) else "") or type(error).__name__

"""How is one connection to an LDAP server opened, used and kept from waiting for ever?

ldap3 has no deadline for an answer in all (a server may drip for hours) and its own TLS knows no host that is a number. So socket and TLS
are the standard library's, and every wait for the socket ends with the caller's deadline.
"""

import re
import socket
import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from ldap3 import ANONYMOUS, BASE, DEREF_NEVER, NONE, SAFE_SYNC, SIMPLE, SUBTREE, Connection, Server

from gateway.dial import Host, Trouble, why
from gateway.patience import Deadline

START_TLS = "1.3.6.1.4.1.1466.20037"  # RFC 4511, 4.14
PAGES = "1.2.840.113556.1.4.319"  # RFC 2696
SUCCESS = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it came. values: attribute in lower case -> its values."""

    dn: str
    values: Mapping[str, tuple[bytes, ...]]

    def texts(self, *attributes: str) -> tuple[str, ...]:
        """The values of these attributes that are text, in the order given; blanks and control characters in a row become one blank."""
        found = (value for name in attributes for value in self.values.get(name.lower(), ()))
        return tuple(text for text in (_text(value) for value in found) if text)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search gave. code: RFC 4511, 4.1.9; elsewhere: part of it stands on another server; cookie: more pages follow."""

    code: int
    entries: tuple[Entry, ...]
    elsewhere: bool = False
    cookie: bytes = b""


class Line:
    """One connection. Not for two threads at once."""

    def __init__(self, sock: socket.socket, host: Host, user: str = "", password: bytes = b"") -> None:
        """user: a DN; '' binds anonymously."""
        self._socket = _Hurried(sock)
        self._connection = Connection(
            Server(host[0], port=host[1], get_info=NONE),
            user=user or None,
            password=password or None,
            authentication=SIMPLE if user else ANONYMOUS,
            client_strategy=SAFE_SYNC,
            auto_referrals=False,
            auto_range=False,
            check_names=False,
            raise_exceptions=False,
            return_empty_attributes=False,
        )
        # What Connection.open() would do, but for the socket, which is ours.
        self._connection.socket = self._socket
        self._connection.closed = False
        self._connection.strategy._outstanding = {}  # noqa: SLF001 - ldap3 has no way to be handed a socket
        self._connection.strategy._start_listen()  # noqa: SLF001 - the same

    def start_tls(self, context: ssl.SSLContext, host: str, deadline: Deadline) -> None:
        """Encrypts the connection. Raises Trouble."""
        with _watched(self._socket, deadline, "StartTLS"):
            result = self._connection.extended(START_TLS)[1]
            if result["result"] != SUCCESS:
                raise Trouble(f"StartTLS: result {result['result']}")
            self._socket.inner.settimeout(deadline.left())
            self._socket.inner = context.wrap_socket(self._socket.inner, server_hostname=host)

    def bind(self, deadline: Deadline) -> int:
        """The result code of binding as the user of this line. Raises Trouble."""
        with _watched(self._socket, deadline, "bind"):
            return int(self._connection.bind(read_server_info=False)[1]["result"])

    def search(
        self,
        base: str,
        query: str,
        attributes: Iterable[str],
        deadline: Deadline,
        *,
        whole: bool = True,
        limit: int = 0,
        page: int = 0,
        cookie: bytes = b"",
    ) -> Answer:
        """Entries below the base (whole) or the base itself. page: so many at a time. Raises Trouble."""
        with _watched(self._socket, deadline, "search"):
            _, result, response, _ = self._connection.search(
                base,
                query,
                SUBTREE if whole else BASE,
                DEREF_NEVER,
                list(attributes),
                limit,
                max(1, int(deadline.left())),
                paged_size=page or None,
                paged_criticality=bool(page),
                paged_cookie=cookie or None,
            )
            entries = tuple(_entry(one) for one in response or () if one["type"] == "searchResEntry")
            elsewhere = any(one["type"] == "searchResRef" for one in response or ())
            next_page = (result.get("controls") or {}).get(PAGES, {}).get("value", {}).get("cookie") or b""
            return Answer(int(result["result"]), entries, elsewhere, next_page)

    def close(self) -> None:
        """Hangs up without a word: an unbind could wait."""
        with suppress(OSError):
            self._socket.inner.close()


class _Hurried:
    """The socket as ldap3 sees it: each wait ends with the deadline of the question, however slowly the answer drips."""

    def __init__(self, inner: socket.socket) -> None:
        self.inner = inner
        self.deadline: Deadline | None = None

    def recv(self, size: int) -> bytes:
        self._hurry()
        return self.inner.recv(size)

    def sendall(self, data: bytes) -> None:
        self._hurry()
        self.inner.sendall(data)

    def _hurry(self) -> None:
        if self.deadline is not None:
            self.inner.settimeout(self.deadline.left())

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


@contextmanager
def _watched(sock: _Hurried, deadline: Deadline, what: str) -> Iterator[None]:
    """Around one exchange. Whatever a foreign library makes of foreign bytes is trouble with this line and nothing else."""
    sock.deadline = deadline
    try:
        yield
    except Trouble:
        raise
    except Exception as error:  # noqa: BLE001 - ldap3 lets IndexError, struct.error and pyasn1's own pass
        raise Trouble(f"{what}: {why(error)}") from None


def _entry(response: Mapping[str, Any]) -> Entry:
    return Entry(response["dn"], {name.lower(): tuple(values) for name, values in response["raw_attributes"].items()})


def _text(value: bytes) -> str:
    try:
        return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", value.decode("utf-8")).strip()
    except UnicodeDecodeError:
        return ""

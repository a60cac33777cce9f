"""What do the tests of the door stand on? A real listener in a thread of its own, and a caller that speaks raw SMTP."""

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from gateway.doors.border import Border
from gateway.doors.crowd import Crowd
from gateway.doors.door import Door
from gateway.doors.listening import Listening
from gateway.doors.login.attempts import Attempts
from gateway.doors.login.checking import Logins
from gateway.doors.threshold import Threshold
from gateway.people.file import FileDirectory
from storage.database import Database
from storage.evidence.files import Files
from storage.mail import inbox
from storage.tables import Inbound, Row
from tests.world import ADDRESS

BORDER = ("127.0.0.1/32",)
NOON = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
DIRECTORY = Path(__file__).parents[2] / "demo" / "directory.yml"
PLAIN = b"From: maria@str-valesereno.example\r\nSubject: [12] Portal\r\n\r\nErro desde as 8h, CPF 905.173.264-81.\r\n"


class Premises:
    """A door that listens on free ports; nothing works off what it takes in. database: the URL of one that is there; '' for SQLite.

    clock: seconds that logins count by; pauses: what wrong ones had to wait, in seconds, which take no time here.
    """

    def __init__(
        self,
        home: Path,
        urls: tuple[str, ...] = ("smtp://127.0.0.1:0",),
        size: int = 25_000_000,
        crowd: Crowd | None = None,
        database: str = "",
    ) -> None:
        self.rings: list[int] = []
        self._callers: list[Caller] = []
        self.database = Database(database or f"sqlite:///{home}/carteiro.db")
        Row.metadata.create_all(self.database.engine)
        self.evidence = Files(home / "evidence")
        self.door = Door(self.database, self.rings.append)
        self.pauses: list[float] = []
        self.clock = 0.0
        self.logins = Logins(FileDirectory.load(DIRECTORY), Attempts(lambda: self.clock), self._pause)
        self.listening = Listening(
            Threshold(ADDRESS, size, self.door, self.evidence, self.logins, lambda: NOON, crowd or Crowd(), Border(BORDER))
        )
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self.door.open()
        self.run(self.listening.open(urls))

    async def _pause(self, seconds: float) -> None:
        """A wrong login waits without taking time."""
        self.pauses.append(seconds)

    def run(self, work: Coroutine[Any, Any, object]) -> None:
        """Runs something in the door's event loop to its end."""
        self.start(work).result(30)

    def start(self, work: Coroutine[Any, Any, object]) -> "Future[object]":
        """Begins something in the door's event loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def call(self, source: str = "127.0.0.1", number: int = 0) -> "Caller":
        """A new connection to the numbered listener."""
        caller = Caller(self.listening.addresses[number], source)
        self._callers.append(caller)
        return caller

    def close(self) -> None:
        for caller in self._callers:
            caller.hang_up()
        self.run(self.listening.close())
        self.door.close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self.database.close()

    @property
    def rows(self) -> list[Inbound]:
        """Every mail on record, oldest first."""
        with self.database.reading() as session:
            found = session.query(Inbound).order_by(Inbound.id).all()
            session.expunge_all()
            return found

    def stored(self, inbound_id: int) -> bytes:
        """The bytes on record."""
        with self.database.reading() as session:
            return inbox.raw(session, self.evidence, inbound_id)


class Caller:
    """One raw connection. `say` sends a line and returns the whole answer; several lines are joined by a line break."""

    def __init__(self, address: tuple[str, int], source: str = "127.0.0.1") -> None:
        self.socket: socket.socket = socket.create_connection(address, timeout=20, source_address=(source, 0))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._lines = self.socket.makefile("rb")

    def answer(self) -> str:
        """The next answer; '' when the other side has hung up."""
        lines = []
        while True:
            try:
                line = self._lines.readline().decode()
            except ConnectionResetError:
                line = ""
            lines.append(line.rstrip("\r\n"))
            if line[3:4] != "-":
                return "\n".join(lines)

    def send(self, raw: bytes) -> Self:
        self.socket.sendall(raw)
        return self

    def say(self, line: str | bytes) -> str:
        return self.send((line.encode() if isinstance(line, str) else line) + b"\r\n").answer()

    def greet(self, hello: str = "EHLO cliente.example") -> Self:
        """Up to the point where MAIL may be said."""
        assert self.answer().startswith("220")
        assert self.say(hello).startswith("250")
        return self

    def begin(self, sender: str = "maria@str-valesereno.example", to: str = ADDRESS) -> Self:
        """Up to the 354."""
        for line, code in ((f"MAIL FROM:<{sender}>", "250"), (f"RCPT TO:<{to}>", "250"), ("DATA", "354")):
            answer = self.say(line)
            assert answer.startswith(code), (line, answer)
        return self

    def deliver(self, raw: bytes, **envelope: str) -> str:
        """One mail whole; returns what was said about it."""
        return self.begin(**envelope).send(on_the_wire(raw)).answer()

    def start_tls(self) -> Self:
        assert self.say("STARTTLS").startswith("220")
        return self.encrypt()

    def encrypt(self) -> Self:
        """TLS from here on; the certificate is a self-made one."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self._lines.close()
        self.socket = context.wrap_socket(self.socket)
        self._lines = self.socket.makefile("rb")
        return self

    def hang_up(self) -> None:
        self._lines.close()
        self.socket.close()


def on_the_wire(raw: bytes) -> bytes:
    """A mail as SMTP carries it (RFC 5321, 4.5.2), its end included. `raw` is empty or ends in CRLF."""
    return (b"\r\n" + raw).replace(b"\r\n.", b"\r\n..")[2:] + b".\r\n"


def registered(answer: str) -> int:
    """The inbox id in a 250."""
    assert answer.startswith("250 2.0.0 registrado "), answer
    return int(answer.rpartition(" ")[2])


def until(true: Callable[[], object], seconds: float = 20) -> None:
    """Waits for something that another thread or process is about to do."""
    pause, end = threading.Event(), time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"still not so after {seconds} s"
        pause.wait(0.02)


Opener = Callable[..., Premises]

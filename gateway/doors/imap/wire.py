"""How do bytes go to an IMAP server and come from it?

imaplib reads through a file object, which is dead after one timeout and hides what it has read ahead. This one keeps what came in a buffer
of its own: a wait that ends early loses no byte. Each wait for the server is bounded, and so is what it may make us keep.
"""

import errno
import imaplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from gateway import dial
from gateway.doors.imap.trouble import ANSWER, SILENT, TLS, UNREACHABLE, Trouble
from gateway.patience import Deadline

LONGEST_LINE = 20 << 20  # octets: two million UIDs found by one SEARCH
MOST = 64 << 20  # octets that one command may be answered with
CHUNK = 1 << 16
LONGEST_ANSWER = 10  # times the patience with silence, for one that never falls silent
SLOWEST = 10_000  # octets a second, for long answers on top of that

Clock = Callable[[], float]
"""Seconds that only ever grow."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds. connect: until there is a connection, and again until it is encrypted; answer: of silence before or amid an answer."""

    connect: float = 20.0
    answer: float = 30.0


class Wire(imaplib.IMAP4):
    """imaplib's connection over our own socket. Everything that goes wrong with it raises Trouble."""

    def __init__(self, host: str, port: int, context: ssl.SSLContext | None, patience: Patience, clock: Clock) -> None:
        """context: encrypted from the first byte. Raises Trouble, and imaplib.IMAP4.error about a greeting that is none."""
        self._context, self._patience, self._clock = context, patience, clock
        self._buffer = bytearray()
        self._looked = 0  # octets of the buffer that hold no end of a line
        self.fresh()
        super().__init__(host, port)

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:  # noqa: ARG002 - imaplib's own signature
        """Connects."""
        self.host, self.port = host, port
        deadline = Deadline(self._clock, self._patience.connect)
        try:
            self.sock = dial.dial((host, port), None, deadline, at_once=False)
        except dial.Trouble as trouble:
            raise Trouble(UNREACHABLE, str(trouble)) from None
        if self._context is not None:
            self.encrypt(self._context)
        self.sock.settimeout(self._patience.answer)

    def encrypt(self, context: ssl.SSLContext) -> None:
        """TLS from here on. What came before the handshake is thrown away: anyone may have put it there."""
        self._buffer.clear()
        self._looked = 0
        self.sock.settimeout(self._patience.connect)
        try:
            # First ours, then the handshake: a socket that fails in it would be nobody's, and stay open.
            self.sock = secured = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            secured.do_handshake()
        except OSError as error:
            self.shutdown()
            raise _broken(error, TLS) from None
        except ValueError:
            self.shutdown()
            raise Trouble(TLS, f"{self.host} is no name that a certificate could be for") from None
        self.sock.settimeout(self._patience.answer)

    def fresh(self) -> None:
        """A new command begins: what it is answered with is counted from here."""
        self._taken = 0  # octets it was answered with
        self._begun = self._clock()

    def read(self, size: int) -> bytes:
        """So many octets. Raises Trouble."""
        self._count(size)
        while len(self._buffer) < size:
            self._receive()
        return self._take(size)

    def readline(self) -> bytes:
        """Everything up to and with the next line feed. Raises Trouble."""
        while not self._whole_line():
            self._receive()
        size = self._looked + 1
        self._count(size)
        return self._take(size)

    def arrives(self, seconds: float) -> bool:
        """Whether a whole line is there within the time. Raises Trouble."""
        end = self._clock() + seconds
        try:
            while not self._whole_line():
                left = end - self._clock()
                if left <= 0:
                    return False
                self.sock.settimeout(left)
                with suppress(TimeoutError):
                    self._buffer += self._received()
        finally:
            with suppress(OSError):
                self.sock.settimeout(self._patience.answer)
        return True

    def send(self, data: bytes) -> None:  # type: ignore[override] # imaplib sends nothing else
        """Raises Trouble."""
        try:
            self.sock.sendall(data)
        except OSError as error:
            raise _broken(error, UNREACHABLE) from None

    def shutdown(self) -> None:
        """Hangs up. Never raises."""
        self.cut()
        with suppress(OSError):
            self.sock.close()

    def cut(self) -> None:
        """Ends the connection, from whatever thread: who waits for it goes on at once. Never raises."""
        with suppress(OSError):
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)  # not ssl's, which takes the encryption away from under a reader

    def part(self, seconds: float) -> None:
        """Waits until the server has hung up, so long at most, and hangs up. Never raises."""
        end = self._clock() + seconds
        with suppress(OSError, Trouble):
            while (left := end - self._clock()) > 0:
                self.sock.settimeout(left)
                self._received()
        self.shutdown()

    def _whole_line(self) -> bool:
        at = self._buffer.find(b"\n", self._looked)
        self._looked = at if at >= 0 else len(self._buffer)
        if self._looked > LONGEST_LINE:
            raise self._given_up(ANSWER, f"the server sent a line of more than {LONGEST_LINE >> 20} MiB")
        return at >= 0

    def _take(self, size: int) -> bytes:
        taken = bytes(memoryview(self._buffer)[:size])
        del self._buffer[:size]
        self._looked = 0
        return taken

    def _count(self, size: int) -> None:
        self._taken += size
        if self._taken > MOST:
            raise self._given_up(ANSWER, f"the server answered one command with more than {MOST >> 20} MiB")

    def _receive(self) -> None:
        if self._clock() - self._begun > LONGEST_ANSWER * self._patience.answer + self._taken / SLOWEST:
            raise self._given_up(SILENT, "the server goes on and on, and does not come to an end")
        try:
            self._buffer += self._received()
        except TimeoutError:
            raise self._given_up(SILENT, f"no answer within {self._patience.answer:.0f} s") from None

    def _given_up(self, why: str, text: str) -> Trouble:
        """What is still to come belongs to nothing: nobody may take it for another answer."""
        self.shutdown()
        return Trouble(why, text)

    def _received(self) -> bytes:
        """What is next. Raises Trouble, and TimeoutError when nothing comes."""
        try:
            got = self.sock.recv(CHUNK)
        except TimeoutError:
            raise
        except OSError as error:
            raise _broken(error, UNREACHABLE) from None
        if not got:
            raise Trouble(UNREACHABLE, "the server hung up")
        return got


def _broken(error: OSError, why: str) -> Trouble:
    """What a socket reported, as trouble: `why` it is when nothing else is known."""
    if isinstance(error, TimeoutError):
        return Trouble(SILENT, "no answer in time")
    if isinstance(error, ssl.SSLEOFError):
        return Trouble(UNREACHABLE, "the server hung up")
    if isinstance(error, ssl.SSLError):
        reason = dial.why(error) if isinstance(error, ssl.SSLCertVerificationError) else f"TLS failed ({error.reason or 'unknown'})"
        return Trouble(TLS, reason)
    lost = isinstance(error, ConnectionError) or error.errno == errno.ENOTCONN
    return Trouble(UNREACHABLE if lost else why, dial.why(error))

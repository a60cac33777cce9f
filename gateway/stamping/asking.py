"""How is an authority asked for a token? One HTTP POST (RFC 3161, 3.4), one answer within a deadline, checked before anybody keeps it."""

import base64
import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from asn1crypto import core, tsp
from cryptography.x509 import Certificate

from gateway import dial
from gateway.patience import Deadline
from gateway.stamping.checking import LONGEST, UNREADABLE, BadStamp, check, imprint, roots_of
from gateway.stamping.token import ASTRAY, NoStamp, Token
from gateway.stamping.url import Authority

NONCE_BITS = 64
GRANTED = "granted"  # grantedWithMods is something else than what was asked for
OK = 200


class Asking:
    """Asks one authority. nonce: gives a random number of so many bits. Raises ValueError when its roots cannot be read."""

    def __init__(
        self, authority: Authority, clock: Callable[[], datetime], monotonic: Callable[[], float], nonce: Callable[[int], int]
    ) -> None:
        self.authority = authority
        self._clock, self._monotonic, self._nonce = clock, monotonic, nonce
        self._roots: Sequence[Certificate] = roots_of(authority.ca)
        self._context = _trusting(authority.ca) if authority.secure else None

    def ask(self, head: str) -> Token:
        """A token over a head of the record (64 hex digits). Raises NoStamp, of which a BadStamp is one."""
        nonce = self._nonce(NONCE_BITS)
        der = _token(self._post(query(head, nonce, self.authority.policy)))
        at = check(der, head, self._roots, nonce=nonce, policy=self.authority.policy)
        if abs(at - self._clock()) > ASTRAY:
            raise BadStamp(f"its time is not ours ({at.isoformat(timespec='seconds')}): one of the two clocks is wrong")
        return Token(der, at)

    def _post(self, body: bytes) -> bytes:
        """What the authority answers. Raises NoStamp."""
        authority = self.authority
        deadline = Deadline(self._monotonic, authority.seconds)
        try:
            sock = dial.dial((authority.host, authority.port), self._context, deadline, at_once=True)
        except dial.Trouble as trouble:
            raise NoStamp(str(trouble)) from None
        # An answer that comes byte by byte never runs into the socket's own time-out.
        over = threading.Timer(deadline.left(), _hang_up, (sock,))
        over.start()
        try:
            status, answer = self._spoken(sock, body)
            deadline.left()
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise NoStamp(_why(deadline, error)) from None
        finally:
            over.cancel()
            sock.close()
        if status != OK:
            raise NoStamp(f"HTTP status {status}")
        if len(answer) > LONGEST:
            raise NoStamp("the answer is too long")
        return answer

    def _spoken(self, sock: socket.socket, body: bytes) -> tuple[int, bytes]:
        authority = self.authority
        connection = http.client.HTTPConnection(authority.host, authority.port)
        connection.sock = sock
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply", "Connection": "close"}
        if authority.user:
            word = base64.b64encode(f"{authority.user}:{authority.password}".encode()).decode()
            headers["Authorization"] = f"Basic {word}"  # RFC 7617
        connection.request("POST", authority.path, body, headers)
        with connection.getresponse() as answer:
            found = answer.read(LONGEST + 1)
            if answer.length:  # bytes that were announced and did not come
                raise ConnectionError("hung up")
            return answer.status, found


def query(head: str, nonce: int, policy: str = "") -> bytes:
    """A TimeStampReq, DER, that asks for the certificates too (RFC 3161, 2.4.1)."""
    asked = {
        "version": "v1",
        "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": imprint(head)},
        "nonce": nonce,
        "cert_req": True,
    }
    return bytes(tsp.TimeStampReq(asked | ({"req_policy": policy} if policy else {})).dump())


def _token(answer: bytes) -> bytes:
    """The token in a TimeStampResp, as its bytes came. Raises NoStamp with the authority's own reason when it gave none."""
    try:
        said = core.Sequence.load(answer, strict=True)  # tsp.TimeStampResp knows none without a token
        status = tsp.PKIStatusInfo.load(said[0].dump(), strict=True)
        if status["status"].native != GRANTED:
            words = " ".join(str(word) for word in status["status_string"].native or ())
            why = " ".join(sorted(status["fail_info"].native or ()))
            raise NoStamp(f"refused: {status['status'].native} {why} {words}".strip()[:200])
        return bytes(said[1].dump())
    except UNREADABLE:
        raise NoStamp("the answer is no time-stamp response") from None


def _trusting(ca: str) -> ssl.SSLContext:
    """For https: the system's authorities count, and the roots of the tokens."""
    context = dial.trusting("")
    with suppress(ssl.SSLError):
        context.load_verify_locations(ca)
    return context


def _hang_up(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _why(deadline: Deadline, error: Exception) -> str:
    try:
        deadline.left()
    except TimeoutError:
        return "no answer in time"
    return "the connection broke" if isinstance(error, OSError) else f"the answer is no HTTP ({type(error).__name__})"

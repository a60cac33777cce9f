"""Which certificate does a server present? TLS is begun as its protocol begins it; nobody logs in."""

import socket
import ssl
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from cryptography import x509

from gateway import dial
from gateway.console.doctor.certificate import Certificate, read
from gateway.patience import Deadline
from storage.evidence.bucket import Bucket

Start = Literal["implicit", "smtp", "imap", "ldap", "postgresql"]
HTTPS = 443
LONGEST = 10_000  # bytes of what is said before TLS
GOES_ON = b"-"
LDAP_START_TLS = bytes.fromhex("301d02010177188016") + b"1.3.6.1.4.1.1466.20037"  # RFC 4511, 4.14
LDAP_DONE = b"\x78"  # the tag of an ExtendedResponse, whose resultCode 0 is written 0a 01 00
SSL_REQUEST = bytes.fromhex("0000000804d2162f")  # PostgreSQL, 55.7: SSLRequest


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server that speaks TLS. part, setting: whose it is; start: how TLS begins; ca: its authorities, '' for the system's.

    believed: whether the part itself checks the certificate.
    """

    part: str
    setting: str
    host: str
    port: int
    start: Start = "implicit"
    ca: str = ""
    believed: bool = True

    @property
    def name(self) -> str:
        """For an operator."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.part} {host}:{self.port}"


def of_bucket(bucket: Bucket) -> Endpoint | None:
    """The server of an object store; None for one without TLS, and for Amazon's own."""
    parts = urlsplit(bucket.endpoint)
    if parts.scheme != "https" or not parts.hostname:
        return None
    return Endpoint("evidence", "CARTEIRO_EVIDENCE", parts.hostname, parts.port or HTTPS, ca=bucket.ca)


def presented(endpoint: Endpoint, seconds: float) -> Certificate:
    """The certificate of the server. Raises dial.Trouble, OSError (ssl.SSLError too), ValueError."""
    context = dial.trusting(endpoint.ca)
    if not endpoint.believed:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    deadline = Deadline(time.monotonic, seconds)
    sock = dial.dial((endpoint.host, endpoint.port), None, deadline, at_once=False)
    with closing(sock):
        if endpoint.start != "implicit":
            _BEGIN[endpoint.start](sock, deadline)
        sock.settimeout(deadline.left())
        with context.wrap_socket(sock, server_hostname=endpoint.host) as secured:
            der = secured.getpeercert(binary_form=True)
    if der is None:
        raise dial.Trouble("it presents no certificate")
    return read(x509.load_der_x509_certificate(der))


def _smtp(sock: socket.socket, deadline: Deadline) -> None:
    _answered(sock, deadline, b"220")
    _say(sock, b"EHLO carteiro-doctor.invalid\r\n")
    _answered(sock, deadline, b"250")
    _say(sock, b"STARTTLS\r\n")
    _answered(sock, deadline, b"220")


def _imap(sock: socket.socket, deadline: Deadline) -> None:
    _line(sock, deadline)
    _say(sock, b"d1 STARTTLS\r\n")
    while not (line := _line(sock, deadline)).startswith(b"d1 "):
        pass
    if not line.upper().startswith(b"D1 OK"):
        raise dial.Trouble("it offers no STARTTLS")


def _ldap(sock: socket.socket, deadline: Deadline) -> None:
    _say(sock, LDAP_START_TLS)
    head = _exactly(sock, deadline, 2)
    answer = _exactly(sock, deadline, head[1])
    if LDAP_DONE not in answer or b"\x0a\x01\x00" not in answer:
        raise dial.Trouble("it offers no StartTLS")


def _postgresql(sock: socket.socket, deadline: Deadline) -> None:
    _say(sock, SSL_REQUEST)
    if _exactly(sock, deadline, 1) != b"S":
        raise dial.Trouble("it speaks no TLS")


_BEGIN: dict[str, Callable[[socket.socket, Deadline], None]] = {"smtp": _smtp, "imap": _imap, "ldap": _ldap, "postgresql": _postgresql}


def _say(sock: socket.socket, words: bytes) -> None:
    sock.sendall(words)


def _answered(sock: socket.socket, deadline: Deadline, code: bytes) -> None:
    """Reads an SMTP answer of one or many lines."""
    while True:
        line = _line(sock, deadline)
        if not line.startswith(code):
            raise dial.Trouble("it offers no STARTTLS")
        if line[3:4] != GOES_ON:
            return


def _line(sock: socket.socket, deadline: Deadline) -> bytes:
    """One line, byte by byte: what comes behind the last one belongs to TLS."""
    line = b""
    while not line.endswith(b"\n"):
        line += _exactly(sock, deadline, 1)
        if len(line) > LONGEST:
            raise dial.Trouble("what it says is too long")
    return line


def _exactly(sock: socket.socket, deadline: Deadline, size: int) -> bytes:
    found = b""
    while len(found) < size:
        sock.settimeout(deadline.left())
        piece = sock.recv(size - len(found))
        if not piece:
            raise dial.Trouble("it hangs up")
        found += piece
    return found

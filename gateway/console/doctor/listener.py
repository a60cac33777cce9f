"""Can a door of CARTEIRO_LISTEN be opened, and does its certificate do for those who come?"""

import errno
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from cryptography import x509

from gateway import allowed, dial
from gateway.console.doctor import certificate
from gateway.console.doctor.certificate import Certificate
from gateway.console.doctor.finding import Finding, Note, summed
from gateway.doors.listening import DEFAULT_PORTS
from gateway.loopback import called_from_here, is_loopback
from gateway.people.aligned.domains import organization
from gateway.settings import Settings

PART = "listener"
SETTING = "CARTEIRO_LISTEN"
SECONDS = 5.0
ANSWERS = "is open: a door of Carteiro answers there"
OURS = "Carteiro"  # in the greeting (doors/smtp.py)
NOT_ENDED = ("expired", "not yet valid")  # said by certificate.ending
PRIVILEGED = (
    "Let the service have it (`AmbientCapabilities=CAP_NET_BIND_SERVICE` in its unit), or name a port from 1024 on in CARTEIRO_LISTEN."
)


@dataclass(frozen=True, slots=True)
class Door:
    """One URL of CARTEIRO_LISTEN, read."""

    url: str
    scheme: str
    host: str
    port: int
    cert: str
    key: str


def read(url: str) -> Door:
    """The door of a URL, whatever its files hold."""
    parts = urlsplit(url)
    options = parse_qs(parts.query)
    host, port = parts.hostname or "127.0.0.1", parts.port if parts.port is not None else DEFAULT_PORTS[parts.scheme]
    return Door(url, parts.scheme, host, port, options.get("tls_cert", [""])[0], options.get("tls_key", [""])[0])


def look(settings: Settings, url: str, now: datetime) -> Finding:
    """Takes the port for a moment, or sees that one of ours has it, and reads the certificate."""
    door = read(url)
    state, notes = _port(door)
    found = [*_options(door), *notes, *_encrypted(door, settings, now)]
    return summed(PART, allowed.location(url), (state,), found)


def _options(door: Door) -> Iterator[Note]:
    unknown = sorted(parse_qs(urlsplit(door.url).query).keys() - {"tls_cert", "tls_key"})
    if unknown:
        yield Note("setting", f"has {', '.join(unknown)}", f"Take it away from {SETTING}; allowed are tls_cert and tls_key.", ok=False)


def _port(door: Door) -> tuple[str, list[Note]]:
    try:
        addresses = socket.getaddrinfo(door.host, door.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, kind, protocol, _, address in addresses:
            with socket.socket(family, kind, protocol) as taken:
                taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    taken.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                taken.bind(address)
                taken.listen(1)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return _holder(door)
        if error.errno in {errno.EACCES, errno.EPERM}:
            return (ANSWERS, []) if OURS in _greeting(door) else ("", [_privileged(door)])
        says = f"{door.host} is no address of this machine ({error.strerror})"
        return "", [Note("no-address", says, f"Name an address of this machine in {SETTING}, or 0.0.0.0 for all of them.", ok=False)]
    return "its port is free", []


def _holder(door: Door) -> tuple[str, list[Note]]:
    if OURS in _greeting(door):
        return ANSWERS, []
    mend = f"End the program that has port {door.port} (`ss -ltnp 'sport = :{door.port}'`), or name another port in {SETTING}."
    return "", [Note("taken", "another program has the port", mend, ok=False)]


def _privileged(door: Door) -> Note:
    """Not wrong: the service's unit may have a right that this command has not."""
    return Note("privileged", f"port {door.port} may not be taken by this user", PRIVILEGED)


def _greeting(door: Door) -> str:
    with suppress(OSError, ValueError), closing(socket.create_connection((called_from_here(door.host), door.port), SECONDS)) as caller:
        if door.scheme != "smtps":
            return caller.recv(500).decode("ascii", "replace")
        context = dial.trusting("")
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with context.wrap_socket(caller) as secured:
            return secured.recv(500).decode("ascii", "replace")
    return ""


def _encrypted(door: Door, settings: Settings, now: datetime) -> Iterator[Note]:
    if not door.cert:
        if door.scheme == "smtps" or door.key:
            yield Note("no-certificate", "has no certificate", f"Add ?tls_cert=FILE&tls_key=FILE to it in {SETTING}.", ok=False)
        elif not is_loopback(door.host) and door.scheme == "smtp":
            says = "takes mail in clear, and offers no login"
            yield Note("in-clear", says, f"Add ?tls_cert=FILE&tls_key=FILE to it in {SETTING}, if people are to log in there.")
        return
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        leaf = x509.load_pem_x509_certificates(Path(door.cert).read_bytes())[0]
        context.load_cert_chain(door.cert, door.key or None, password=lambda: b"")
    except ssl.SSLError as error:
        yield _unfit(door, error)
    except (OSError, ValueError, IndexError) as error:
        yield _unread(door, error)
    else:
        found = certificate.read(leaf)
        yield from certificate.ending(found, now, f"{door.cert} and restart the doors")
        yield from _named(door, found, settings)
        yield from _chain(door, context)


def _unfit(door: Door, error: ssl.SSLError) -> Note:
    if "MISMATCH" in (error.reason or ""):
        mend = f"Name the key that belongs to {door.cert} with tls_key= in {SETTING}."
        return Note("misfit", f"the key {door.key or door.cert} is not that of the certificate", mend, ok=False)
    says = f"the key {door.key or door.cert} cannot be used ({error.reason or error.strerror})"
    return Note("no-certificate", says, f"Name a private key (PEM, without passphrase) with tls_key= in {SETTING}.", ok=False)


def _unread(door: Door, error: Exception) -> Note:
    missing = error.filename if isinstance(error, OSError) and error.filename else None
    which = missing or (door.cert if isinstance(error, ValueError | IndexError) or not Path(door.cert).exists() else door.key)
    said = error.strerror if isinstance(error, OSError) else "it holds no certificate (PEM)"
    mend = f"Let the user that runs Carteiro read {which}, or name other files with tls_cert= and tls_key= in {SETTING}."
    return Note("no-certificate", f"{which} cannot be read: {said}", mend, ok=False)


def _named(door: Door, found: Certificate, settings: Settings) -> Iterator[Note]:
    if certificate.is_name(door.host) and not is_loopback(door.host):
        if not found.covers(door.host):
            says = f"its certificate is for {found.called}, not for {door.host}"
            yield Note("names", says, f"Have {door.cert} made for {door.host}, or listen as a name that it has ({SETTING}).", ok=False)
        return
    ours = organization(settings.address.rpartition("@")[2])
    if not is_loopback(door.host) and not certificate.any_below(found, (ours,)):
        says = f"its certificate is for {found.called}, and for nothing below {ours}"
        yield Note("names", says, f"Have {door.cert} made for the name under which mail programs and other servers know this machine.")


def _chain(door: Door, context: ssl.SSLContext) -> Iterator[Note]:
    """A handshake with ourselves, in memory: believes a client with this system's authorities what we present?"""
    trusting = ssl.create_default_context()
    trusting.check_hostname = False
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = trusting.wrap_bio(to_client, to_server)
    server = context.wrap_bio(to_server, to_client, server_side=True)
    try:
        for _ in range(4):
            for side in (client, server):
                with suppress(ssl.SSLWantReadError):
                    side.do_handshake()
    except ssl.SSLCertVerificationError as error:
        if not any(words in error.verify_message for words in NOT_ENDED):
            mend = (
                f"Put the certificates between it and its authority behind it in {door.cert} (fullchain), or have one that clients believe."
            )
            yield Note("chain", f"clients of this system do not believe it: {error.verify_message}", mend)

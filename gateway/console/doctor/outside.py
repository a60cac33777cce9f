"""Until when do the certificates of the servers count that the settings name? One look at each that speaks TLS."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from gateway import dial
from gateway.console.doctor import opening
from gateway.console.doctor.certificate import ending
from gateway.console.doctor.finding import Finding, summed
from gateway.console.doctor.handshake import Endpoint, Start, of_bucket, presented
from gateway.people.ldap.url import read_url as read_directory
from gateway.settings import BadSettings, Settings
from gateway.stamping.url import read_url as read_authority
from storage.evidence.bucket import read_url as read_bucket

PART = "certificate"
SECONDS = 10.0
CHECKED = ("verify-ca", "verify-full")  # sslmode of PostgreSQL under which the server's certificate is looked at
REDISS, POSTGRESQL = 6379, 5432


def endpoints(settings: Settings) -> Iterator[Endpoint]:
    """Each server of the settings that speaks TLS; of a setting that cannot be read its own part tells."""
    for find in (_database, _broker, _evidence, _mailboxes, _directory, _relay, _timestamps):
        with suppress(BadSettings, ValueError, OSError):
            yield from find(settings)


def look(endpoint: Endpoint, now: datetime) -> Finding:
    """Begins TLS, reads the certificate and hangs up. What keeps from it is said by the part itself."""
    try:
        certificate = presented(endpoint, SECONDS)
    except (dial.Trouble, OSError, ValueError) as error:
        why = str(error) if isinstance(error, dial.Trouble) else dial.why(error)
        mend = f"Mend `{endpoint.part}` first: its own line says what is wrong."
        return Finding(PART, endpoint.name, True, f"was not seen: {why}", "unseen", mend)
    notes = ending(certificate, now, f"the certificate of the server that {endpoint.setting} names")
    says = "" if notes else f"is good until {certificate.ends:%Y-%m-%d}, for {certificate.called}"
    return summed(PART, endpoint.name, (says,), notes)


def _database(settings: Settings) -> Iterator[Endpoint]:
    url = opening.place(settings)
    mode = str(url.query.get("sslmode", "prefer"))
    if url.get_backend_name() == "postgresql" and url.host and mode not in {"disable", "allow", "prefer"}:
        root = str(url.query.get("sslrootcert", ""))
        ca = "" if root == "system" else root
        yield Endpoint("database", "CARTEIRO_DATABASE", url.host, url.port or POSTGRESQL, "postgresql", ca, mode in CHECKED and bool(root))


def _broker(settings: Settings) -> Iterator[Endpoint]:
    parts = urlsplit(settings.broker)
    if parts.scheme == "rediss" and parts.hostname:
        options = parse_qs(parts.query)
        ca = options.get("ssl_ca_certs", [""])[-1]
        believed = options.get("ssl_cert_reqs", ["required"])[-1] != "none"
        yield Endpoint("broker", "CARTEIRO_BROKER", parts.hostname, parts.port or REDISS, ca=ca, believed=believed)


def _evidence(settings: Settings) -> Iterator[Endpoint]:
    if settings.evidence.startswith("s3:"):
        endpoint = of_bucket(read_bucket(settings.evidence))
        if endpoint:
            yield endpoint


def _mailboxes(settings: Settings) -> Iterator[Endpoint]:
    seen: set[tuple[str, int]] = set()
    for url in settings.mailboxes:
        with suppress(BadSettings):
            box = opening.box(url)
            if box.tls != "none" and (box.host, box.port) not in seen:
                seen.add((box.host, box.port))
                yield Endpoint("mailbox", "CARTEIRO_MAILBOXES", box.host, box.port, _start(box.tls, "imap"), box.ca)


def _directory(settings: Settings) -> Iterator[Endpoint]:
    if not settings.directory.startswith("file:"):
        access = read_directory(settings.directory)
        if access.tls != "none":
            for host, port in access.hosts:
                yield Endpoint("directory", "CARTEIRO_DIRECTORY", host, port, _start(access.tls, "ldap"), access.ca)


def _relay(settings: Settings) -> Iterator[Endpoint]:
    if not settings.relay.startswith("maildir:"):
        server = opening.relay(settings)
        if server.tls != "none":
            yield Endpoint("relay", "CARTEIRO_RELAY", server.host, server.port, _start(server.tls, "smtp"))


def _timestamps(settings: Settings) -> Iterator[Endpoint]:
    authority = read_authority(settings.timestamps)
    if authority is not None and authority.secure:
        yield Endpoint("timestamps", "CARTEIRO_TIMESTAMPS", authority.host, authority.port, believed=False)


def _start(tls: str, protocol: Start) -> Start:
    return "implicit" if tls == "implicit" else protocol

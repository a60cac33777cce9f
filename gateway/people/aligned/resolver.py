"""Who is asked about a domain? The DNS, through dnspython; tests ask a zone in memory instead."""

import threading
from typing import Literal, Protocol
from urllib.parse import parse_qs, urlsplit

import dns.exception
import dns.name
import dns.rdata
import dns.rdatatype
import dns.resolver
from cachetools import TTLCache

from gateway.settings import RESOLVER_SECONDS

Kind = Literal["TXT", "A", "AAAA", "MX", "PTR"]
_PORT = 53
_SILENT_SECONDS = 20  # less than until the next try of a mail
_SILENT_NAMES = 10_000
_PAYLOAD = 1232  # octets by UDP that no path breaks up; longer answers come by TCP


class Unanswered(Exception):
    """The DNS cannot be asked now, or did not answer in time: worth trying again later. The text says why."""


class Resolver(Protocol):
    """What is asked of the DNS."""

    def ask(self, name: str, kind: Kind, patience: float) -> tuple[str, ...]:
        """What the DNS says of this name; () when there is no such name or no such record. Raises Unanswered.

        TXT: the strings of one record joined, octets as Latin-1; A, AAAA: addresses; MX: `preference name`; PTR: names, without
        final dot. patience: seconds, at most.
        """


class DnsResolver:
    """The Resolver of earnest. Making one asks nobody and never fails; without network or resolv.conf every question is Unanswered."""

    def __init__(self, url: str = "dns:") -> None:
        """url: CARTEIRO_RESOLVER (docs/settings.md), checked by the settings."""
        parts = urlsplit(url)
        self._server = (parts.hostname, parts.port or _PORT) if parts.hostname else None
        self._timeout = float(parse_qs(parts.query).get("timeout", [str(RESOLVER_SECONDS)])[0])
        self._ready: dns.resolver.Resolver | None = None
        # A domain whose servers are silent is not waited for again by every mail that names it.
        self._silent: TTLCache[tuple[str, Kind], str] = TTLCache(_SILENT_NAMES, _SILENT_SECONDS)
        self._lock = threading.Lock()

    def ask(self, name: str, kind: Kind, patience: float) -> tuple[str, ...]:
        """See Resolver."""
        wanted = _name(name)
        if wanted is None:
            return ()
        with self._lock:
            if (silent := self._silent.get((name.lower(), kind))) is not None:
                raise Unanswered(silent)
        try:
            lifetime = min(patience, self._timeout)
            answer = self._resolver().resolve(wanted, kind, raise_on_no_answer=False, lifetime=lifetime, search=False)
        except dns.resolver.NXDOMAIN:
            return ()
        except (dns.exception.DNSException, OSError) as error:
            why = f"{type(error).__name__} for {kind}"
            with self._lock:
                self._silent[name.lower(), kind] = why
            raise Unanswered(why) from error
        return tuple(_text(record) for record in answer.rrset or ())

    def knows(self, name: str, patience: float) -> bool:
        """Whether the DNS has anything at this name or below it (RFC 8020). Raises Unanswered."""
        wanted = _name(name)
        if wanted is None:
            return False
        try:
            lifetime = min(patience, self._timeout)
            self._resolver().resolve(wanted, "TXT", raise_on_no_answer=False, lifetime=lifetime, search=False)
        except dns.resolver.NXDOMAIN:
            return False
        except (dns.exception.DNSException, OSError) as error:
            raise Unanswered(f"{type(error).__name__} for TXT") from error
        return True

    def _resolver(self) -> dns.resolver.Resolver:
        if self._ready is None:
            made = dns.resolver.Resolver(configure=self._server is None)  # NoResolverConfiguration: tried again at the next question
            if self._server:
                host, made.port = self._server
                made.nameservers = [host]
            # A lost packet is sent once more within the time that one question has.
            made.timeout = self._timeout / 2
            made.use_edns(0, 0, _PAYLOAD)
            self._ready = made
        return self._ready


def _name(name: str) -> dns.name.Name | None:
    """Made of labels, not of text: a backslash in a name that someone wrote is no escape. None when no such name can exist."""
    try:
        return dns.name.Name([*(label.encode() for label in name.rstrip(".").split(".")), b""])
    except (dns.exception.DNSException, UnicodeError):
        return None


def _text(record: dns.rdata.Rdata) -> str:
    if record.rdtype == dns.rdatatype.TXT:
        return b"".join(record.strings).decode("latin-1")  # type: ignore[attr-defined]
    return record.to_text().removesuffix(".")

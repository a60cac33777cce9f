"""When does a certificate end, whom is it for, and what is done about one that is not believed?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from cryptography import x509

from gateway.console.doctor.finding import Note

SOON = timedelta(days=21)
SHOWN = 3  # names in a sentence

# What OpenSSL says of a certificate -> what to do. The first that fits. {}: the setting that names the server.
_SAYS = (
    ("not yet valid", "Look at this machine's clock (`timedatectl`) and at the begin of the server's certificate."),
    ("expired", "Renew the certificate of the server that {} names; its time is over."),
    ("mismatch", "Name the server in {} as its certificate does, or have one made for the name that stands there."),
    ("not valid for", "Name the server in {} as its certificate does, or have one made for the name that stands there."),
)
STRANGER = "Name the authority that signed it (PEM) with {option}=FILE in {setting}."
STRANGER_HERE = "Install the authority that signed it on this machine (update-ca-certificates); {setting} has no ca= of its own."


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says. names: of hosts, and addresses as text."""

    begins: datetime
    ends: datetime
    names: tuple[str, ...]

    def covers(self, host: str) -> bool:
        """Whether it is for this host, a star in the first label counted."""
        host = host.lower().rstrip(".")
        above = host.partition(".")[2]
        return any(name == host or (name.startswith("*.") and above and name[2:] == above) for name in self.names)

    @property
    def called(self) -> str:
        """Some of its names, for a sentence."""
        return ", ".join(self.names[:SHOWN]) + (" …" if len(self.names) > SHOWN else "") if self.names else "no name"


def read(certificate: x509.Certificate) -> Certificate:
    """What it says; names of the subject do not count, as in RFC 9525."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return Certificate(certificate.not_valid_before_utc, certificate.not_valid_after_utc, ())
    hosts = [name.lower() for name in found.get_values_for_type(x509.DNSName)]
    addresses = [str(address) for address in found.get_values_for_type(x509.IPAddress)]
    return Certificate(certificate.not_valid_before_utc, certificate.not_valid_after_utc, (*hosts, *addresses))


def ending(certificate: Certificate, now: datetime, whose: str) -> list[Note]:
    """What is to be said of its time. whose: what is renewed, for the mend."""
    now = now.astimezone(UTC)
    if now >= certificate.ends:
        return [Note("expired", f"its certificate ended on {certificate.ends:%Y-%m-%d}", f"Renew {whose}; its time is over.", ok=False)]
    if now < certificate.begins:
        mend = f"Look at this machine's clock (`timedatectl`), or wait: {whose} is not valid yet."
        return [Note("expired", f"its certificate begins on {certificate.begins:%Y-%m-%d}", mend, ok=False)]
    if certificate.ends - now < SOON:
        left = (certificate.ends - now).days
        says = f"its certificate ends on {certificate.ends:%Y-%m-%d}, in {left} day{'' if left == 1 else 's'}"
        return [Note("ending", says, f"Renew {whose} before that day.")]
    return []


def disbelieved(said: str, setting: str, option: str = "ca") -> str:
    """The mend for what OpenSSL says of a server's certificate. option: with which the setting names an authority; '' for none."""
    for words, mend in _SAYS:
        if words in said:
            return mend.format(setting)
    return (STRANGER if option else STRANGER_HERE).format(option=option, setting=setting)


def is_name(host: str) -> bool:
    """Whether a host is a name, and no address."""
    try:
        ip_address(host)
    except ValueError:
        return bool(host)
    return False


def any_below(certificate: Certificate, domains: Sequence[str]) -> bool:
    """Whether one of its names belongs to one of these domains."""
    return any(name.removeprefix("*.") == domain or name.endswith(f".{domain}") for name in certificate.names for domain in domains)

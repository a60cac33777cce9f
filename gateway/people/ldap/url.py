"""Where is the LDAP directory, and how is it entered?"""

import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from gateway.dial import trusting
from gateway.loopback import is_loopback

PORTS = {"none": 389, "starttls": 389, "implicit": 636}
OPTIONS = ("starttls", "ca", "bind", "password_file", "mapping")
FORM = "ldap://host[:port][,host2…]?mapping=FILE[&starttls][&ca=FILE][&bind=DN&password_file=FILE]"

Tls = Literal["none", "starttls", "implicit"]


@dataclass(frozen=True, slots=True)
class Access:
    """How the directory is reached. hosts: name and port, the first is asked first. bind: the service account's DN, '' for none.

    tls `starttls` and `implicit` are required: there is no way back to clear text. mapping: name of the file that explains the tree.
    """

    hosts: tuple[tuple[str, int], ...]
    tls: Tls
    mapping: str
    ca: str = ""
    bind: str = ""
    password: str = field(default="", repr=False)

    def context(self) -> ssl.SSLContext | None:
        """What checks the server's certificate and name; None in clear. Raises ValueError when `ca` holds no certificate."""
        return None if self.tls == "none" else trusting(self.ca)


def read_url(url: str) -> Access:
    """Read `ldap://host[:port][,host2…]?mapping=FILE[&starttls][&ca=FILE][&bind=DN&password_file=FILE]` or `ldaps://…`.

    Raises ValueError with a sentence about what is wrong, OSError when the password file cannot be read.
    """
    parts = urlsplit(url)
    options = parse_qs(parts.query, keep_blank_values=True)
    unknown = options.keys() - set(OPTIONS)
    if unknown:
        raise ValueError(f"unknown option {min(unknown)!r} of the directory; allowed: {', '.join(OPTIONS)}")
    said = {name: values[-1] for name, values in options.items()}
    if "@" in parts.netloc:
        raise ValueError("the service account does not stand before the host: use ?bind=DN&password_file=FILE")
    if parts.path.strip("/") or parts.fragment:
        raise ValueError(f"after the host come options only ({FORM}); bases stand in the mapping file")
    tls: Tls = "implicit" if parts.scheme == "ldaps" else "starttls" if "starttls" in said else "none"
    hosts = _hosts(parts.netloc, PORTS[tls])
    _check(parts.scheme, hosts, tls, said)
    access = Access(hosts, tls, said["mapping"], said.get("ca", ""), said.get("bind", ""), _password(said))
    access.context()
    return access


def _hosts(netloc: str, port: int) -> tuple[tuple[str, int], ...]:
    found = [urlsplit(f"//{one.strip()}") for one in netloc.split(",")]
    if not all(one.hostname for one in found):
        raise ValueError(f"the directory has no host: {FORM}")
    return tuple((str(one.hostname), one.port or port) for one in found)


def _check(scheme: str, hosts: tuple[tuple[str, int], ...], tls: Tls, said: dict[str, str]) -> None:
    if scheme == "ldaps" and "starttls" in said:
        raise ValueError("ldaps:// is encrypted from the first byte: leave starttls out")
    if tls == "none" and not all(is_loopback(host) for host, _ in hosts):
        raise ValueError("passwords go to the directory over TLS only: add ?starttls or use ldaps://")
    if tls == "none" and "ca" in said:
        raise ValueError("ca is for TLS: add starttls or use ldaps://")
    if not said.get("mapping"):
        raise ValueError("the directory needs ?mapping=FILE, which says what its attributes mean (docs/ldap.md)")
    if bool(said.get("bind")) != bool(said.get("password_file")):
        raise ValueError("bind=DN and password_file=FILE come together, or not at all (then the directory is read anonymously)")


def _password(said: dict[str, str]) -> str:
    if not said.get("bind"):
        return ""
    try:
        password = Path(said["password_file"]).read_text(encoding="utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise ValueError(
            f"password_file={said['password_file']} cannot be read ({why}); name a readable file that holds the password"
        ) from error
    if not password:
        raise ValueError(f"{said['password_file']} is empty: it holds the password of the service account")
    return password

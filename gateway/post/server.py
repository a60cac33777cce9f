"""Which SMTP server takes our letters, and how is it entered?"""

from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

PORTS = {"none": 25, "starttls": 587, "implicit": 465}


@dataclass(frozen=True, slots=True)
class Server:
    """Where the relay is. tls `starttls` and `implicit` are required: there is no way back to clear text."""

    host: str
    port: int
    tls: Literal["none", "starttls", "implicit"] = "none"
    user: str = ""
    password: str = field(default="", repr=False)


def read_url(url: str) -> Server:
    """Read `smtp://[user@]host[:port][?starttls][&password_file=PATH]` or `smtps://…`; the user percent-encoded (`@` as %40).

    Raises ValueError with a sentence about what is wrong, OSError when the password file cannot be read.
    """
    parts = urlsplit(url)
    options = parse_qs(parts.query, keep_blank_values=True)
    unknown = options.keys() - {"starttls", "password_file"}
    if unknown:
        raise ValueError(f"unknown option {min(unknown)!r} of the relay: starttls and password_file are allowed")
    if not parts.hostname:
        raise ValueError("the relay has no host: smtp://host:port")
    tls: Literal["none", "starttls", "implicit"] = (
        "implicit" if parts.scheme == "smtps" else "starttls" if "starttls" in options else "none"
    )
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if "password_file" in options:
        password = Path(options["password_file"][0]).read_text(encoding="utf-8").strip("\r\n")
    if bool(user) != bool(password):
        raise ValueError("the relay's user needs a password (?password_file=PATH), and a password needs a user")
    if user and tls == "none" and not _is_loopback(parts.hostname):
        raise ValueError("a password goes to the relay over TLS only: add ?starttls or use smtps://")
    return Server(parts.hostname, parts.port or PORTS[tls], tls, user, password)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return False

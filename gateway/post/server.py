"""Which SMTP server takes our letters, and how is it entered?"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from gateway.loopback import is_loopback

PORTS = {"none": 25, "starttls": 587, "implicit": 465}


@dataclass(frozen=True, slots=True)
class Server:
    """Where the relay is. tls `starttls` and `implicit` are required: there is no way back to clear text.

    token_command: prints an access token for XOAUTH2, in place of a password.
    """

    host: str
    port: int
    tls: Literal["none", "starttls", "implicit"] = "none"
    user: str = ""
    password: str = field(default="", repr=False)
    token_command: str = ""


def read_url(url: str) -> Server:
    """Read `smtp://[user@]host[:port][?starttls][&password_file=PATH]` or `smtps://…`; the user percent-encoded (`@` as %40).

    `token_command=COMMAND` may stand in place of the password file (XOAUTH2).

    Raises ValueError with a sentence about what is wrong, OSError when the password file cannot be read.
    """
    parts = urlsplit(url)
    options = parse_qs(parts.query, keep_blank_values=True)
    unknown = options.keys() - {"starttls", "password_file", "token_command"}
    if unknown:
        raise ValueError(f"unknown option {min(unknown)!r} of the relay: starttls, password_file and token_command are allowed")
    if not parts.hostname:
        raise ValueError("the relay has no host: smtp://host:port")
    tls: Literal["none", "starttls", "implicit"] = (
        "implicit" if parts.scheme == "smtps" else "starttls" if "starttls" in options else "none"
    )
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if "password_file" in options:
        password = Path(options["password_file"][0]).read_text(encoding="utf-8").strip("\r\n")
    command = options.get("token_command", [""])[0].strip()
    if password and command:
        raise ValueError("the relay is entered with password_file or with token_command, not with both")
    if bool(user) != bool(password or command):
        raise ValueError("the relay's user needs a password (?password_file=PATH or ?token_command=COMMAND), and a password needs a user")
    if user and tls == "none" and not is_loopback(parts.hostname):
        raise ValueError("a password goes to the relay over TLS only: add ?starttls or use smtps://")
    return Server(parts.hostname, parts.port or PORTS[tls], tls, user, password, command)

"""Which mailbox is read, and how is it entered?"""

import re
import shlex
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from gateway.dial import trusting
from gateway.doors.imap.answers import YEARS
from gateway.loopback import is_loopback

PORTS = {"none": 143, "starttls": 143, "implicit": 993}
OPTIONS = ("starttls", "ca", "password_file", "token_command", "backlog", "trust_results", "poll")
FORM = "imaps://user@host[:port]/INBOX?password_file=FILE"
QUICKEST, SLOWEST = 5.0, 1500.0  # seconds between safety looks; RFC 2177: IDLE ends before 29 minutes
# Where doors/imap/filing.py puts mails, as servers name it: with either delimiter, and below INBOX where there is nothing beside it.
_OURS = re.compile(r"(?:INBOX[./])?(?:Recebidos|Quarentena)(?:[./].*|-\d{4}-\d{2})?", re.IGNORECASE | re.DOTALL)

Tls = Literal["none", "starttls", "implicit"]


@dataclass(frozen=True, slots=True)
class Box:
    """How a mailbox is reached. name: its key on record, user@host[:port if it is not the usual one]/folder.

    tls `starttls` and `implicit` are required: there is no way back to clear text. backlog: what was there before the first look:
    '' leaves it, 'all' takes it, an ISO date takes what arrived since. topmost: the provider's Authentication-Results bear no name.
    poll: seconds between safety looks.
    """

    name: str
    host: str
    port: int
    tls: Tls
    user: str
    folder: str
    password_file: str = ""
    token_command: str = ""
    ca: str = ""
    backlog: str = ""
    topmost: bool = False
    poll: float = 120.0

    def context(self) -> ssl.SSLContext | None:
        """What checks the server's certificate and name; None in clear. Raises ValueError when `ca` holds no certificate."""
        return None if self.tls == "none" else trusting(self.ca)


def read_url(url: str) -> Box:
    """Read `imaps://user@host[:port]/FOLDER?password_file=FILE` or `imap://…?starttls&…`; OPTIONS are the options.

    Raises ValueError with a sentence about what is wrong with it. No file is read and no command is run: see access.py.
    """
    parts = urlsplit(url.strip())
    options = parse_qs(parts.query, keep_blank_values=True)
    unknown = options.keys() - set(OPTIONS)
    if unknown:
        raise ValueError(f"unknown option {min(unknown)!r} of the mailbox; allowed: {', '.join(OPTIONS)}")
    said = {name: values[-1] for name, values in options.items()}
    if parts.scheme not in {"imap", "imaps"}:
        raise ValueError(f"a mailbox is {FORM}, or imap:// with starttls, not {parts.scheme or 'nothing'}://")
    tls: Tls = "implicit" if parts.scheme == "imaps" else "starttls" if "starttls" in said else "none"
    host, port = _host(parts, PORTS[tls])
    _check(parts, host, tls, said)
    user, folder = unquote(parts.username or ""), _folder(parts.path)
    usual = port == PORTS[tls]
    shown = f"[{host}]" if ":" in host else host
    return Box(
        name=f"{user}@{shown}{'' if usual else f':{port}'}/{folder}",
        host=host,
        port=port,
        tls=tls,
        user=user,
        folder=folder,
        password_file=said.get("password_file", ""),
        token_command=said.get("token_command", ""),
        ca=said.get("ca", ""),
        backlog=_backlog(said.get("backlog", "")),
        topmost=_topmost(said.get("trust_results")),
        poll=_poll(said.get("poll", "120")),
    )


def _host(parts: SplitResult, usual: int) -> tuple[str, int]:
    try:
        port = parts.port
    except ValueError:
        raise ValueError(f"the port of the mailbox is no number below 65536: {FORM}") from None
    if not parts.hostname:
        raise ValueError(f"the mailbox has no host: {FORM}")
    return parts.hostname, port or usual


def _check(parts: SplitResult, host: str, tls: Tls, said: dict[str, str]) -> None:
    if parts.password is not None:
        raise ValueError("a password does not stand in the address of a mailbox: use ?password_file=FILE")
    if not parts.username:
        raise ValueError(f"the mailbox has no user: {FORM}")
    if re.search(r"[\x00-\x1f\x7f]", unquote(parts.username + parts.path)):
        raise ValueError("user and folder of a mailbox hold no control characters")
    if parts.fragment:
        raise ValueError("a # in the address of a mailbox is written %23")
    if parts.scheme == "imaps" and "starttls" in said:
        raise ValueError("imaps:// is encrypted from the first byte: leave starttls out")
    if tls == "none" and not is_loopback(host):
        raise ValueError("mails and passwords travel over TLS only: use imaps:// or add ?starttls")
    if tls == "none" and "ca" in said:
        raise ValueError("ca is for TLS: use imaps:// or add starttls")
    if bool(said.get("password_file")) == bool(said.get("token_command")):
        raise ValueError("a mailbox needs either password_file=FILE or token_command=COMMAND (XOAUTH2)")
    if (command := said.get("token_command")) and not shlex.split(command):
        raise ValueError("token_command is blank: name a program that prints the access token")


def _folder(path: str) -> str:
    """INBOX is the same however it is written (RFC 3501, 5.1); all other names are as given."""
    folder = unquote(path).removeprefix("/") or "INBOX"
    if _OURS.fullmatch(folder):
        raise ValueError(
            f"{folder} is no intake folder: mails are filed there; to take some in again, move them into another folder, such as INBOX"
        )
    return "INBOX" if folder.upper() == "INBOX" else folder


def _backlog(said: str) -> str:
    if said in {"", "all"}:
        return said
    with suppress(ValueError):
        day = date.fromisoformat(said)
        if day.year in YEARS:
            return day.isoformat()
    raise ValueError(f"backlog={said} is neither 'all' nor a date like 2026-11-01")


def _topmost(said: str | None) -> bool:
    if said not in {None, "topmost"}:
        raise ValueError(f"trust_results={said}: only 'topmost' is known; leave it out where Authentication-Results bear a name")
    return said == "topmost"


def _poll(said: str) -> float:
    with suppress(ValueError):
        if QUICKEST <= float(said) <= SLOWEST:
            return float(said)
    raise ValueError(f"poll={said} is no number of seconds between {QUICKEST:.0f} and {SLOWEST:.0f}")

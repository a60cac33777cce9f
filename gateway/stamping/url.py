"""Which time-stamping authority is asked, how often, and whose certificates are believed?"""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from gateway.loopback import is_loopback

OFF = "off"
FORM = "https://[user@]host[:port]/path?ca=FILE[&every=MINUTES][&timeout=SECONDS][&policy=OID][&password_file=FILE]"
OPTIONS = ("ca", "every", "timeout", "policy", "password_file")
PORTS = {"http": 80, "https": 443}
MINUTES, SECONDS = 60, 10.0
MOST_MINUTES, MOST_SECONDS = 1440, 60.0
_OID = re.compile(r"[0-2](?:\.(?:0|[1-9][0-9]{0,30})){1,30}")
_NUMBER = re.compile(r"[0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class Authority:
    """Where an authority is and how it is asked. name: its URL without user and options; path: as HTTP asks for it.

    ca: a PEM file of the roots that tokens must lead to; every: between two tokens; seconds: that an answer may take;
    policy: the OID that is asked for and must be answered, '' for the authority's own choice.
    """

    name: str
    host: str
    port: int
    path: str
    secure: bool
    ca: str
    every: timedelta = timedelta(minutes=MINUTES)
    seconds: float = SECONDS
    policy: str = ""
    user: str = ""
    password: str = field(default="", repr=False)


def read_url(url: str) -> Authority | None:
    """Reads CARTEIRO_TIMESTAMPS: `off`, which is None, or the form above. Raises ValueError with a sentence about what is wrong."""
    if url.strip() == OFF:
        return None
    parts = urlsplit(url.strip())
    options = parse_qs(parts.query, keep_blank_values=True)
    unknown = options.keys() - set(OPTIONS)
    if unknown:
        raise ValueError(f"unknown option {min(unknown)!r} of the authority; allowed: {', '.join(OPTIONS)}")
    said = {name: values[-1].strip() for name, values in options.items()}
    host, port = _host(parts)
    if not said.get("ca"):
        raise ValueError(f"ca=FILE names the roots (PEM) that tokens must lead to; one that nobody could check proves nothing: {FORM}")
    user, password = _login(parts, host, said.get("password_file", ""))
    policy = said.get("policy", "")
    if policy and not _OID.fullmatch(policy):
        raise ValueError(f"policy={policy} is no object identifier, such as 1.2.3.4.1")
    path = parts.path or "/"
    shown = f"[{host}]" if ":" in host else host
    usual = port == PORTS[parts.scheme]
    return Authority(
        f"{parts.scheme}://{shown}{'' if usual else f':{port}'}{path}",
        host,
        port,
        path,
        parts.scheme == "https",
        said["ca"],
        _every(said.get("every", str(MINUTES))),
        _seconds(said.get("timeout", str(SECONDS))),
        policy,
        user,
        password,
    )


def _host(parts: SplitResult) -> tuple[str, int]:
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(f"allowed: {OFF}, or {FORM}")
    if parts.fragment or not re.fullmatch(r"[\x21-\x7e]*", parts.netloc + parts.path):
        raise ValueError("the authority's address holds a blank, a # or a letter that is not ASCII: write it %20, %23 …")
    try:
        return parts.hostname, parts.port or PORTS[parts.scheme]
    except ValueError:
        raise ValueError("the port of the authority is no number from 1 to 65535") from None


def _login(parts: SplitResult, host: str, file: str) -> tuple[str, str]:
    if parts.password is not None:
        raise ValueError("a password does not stand in the address of the authority: use password_file=FILE")
    if bool(parts.username) != bool(file):
        raise ValueError("the authority's user and password_file=FILE come together, or not at all")
    if not file:
        return "", ""
    if parts.scheme == "http" and not is_loopback(host):
        raise ValueError("a password goes to the authority over TLS only: use https://")
    try:
        password = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise ValueError(f"password_file={file} cannot be read ({why}); name a readable file that holds the password") from error
    if not password:
        raise ValueError(f"{file} is empty: it holds the authority's password")
    return unquote(parts.username or ""), password


def _every(said: str) -> timedelta:
    if not _NUMBER.fullmatch(said) or not 1 <= int(said) <= MOST_MINUTES:
        raise ValueError(f"every={said} is no number of minutes from 1 to {MOST_MINUTES}")
    return timedelta(minutes=int(said))


def _seconds(said: str) -> float:
    try:
        seconds = float(said)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= MOST_SECONDS:
        raise ValueError(f"timeout={said} is no number of seconds up to {MOST_SECONDS:.0f}")
    return seconds

"""What does CARTEIRO_PAGE say? Where the operator's page is served, under which names, and to whom."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from gateway.loopback import is_loopback

OFF = "off"
DEFAULT_PORT = 8025
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
PARAMETERS = frozenset({"password_file", "host"})
FORM = "http://HOST[:PORT][?password_file=FILE][&host=NAME], such as http://127.0.0.1:8025, or off"


@dataclass(frozen=True, slots=True)
class PageUrl:
    """host and port to listen on (port 0: any free one); password_file: holds what its user must know, None for nothing.

    names: the hosts by which a browser may call it, lower case, an IPv6 address without its brackets; any_address: or by any address of
    the machine.
    """

    host: str
    port: int
    password_file: Path | None
    names: frozenset[str]
    any_address: bool

    @property
    def shown(self) -> str:
        """As a browser is told it."""
        return shown(self.host, self.port)


def shown(host: str, port: int) -> str:
    """`http://127.0.0.1:8025`."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def read(url: str) -> PageUrl | None:
    """The page's URL, taken apart; None when it is off. Raises ValueError with a sentence that says what is allowed."""
    if url == OFF:
        return None
    parts = urlsplit(url)
    try:
        port = DEFAULT_PORT if parts.port is None else parts.port
    except ValueError:
        raise ValueError("a port is a number from 0 to 65535") from None
    given = parse_qs(parts.query, keep_blank_values=True)
    if parts.scheme != "http" or not parts.hostname or parts.path not in ("", "/") or "@" in parts.netloc or parts.fragment:
        raise ValueError(f"allowed: {FORM}")
    if unknown := given.keys() - PARAMETERS:
        raise ValueError(f"{', '.join(sorted(unknown))} is nothing it knows; allowed: {FORM}")
    files = given.get("password_file", [])
    if len(files) > 1 or "" in files:
        raise ValueError("password_file names one file, which holds the password")
    host = parts.hostname
    if not is_loopback(host) and not files:
        raise ValueError(
            f"the page shows people's mail, and {host} can be reached by others; serve it on http://127.0.0.1:{port} and go there through "
            "`ssh -L`, or say who may see it with ?password_file=FILE (user: operator)"
        )
    own = LOOPBACK_NAMES if is_loopback(host) else frozenset()
    names = own | {host} | {name.lower().removeprefix("[").removesuffix("]") for name in given.get("host", [])}
    return PageUrl(host, port, Path(files[0]) if files else None, names, host in {"0.0.0.0", "::"})  # noqa: S104 - told apart, not chosen


def check(url: str) -> str:
    """The URL as it was, if it is one. Raises ValueError with a sentence."""
    read(url)
    return url

"""Which values may a setting have, and how much of one may be shown? A value comes back as it counts; a ValueError says what is allowed."""

import re
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator

MOST_LETTERS = 80  # of the name that letters carry
COVERED = "***"
MAILS = ("address", "operator")
_HOST = r"(?:\[[^\]/?#@]*\]|[^\[\]/?#@:,]*)(?::[0-9]*)?"
_USER, _OPTIONS = r"(?:[^/?#]*@)?", r"(?:[?#](?:[^@]*|[^@=]+=.*))?"
_LOCATION = re.compile(rf"([a-z0-9+.-]+://){_USER}({_HOST}(?:,{_HOST})*(?:/[^?#@]*)?){_OPTIONS}", re.IGNORECASE | re.DOTALL)
_NEXT = re.compile(r"\s*,\s*(?=[a-z0-9+.-]+://)", re.IGNORECASE)


def several(value: object) -> object:
    """A text with commas as what stands between them."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def an_address(value: str) -> str:
    """A plain mail address, in lower case. Raises ValueError."""
    local, at, domain = value.strip().lower().rpartition("@")
    if not (at and local and domain) or "+" in local or any(c.isspace() for c in value.strip()):
        raise ValueError("must be one plain address without '+', such as suporte@carteiro.example")
    return value.strip().lower()


def starting(*starts: str) -> AfterValidator:
    """A URL that begins in one of the allowed ways, with a port that is one."""

    def check(value: str) -> str:
        if value.startswith(starts):
            _port_fits(value)
            return value
        raise ValueError(f"allowed: {', '.join(starts)}")

    return AfterValidator(check)


def _port_fits(url: str) -> None:
    try:
        # Several hosts of one directory stand side by side: ldap://one:389,two:389
        _ = [urlsplit(f"//{host}").port for host in urlsplit(url).netloc.split(",")]
    except ValueError:
        raise ValueError("a port is a number from 0 to 65535") from None


def location(url: str) -> str:
    """A URL without user, password and options; COVERED where nobody can tell which is which. Raises nothing."""
    if "://" not in url:
        return url.partition("?")[0]
    found = _LOCATION.fullmatch(url)
    return f"{found[1]}{found[2]}" if found else COVERED


def shown(name: str, value: object) -> str:
    """What was set as it may be shown; several values side by side. COVERED where a secret may stand in it. Raises nothing."""
    if isinstance(value, list | tuple):
        return ", ".join(shown(name, one) for one in value)
    text = str(value)
    if isinstance(value, dict) or "secret" in name:
        return COVERED
    if not {"@", "?"} & set(text) or (name in MAILS and ":" not in text):
        return text
    return ", ".join(location(one) if "@" not in one or "://" in one else COVERED for one in _NEXT.split(text))


def a_line(value: str) -> str:
    """A short line that is seen whole. Raises ValueError."""
    if len(value) > MOST_LETTERS or not value.isprintable():
        raise ValueError(f"allowed: one line of {MOST_LETTERS} letters at most, without control or invisible characters")
    return value


def a_zone(value: str) -> str:
    """A time zone that is known. Raises ValueError."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("allowed: a name of the IANA time zone database, such as America/Sao_Paulo") from None
    return value


_RESOLVER = re.compile(r"dns:(?://(?P<host>[0-9.]+|\[[0-9A-Fa-f:]+\])(?::[0-9]+)?)?(?:\?timeout=(?P<seconds>[0-9]{1,2}(?:\.[0-9])?))?")


def a_resolver(value: str) -> str:
    """How the DNS is asked. Raises ValueError."""
    found = _RESOLVER.fullmatch(value)
    if not found or not _is_address(found["host"]) or float(found["seconds"] or 1) == 0:
        raise ValueError(
            "allowed: dns: (the system's resolvers) or dns://ADDRESS[:PORT], such as dns://127.0.0.1:5353, each with ?timeout=SECONDS"
        )
    _port_fits(value)
    return value


def _is_address(host: str | None) -> bool:
    try:
        return host is None or bool(ip_address(host.strip("[]")))
    except ValueError:
        return False


def networks(value: tuple[str, ...]) -> tuple[str, ...]:
    """Addresses and networks. Raises ValueError."""
    for one in value:
        try:
            ip_network(one)
        except ValueError:
            raise ValueError(
                f"{shown('border', one)} is no network; allowed: addresses and networks, such as 10.0.0.5, 192.168.7.0/24 or ::1/128"
            ) from None
    return value

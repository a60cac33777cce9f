"""Is a host this machine itself, so that nothing said to it travels?"""

from collections.abc import Iterable
from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import urlsplit

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - told apart, not chosen


def is_loopback(host: str) -> bool:
    """host: `localhost` or an address, `fe80::1%eth0` included; any other name may be anywhere."""
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ip_address(host.partition("%")[0]).is_loopback
    return False


def open_to_others(listeners: Iterable[str]) -> list[str]:
    """Those of these URLs where others than this machine can come in."""
    return [url for url in listeners if not is_loopback(urlsplit(url).hostname or "127.0.0.1")]


def called_from_here(host: str) -> str:
    """By which address this machine reaches what listens on a host, all of its addresses included."""
    return EVERYWHERE.get(host, host)

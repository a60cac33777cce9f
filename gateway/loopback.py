"""Is a host this machine itself, so that nothing said to it travels?"""

from contextlib import suppress
from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """host: `localhost` or an address, `fe80::1%eth0` included; any other name may be anywhere."""
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ip_address(host.partition("%")[0]).is_loopback
    return False

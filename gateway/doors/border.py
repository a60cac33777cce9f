"""Who handed the mail over? A host at our border, whose findings count, or the sending side itself (CARTEIRO_BORDER)."""

import ipaddress
from collections.abc import Sequence

from gateway.people.aligned.verdict import BORDER


class Border:
    """The hosts that hand mail on to us after having checked it."""

    def __init__(self, networks: Sequence[str]) -> None:
        """networks: `10.0.0.0/24`, `::1/128`. Raises ValueError."""
        self._networks = tuple(map(ipaddress.ip_network, networks))

    def hop(self, host: str) -> str:
        """`border` when it is one of them, or a socket of this machine; '' for everyone else.

        host: the peer's address as the door saw it.
        """
        try:
            address = ipaddress.ip_address(host.partition("%")[0])
        except ValueError:
            return BORDER if host == "unix" else ""
        seen = getattr(address, "ipv4_mapped", None) or address
        return BORDER if any(seen in network for network in self._networks) else ""

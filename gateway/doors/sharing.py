"""Who else listens on our port? Doors of one database share it; one that keeps another database would take half of our mail."""

import hashlib
import socket
from contextlib import suppress
from pathlib import Path

MARK = "carteiro-door"
EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - compared, not listened on
LONGEST = 46  # signs of an address
NAMES = Path("/proc/self/net/unix")


class StrangersOwn(Exception):
    """A door of another database holds the port; the text says how to mend it."""


class Shares:
    """What doors say to each other before they share a port. The kernel would let any two of one user do so.

    Each says it by the name of a socket in Linux' abstract namespace (unix(7)): whoever could take the same port sees it, and it goes when
    its process goes, however that ends. Nobody connects to it.
    """

    def __init__(self, database: str) -> None:
        """database: its URL, without a password. Doors share when it is the same."""
        self._kept = hashlib.sha256(database.encode()).hexdigest()[:16]
        self._said: list[socket.socket] = []

    def claim(self, host: str, port: int) -> None:
        """Says that we listen there. Raises StrangersOwn. Port 0 is anybody's."""
        if not port:
            return
        place = f"{MARK} {port} {_short(host)} "
        own = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._said.append(own)
        with suppress(OSError):  # another system has no such names: then nothing can be said
            own.bind(f"\0{place}{self._kept} {own.fileno()} {_inode(own)}")
        if any(_meet(host, theirs) and kept != self._kept for theirs, kept in _doors(port)):
            raise StrangersOwn(
                "a door of another database listens there; give both the same CARTEIRO_DATABASE, or one of them a port of its own"
            )

    def close(self) -> None:
        """Says nothing more."""
        for own in self._said:
            own.close()
        self._said.clear()


def _short(host: str) -> str:
    """A name that is too long for a socket's is told by its digest."""
    return host if len(host) <= LONGEST else hashlib.sha256(host.encode()).hexdigest()[:16]


def _meet(host: str, theirs: str) -> bool:
    return _short(host) == theirs or host in EVERYWHERE or theirs in EVERYWHERE


def _doors(port: int) -> list[tuple[str, str]]:
    """Where doors listen on a port, and what tells their database from others."""
    said = (name.split(" ") for name in _names() if name.startswith(f"{MARK} {port} "))
    return [(words[2], words[3]) for words in said if len(words) > 3]  # noqa: PLR2004 - others may write what they like


def _inode(own: socket.socket) -> int:
    """What tells this socket from any other of this machine."""
    return Path(f"/proc/self/fd/{own.fileno()}").stat().st_ino


def _names() -> list[str]:
    """Every name in the abstract namespace; none where there is no such thing."""
    try:
        lines = NAMES.read_text(errors="replace").splitlines()
    except OSError:
        return []
    return [line.partition(" @")[2] for line in lines]

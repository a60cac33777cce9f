"""May this login be tried now, and how long does a wrong one wait? Failures counted by login, by network, and by both."""

import hashlib
import ipaddress
import logging
import math
import secrets
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from cachetools import TTLCache

from gateway.doors.replies import BUSY, too_many_tries
from gateway.people.directory import cpf_digits

log = logging.getLogger(__name__)

QUARTER, HOUR = 15 * 60, 60 * 60  # seconds
OF_A_PAIR = 5  # wrong tries of one login from one network in a quarter of an hour
OF_A_NETWORK = 20  # the same, of any login
OF_A_LOGIN = 50  # wrong tries of one login from anywhere in an hour: beyond, its owner waits too
AT_ONCE = 20  # logins being checked
OF_A_NETWORK_AT_ONCE = AT_ONCE // 2  # so that no caller takes every place while the directory is slow
HELD = 20_000  # names that one window remembers; beyond, the ones longest unused are forgotten
DELAYS = (0, 0, 1, 2, 4)  # seconds before the answer, by the number of failures; the last for all that follow


class NotNow(Exception):
    """This login is not tried now, right or wrong; the text is the reply, a 454."""


@dataclass(frozen=True, slots=True)
class Try:
    """One try. login: a keyed hash, the same for every spelling; network: an IPv4 address or an IPv6 /64."""

    login: bytes
    network: str


class Window:
    """How often did it fail in the last `seconds`? A moving window for each key.

    most: failures allowed; whose: in words, for the log; open: tries of each key that are being checked.
    """

    def __init__(self, most: int, seconds: int, whose: str, clock: Callable[[], float]) -> None:
        self.most = most
        self.whose = whose
        self.seconds = seconds
        self._clock = clock
        self._failures: TTLCache[object, tuple[float, ...]] = TTLCache(HELD, seconds, timer=clock)
        self.open: Counter[object] = Counter()

    def failures(self, key: object) -> int:
        """How many count now."""
        return len(self._recent(key))

    def wait(self, key: object) -> float:
        """Seconds until one more failure is allowed; 0: it is."""
        recent = self._recent(key)
        return recent[-self.most] + self.seconds - self._clock() if len(recent) >= self.most else 0

    def fail(self, key: object) -> bool:
        """Counts a failure; whether it was the last one allowed."""
        recent = self._failures[key] = (*self._recent(key), self._clock())[-self.most :]
        return len(recent) == self.most

    def forget(self, key: object) -> None:
        """Takes all failures back."""
        self._failures.pop(key, None)

    def _recent(self, key: object) -> tuple[float, ...]:
        since = self._clock() - self.seconds
        return tuple(at for at in self._failures.get(key, ()) if at > since)


class Attempts:
    """The memory of one process: a restart forgets it, two processes do not share it. Used from one event loop only.

    clock: seconds that only grow, from any start.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._secret = secrets.token_bytes(16)  # what is held must not tell a CPF, even to who reads the memory and tries all of them
        self._pairs = Window(OF_A_PAIR, QUARTER, "of one login from there", clock)
        self._networks = Window(OF_A_NETWORK, QUARTER, "from there", clock)
        self._logins = Window(OF_A_LOGIN, HOUR, "of one login from anywhere", clock)
        self._open = 0

    def named(self, login: str, host: str) -> Try:
        """The try of this login, as its client spelled it, from this address."""
        return Try(
            hashlib.blake2b(spelling(login).encode("utf-8", "surrogatepass"), key=self._secret, digest_size=16).digest(), network(host)
        )

    def begin(self, one: Try) -> None:
        """Every try begins here and comes to its `end`. Raises NotNow: then it has not begun."""
        counted = self._counted(one)
        if seconds := max(window.wait(key) for window, key in counted):
            raise NotNow(too_many_tries(math.ceil(seconds / 60)))
        # Tries at the same time must not pass where the same tries one after the other would not.
        full = any(window.failures(key) + window.open[key] >= window.most for window, key in counted)
        if full or self._open >= AT_ONCE or self._networks.open[one.network] >= OF_A_NETWORK_AT_ONCE:
            raise NotNow(BUSY)
        self._open += 1
        for window, key in counted:
            window.open[key] += 1

    def end(self, one: Try, *, right: bool | None) -> None:
        """right: the verdict; None when there is none, which counts for nothing."""
        self._open -= 1
        reached = []
        for window, key in self._counted(one):
            window.open[key] -= 1
            if not window.open[key]:
                del window.open[key]
            if right is False and window.fail(key):
                reached.append(f"{window.most} {window.whose} in {window.seconds // 60} minutes")
        if right:
            self._pairs.forget(one)
        if reached:
            log.warning("Too many wrong logins, the last from %s: %s; further ones wait", one.network, ", ".join(reached))

    def delay(self, one: Try) -> int:
        """Seconds before a wrong try is answered. Known or not, it is the same for every login."""
        failures = max(self._logins.failures(one.login), self._networks.failures(one.network))
        return DELAYS[min(failures, len(DELAYS) - 1)]

    def _counted(self, one: Try) -> tuple[tuple[Window, object], ...]:
        return (self._pairs, one), (self._networks, one.network), (self._logins, one.login)


def spelling(login: str) -> str:
    """Equal for all spellings that a directory may take for one login, and for some more: no spelling earns further tries."""
    folded = "".join(unicodedata.normalize("NFKC", login).casefold().split())
    return folded if "@" in folded else cpf_digits(folded) or folded


def network(host: str) -> str:
    """Whom an address counts as: an IPv4 address alone, an IPv6 one with its /64, which is what a single customer is given."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host  # a local socket
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ipaddress.ip_network((address, 64), strict=False))
    return str(address)

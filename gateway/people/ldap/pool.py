"""Who asks the directory? A few connections of the service account, and a fresh one for each login."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import TypeVar

from gateway.dial import Host, Trouble, dial
from gateway.patience import Clock, Deadline
from gateway.people.directory import DirectoryUnavailable
from gateway.people.ldap.breaker import Breaker
from gateway.people.ldap.line import SUCCESS, Line
from gateway.people.ldap.url import Access

log = logging.getLogger(__name__)
Found = TypeVar("Found")

SIZE = 4  # connections of the service account, and as many logins at a time
IDLE_SECONDS = 60.0  # firewalls forget a silent connection without a word
SHUNNED_SECONDS = 30.0  # a host that failed is asked last
ELSEWHERE = frozenset({51, 52})  # busy, unavailable (RFC 4511, appendix A): another host may answer


class Pool:
    """Thread safe. Every call ends by its deadline, and at once while the breaker is open."""

    def __init__(self, access: Access, clock: Clock, size: int = SIZE) -> None:
        self._access = access
        self._context = access.context()
        self._clock = clock
        self._breaker = Breaker(clock)
        self._askers = threading.BoundedSemaphore(size)
        self._logins = threading.BoundedSemaphore(size)
        self._lock = threading.Lock()
        self._idle: deque[tuple[Line, float]] = deque()
        self._shunned: dict[Host, float] = {}

    def ask(self, work: Callable[[Line, Deadline], Found], deadline: Deadline) -> Found:
        """What `work` finds on a connection of the service account. Raises DirectoryUnavailable."""
        with _Turn(self._askers, self._breaker, deadline), self._breaker.trying():
            line = self._take()
            if line is not None:
                try:
                    # It may have died while idle: enough time is kept for a fresh one.
                    return self._use(line, work, deadline.share(2))
                except (Trouble, TimeoutError):
                    self._forget()
            return self._use(self._open(self._access.bind, self._access.password.encode(), deadline), work, deadline)

    def knock(self, user: str, password: bytes, deadline: Deadline) -> int:
        """The result code of a bind as this user, on a connection of its own. Raises DirectoryUnavailable."""
        with _Turn(self._logins, self._breaker, deadline), self._breaker.trying():
            line, code = self._dial(user, password, deadline)
            line.close()
            return code

    def close(self) -> None:
        """Hangs up whatever is idle."""
        self._forget()

    def _use(self, line: Line, work: Callable[[Line, Deadline], Found], deadline: Deadline) -> Found:
        try:
            found = work(line, deadline)
        except DirectoryUnavailable:
            self._keep(line)
            raise
        except TimeoutError:
            line.close()
            raise Trouble("no answer in time") from None
        except BaseException:
            line.close()
            raise
        self._keep(line)
        return found

    def _open(self, user: str, password: bytes, deadline: Deadline) -> Line:
        line, code = self._dial(user, password, deadline)
        if code != SUCCESS:
            line.close()
            raise Trouble(f"the service account is not let in (result {code}); look at bind, password_file and TLS of CARTEIRO_DIRECTORY")
        return line

    def _dial(self, user: str, password: bytes, deadline: Deadline) -> tuple[Line, int]:
        """A connection to the first host that answers, and what its bind gave."""
        trouble = Trouble("no host answers")
        now = self._clock()
        hosts = sorted(self._access.hosts, key=lambda host: self._shunned.get(host, now) > now)
        for number, host in enumerate(hosts):
            try:
                line, code = self._try(host, user, password, deadline.share(len(hosts) - number))
            except (Trouble, TimeoutError) as error:
                trouble = error if isinstance(error, Trouble) else Trouble(f"{host[0]}:{host[1]}: no answer in time")
                self._shunned[host] = self._clock() + SHUNNED_SECONDS
                continue
            if code not in ELSEWHERE:
                return line, code
            line.close()
            trouble = Trouble(f"{host[0]}:{host[1]}: result {code}")
        raise trouble

    def _try(self, host: Host, user: str, password: bytes, deadline: Deadline) -> tuple[Line, int]:
        line = Line(dial(host, self._context, deadline, at_once=self._access.tls == "implicit"), host, user, password)
        try:
            if self._context is not None and self._access.tls == "starttls":
                line.start_tls(self._context, host[0], deadline)
            return line, line.bind(deadline)
        except Trouble as trouble:
            line.close()
            raise Trouble(f"{host[0]}:{host[1]}: {trouble}") from None

    def _take(self) -> Line | None:
        with self._lock:
            while self._idle:
                line, since = self._idle.pop()
                if self._clock() - since < IDLE_SECONDS:
                    return line
                line.close()
        return None

    def _keep(self, line: Line) -> None:
        with self._lock:
            self._idle.append((line, self._clock()))

    def _forget(self) -> None:
        """Whatever killed one idle connection has most likely killed them all."""
        with self._lock:
            while self._idle:
                self._idle.pop()[0].close()


class _Turn:
    """A place among so many callers, waited for no longer than the deadline, and not at all while the breaker is open."""

    def __init__(self, places: threading.BoundedSemaphore, breaker: Breaker, deadline: Deadline) -> None:
        self._places, self._breaker, self._deadline = places, breaker, deadline

    def __enter__(self) -> None:
        self._breaker.check()
        try:
            there = self._places.acquire(timeout=self._deadline.left())
        except TimeoutError:
            there = False
        if not there:
            raise DirectoryUnavailable("too many wait for the directory")

    def __exit__(self, *_: object) -> None:
        self._places.release()

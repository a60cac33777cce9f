"""What does a gateway of many processes stand on? Two doors on one port, workers, PostgreSQL, Redis; a hand that starts what ended."""

import signal
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from gateway.settings import Settings
from tests.ports import free_port
from tests.postgres import Postgres
from tests.redis import Redis
from tests.sink import Listener, Sink
from tests.wire.premises import until
from tests.wire.process import Running

DOORS = 2
AGAIN = 75  # what a process ends with by itself while the database is away (sysexits.h)
SECRET = "das-gleiche-auf-jeder-maschine"
DOOR, WORKER, REDIS, DATABASE = "door", "worker", "redis", "database"


class Fleet:
    """All of them, as a service manager would keep them. Ends with its `with` block. killed: how often, by kind."""

    def __init__(self, home: Path, workers: int) -> None:
        self.home = home
        self._many = workers
        self.killed: Counter[str] = Counter()
        self.server, self.redis, self.sink = Postgres(), Redis(), Sink()
        self.doors: list[Running] = []
        self.workers: list[Running] = []
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._stack.enter_context(self.server)
        self._stack.enter_context(self.redis)
        relay = Listener(self.sink, hostname="127.0.0.1", port=0)
        relay.start()
        self._stack.callback(relay.stop)
        port = free_port()
        self._given = {
            "DATABASE": self.server.create(),
            "BROKER": self.redis.url,
            "RELAY": f"smtp://127.0.0.1:{relay.port}",
            "LISTEN": f"smtp://127.0.0.1:{port}",
            "SECRET": SECRET,
        }
        for kept, number in ((self.doors, DOORS), (self.workers, self._many)):
            for n in range(number):
                one = Running(self.home, settings=self._given)
                one.address = ("127.0.0.1", port)
                self._stack.callback(one.close)
                kept.append(one)
                self._begin(one)
                if n == 0:
                    until(lambda: self.log.count("Ctrl-C") > 0, 120)  # the first one makes the tables
        until(lambda: self.log.count("Ctrl-C") == DOORS + self._many, 120)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def settings(self) -> Settings:
        """Those of every process."""
        return Settings.model_validate(
            {"home": self.home} | {name.lower(): value for name, value in self._given.items() if name != "LISTEN"}
        )

    @property
    def log(self) -> str:
        """What all processes have said."""
        return self.doors[0].log

    def kill(self, kind: str, choose: Callable[[list[Running]], Running]) -> None:
        """Ends one of a kind at once, and starts it again."""
        if kind == REDIS:
            self.redis.kill()
            self.redis.start()
        elif kind == DATABASE:
            self.server.crash()
            self.server.start()
        else:
            one = choose(self.doors if kind == DOOR else self.workers)
            assert one.process is not None
            if one.process.poll() is None:
                one.stop(signal.SIGKILL)
            self._begin(one)
        self.killed[kind] += 1

    def tend(self) -> None:
        """Starts again what ended by itself: only for want of the database may it."""
        for one in (*self.doors, *self.workers):
            code = one.process.poll() if one.process else AGAIN
            if code is not None:
                assert code in {AGAIN, -signal.SIGKILL}, (code, self.log[-3000:])
                self._begin(one)

    def stop(self) -> None:
        """Tells all of them to end, and sees that they do; one that is only just starting is ended by the signal itself."""
        running = [one.process for one in (*self.doors, *self.workers) if one.process is not None and one.process.poll() is None]
        for process in running:
            process.send_signal(signal.SIGTERM)
        for process in running:
            code = process.wait(120)
            assert code in {0, -signal.SIGTERM}, (code, self.log[-3000:])

    def _begin(self, one: Running) -> None:
        one.start("smtp" if one in self.doors else "work", wait=False)

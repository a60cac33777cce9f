"""How do tests get a Redis of their own? A private server on a free port of 127.0.0.1, which may be killed and started again."""

import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Self

import redis

from tests.ports import free_port
from tests.wire.premises import until


class Redis:
    """One server, with nothing on disk. Ends with its `with` block."""

    def __init__(self) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="carteiro-redis-"))
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def client(self) -> "redis.Redis":
        return redis.Redis(port=self.port)

    def start(self, *more: str) -> None:
        """more: settings of the server, such as `--maxmemory 1mb`."""
        given = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self._home), "--save", "", "--appendonly", "no", *more]
        with (self._home / "log").open("ab") as log:
            self.process = subprocess.Popen(["redis-server", *given], stdout=log, stderr=log)
        until(self._answers, 30)

    def kill(self) -> None:
        """Ends it at once; what it held is gone."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        shutil.rmtree(self._home)

    def _answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except redis.ConnectionError:
            return False

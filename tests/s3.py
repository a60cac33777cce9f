"""How do tests get an S3 server of their own? moto's, a private process on a free port of 127.0.0.1; what it holds goes with it.

It takes any secret and any access key: whether a wrong one is refused is shown against a stub (tests/storage/test_evidence_s3.py).
"""

import http.client
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Self

from storage.evidence.bucket import Bucket
from storage.evidence.s3 import Objects
from tests.ports import free_port
from tests.wire.premises import until

BUCKET = "provas"


class S3:
    """One server with one bucket. Ends with its `with` block."""

    def __init__(self) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="carteiro-s3-"))
        self.endpoint = f"http://127.0.0.1:{free_port()}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Up, with an empty bucket."""
        port = self.endpoint.rpartition(":")[2]
        with (self._home / "log").open("ab") as log:
            self.process = subprocess.Popen([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", port], stdout=log, stderr=log)
        until(self._answers, 60)
        self.ask("PUT", f"/{BUCKET}")

    def bucket(self, prefix: str, seconds: float = 20.0) -> Bucket:
        """How the bucket is entered."""
        return Bucket(BUCKET, prefix, self.endpoint, "us-east-1", "carteiro", "segredo", seconds=seconds)

    def url(self, prefix: str, secret_key_file: Path) -> str:
        """The same as a setting."""
        secret_key_file.write_text("segredo")
        return f"s3://{BUCKET}/{prefix}?endpoint={self.endpoint}&access_key=carteiro&secret_key_file={secret_key_file}&timeout=20"

    def ask(self, method: str, path: str, content: bytes = b"") -> bytes:
        """One plain request, past the program."""
        connection = http.client.HTTPConnection(self.endpoint.removeprefix("http://"), timeout=20)
        try:
            connection.request(method, path, content)
            answer = connection.getresponse()
            assert answer.status < 300, answer.status
            return answer.read()
        finally:
            connection.close()

    def keys(self, prefix: str) -> list[str]:
        """The names of the objects under a prefix."""
        text = self.ask("GET", f"/{BUCKET}?list-type=2&prefix={prefix}/").decode()
        return [part.partition("</Key>")[0] for part in text.split("<Key>")[1:]]

    def kill(self) -> None:
        """Ends it at once; what it held is gone."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)

    def hang(self) -> None:
        """It takes connections and answers none."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """It answers again."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        shutil.rmtree(self._home)

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, (self._home / "log").read_text(errors="replace")
        try:
            self.ask("GET", "/moto-api/")
        except OSError:
            return False
        return True


def objects(server: S3, prefix: str, folder: Path, seconds: float = 20.0) -> Objects:
    """A store of its own on a server."""
    return Objects(server.bucket(prefix, seconds), folder)

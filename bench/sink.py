"""Who takes the letters? Postfix's smtp-sink: it says 250 and forgets, and counts what it was handed."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.server import listens, wait_for
from tests.ports import free_port

PROGRAM = "/usr/sbin/smtp-sink"
NOBODY = "nobody"


class Sink:
    """A relay that is always quicker than who hands letters over. Ends with its `with` block (`sinking`)."""

    def __init__(self, port: int, counted: Path) -> None:
        self.port = port
        self._counted = counted

    @property
    def url(self) -> str:
        """As CARTEIRO_RELAY names it."""
        return f"smtp://127.0.0.1:{self.port}"

    def letters(self) -> int:
        """How many it has said 250 to since it was started."""
        last = self._counted.read_bytes()[-80:].rpartition(b"mesg=")[2]
        return int(last.split()[0]) if last else 0

    def wait(self, letters: int, seconds: float = 120) -> None:
        """Raises TimeoutError when there are not so many in time."""
        wait_for(lambda: self.letters() >= letters, seconds, each=0.01)


@contextmanager
def sinking() -> Iterator[Sink]:
    """Runs one until the block ends. Raises FileNotFoundError where Postfix is not installed."""
    if not shutil.which(PROGRAM):
        raise FileNotFoundError(f"{PROGRAM} is missing (Debian package postfix)")
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        counted = Path(folder) / "counted"
        with counted.open("wb") as out:
            process = subprocess.Popen([PROGRAM, "-c", "-u", NOBODY, f"127.0.0.1:{port}", "1024"], stdout=out, stderr=subprocess.DEVNULL)
        try:
            wait_for(lambda: listens(port), 20)
            yield Sink(port, counted)
        finally:
            process.terminate()
            process.wait(20)

"""How is a program measured from outside? Started on a free port with a home that is thrown away; its CPU read from the kernel."""

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A program that listens."""

    host: str
    port: int
    pid: int
    home: Path

    def cpu_seconds(self) -> float:
        """The CPU time the process has used so far, in user and system."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(module: str, *arguments: str, **more: str) -> Iterator[Server]:
    """Runs `python -m module arguments` until the block ends; it finds its place in CARTEIRO_LISTEN and CARTEIRO_HOME.

    more: other settings, by their names without CARTEIRO_.
    """
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as finder:
        port = finder.getsockname()[1]
        finder.close()
        settings = [f"CARTEIRO_HOME={folder}", f"CARTEIRO_LISTEN=smtp://127.0.0.1:{port}", "CARTEIRO_PAGE=off"]
        settings += [f"CARTEIRO_{name}={value}" for name, value in more.items()]
        with (Path(folder) / "log").open("wb") as log:
            command = ["env", *settings, sys.executable, "-m", module, *arguments]
            process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        try:
            wait_for(lambda: _listens(port), START_SECONDS)
            yield Server("127.0.0.1", port, process.pid, Path(folder))
        finally:
            process.terminate()
            process.wait(30)


def wait_for(true: Callable[[], bool], seconds: float) -> None:
    """Looks ten times a second. Raises TimeoutError."""
    pause, end = threading.Event(), time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(f"still not so after {seconds} s")
        pause.wait(0.1)


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False

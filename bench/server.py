"""How is a program measured from outside? Started on a free port with a home that is thrown away; its CPU read from the kernel."""

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

from bench import tree
from tests.ports import free_port

ROOT = Path(__file__).parents[1]
START_SECONDS = 60
STOP_SECONDS = 30


@dataclass(frozen=True)
class Program:
    """A program that runs; most listen on a port of 127.0.0.1."""

    host: str
    port: int
    pid: int
    home: Path

    def cpu_seconds(self) -> float:
        """The CPU time it has used so far, in user and system, with all that it has started."""
        return tree.cpu_seconds(self.pid)


@contextmanager
def serving(module: str, *arguments: str, **more: str) -> Iterator[Program]:
    """Runs `python -m module arguments` until the block ends. more: settings, by their names without CARTEIRO_."""
    with tempfile.TemporaryDirectory() as folder, started(free_home(Path(folder), more), module, *arguments) as program:
        yield program


def free_home(folder: Path, settings: dict[str, str]) -> dict[str, str]:
    """The settings with a home and a free port beside them."""
    return {"HOME": str(folder), "LISTEN": f"smtp://127.0.0.1:{free_port()}", "PAGE": "off"} | settings


@contextmanager
def started(settings: dict[str, str], module: str, *arguments: str, said: str = "") -> Iterator[Program]:
    """Runs it until the block ends. said: it is ready when its log says so; '' for when it listens."""
    home, port = Path(settings["HOME"]), int(settings["LISTEN"].rpartition(":")[2])
    given = [f"CARTEIRO_{name}={value}" for name, value in settings.items()]
    with tempfile.NamedTemporaryFile(prefix="log-", dir=home) as log:
        process = subprocess.Popen(["env", *given, sys.executable, "-m", module, *arguments], cwd=ROOT, stdout=log, stderr=log)

        def ready() -> bool:
            text = Path(log.name).read_text(errors="replace")
            if process.poll() is not None:
                raise RuntimeError(f"it has ended: {text[-2000:]}")
            return said in text if said else listens(port)

        try:
            wait_for(ready, START_SECONDS)
            yield Program("127.0.0.1", port, process.pid, home)
        finally:
            process.terminate()
            process.wait(STOP_SECONDS)


def loading(port: int, mails: int, sessions: int, size: int, writers: int = 100) -> tuple[float, float]:
    """Sends mails by a process of its own; returns when it began and when each had its 250, in seconds of time.monotonic."""
    options = {"sessions": sessions, "mails": mails, "size": size, "writers": writers}
    command = [sys.executable, "-m", "bench.load", "127.0.0.1", str(port), *(f"--{name}={value}" for name, value in options.items())]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    start, end = map(float, done.stdout.split())
    return start, end


def wait_for(true: Callable[[], bool], seconds: float, each: float = 0.1) -> None:
    """each: seconds between two looks. Raises TimeoutError."""
    pause, end = threading.Event(), time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(f"still not so after {seconds} s")
        pause.wait(each)


def listens(port: int) -> bool:
    """Whether somebody does on 127.0.0.1."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False

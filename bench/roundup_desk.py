"""How is roundup run beside ours? SQLite, its own mail gateway over a mailbox file, known senders, acknowledgements over SMTP.

A mailbox file is the quickest of its ways in: one process for all mails. Its start and its imports are not counted.
"""

import mailbox
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.house import WRITERS
from bench.peer import Turn, python
from bench.server import ROOT
from bench.sink import Sink

NAME = "roundup"


class Roundup:
    """One tracker."""

    def __init__(self, home: Path, sink: Sink) -> None:
        self._home, self._sink = home, sink
        self._run("prepare", str(home / "tracker"), str(sink.port), str(WRITERS))

    def take(self, mails: Sequence[bytes]) -> Turn:
        """Has it make a ticket of each. Raises RuntimeError when one stays behind."""
        path = self._home / "mbox"
        path.unlink(missing_ok=True)
        box = mailbox.mbox(path)
        for mail in mails:
            box.add(mail.replace(b"\r\n", b"\n"))
        box.close()
        letters = self._sink.letters()
        wall, cpu, left = map(float, self._run("take", str(self._home / "tracker"), str(path)).split())
        letters = self._sink.letters() - letters
        if left or letters < len(mails):
            raise RuntimeError(f"{NAME} left {left:.0f} of {len(mails)} mails and handed over {letters} letters")
        return Turn(wall / len(mails), cpu / len(mails), 0.0, letters / len(mails))

    def _run(self, *arguments: str) -> str:
        command = [python(NAME), "-W", "ignore", "-m", "bench.beside.roundup_run", *arguments]
        environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{NAME}: {done.stderr[-2000:]}")
        return done.stdout


@contextmanager
def roundup(sink: Sink) -> Iterator[Roundup]:
    """Sets one up, and removes it at the end. Raises Missing."""
    python(NAME)
    with tempfile.TemporaryDirectory() as folder:
        yield Roundup(Path(folder), sink)

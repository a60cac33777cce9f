"""How is django-helpdesk run beside ours? PostgreSQL, its own `get_email` over a local folder of mails, acknowledgements over SMTP.

The folder is the quickest of its ways in: no server stands between. Its start and its imports are not counted.
"""

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench import tree
from bench.house import WRITERS, postmaster
from bench.peer import Turn, file_away, python
from bench.server import ROOT
from bench.sink import Sink
from tests.postgres import Postgres

NAME = "django-helpdesk"


class Helpdesk:
    """One installation with its database."""

    def __init__(self, home: Path, sink: Sink, url: str) -> None:
        self._home, self._sink, self._postmaster = home, sink, postmaster(url)
        self._turns = 0
        (home / "box").mkdir()
        self._environment = {
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "bench.beside.helpdesk_settings",
            "HELPDESK_HOME": str(home),
            "HELPDESK_POSTGRES": url.partition("?host=")[2],
            "HELPDESK_DATABASE": url.partition("@/")[2].partition("?")[0],
            "HELPDESK_RELAY": str(sink.port),
        }
        self._run("prepare", str(home), str(WRITERS))

    def take(self, mails: Sequence[bytes]) -> Turn:
        """Has it make a ticket of each. Raises RuntimeError when one stays behind."""
        self._turns += 1
        waiting = file_away(self._home / f"waiting{self._turns}", list(mails))
        letters, beside = self._sink.letters(), tree.cpu_seconds(self._postmaster)
        wall, cpu, left = map(float, self._run("take", str(self._home), str(waiting)).split())
        beside, letters = tree.cpu_seconds(self._postmaster) - beside, self._sink.letters() - letters
        if left or letters < len(mails):
            raise RuntimeError(f"{NAME} left {left:.0f} of {len(mails)} mails and handed over {letters} letters")
        return Turn(wall / len(mails), cpu / len(mails), beside / len(mails), letters / len(mails))

    def _run(self, *arguments: str) -> str:
        command = [python("helpdesk"), "-W", "ignore", "-m", "bench.beside.helpdesk_run", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self._environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{NAME}: {done.stderr[-2000:]}")
        return done.stdout


@contextmanager
def helpdesk(sink: Sink) -> Iterator[Helpdesk]:
    """Sets one up, and removes it at the end. Raises Missing."""
    python("helpdesk")
    with tempfile.TemporaryDirectory() as folder, Postgres() as postgres:
        yield Helpdesk(Path(folder), sink, postgres.create())

"""How long does it take to get there? Two walks, each as a person goes it, with the time of every step (`python -m bench.walks`).

The newcomer: a clone, `make run`, the first mail of README, its answer. The operator: `carteiro init` beside a Dovecot, a slapd and a
relay, `carteiro doctor`, `carteiro up`, a mail in the mailbox, its answers. docs/walks.md says what was seen.
"""

import json
import mailbox
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email.header import decode_header, make_header
from pathlib import Path

from tests.ports import free_port
from tests.wire.installing import ADDRESS, ROOT, Surroundings, Up
from tests.wire.premises import until
from tests.wire.test_whole_chain import vouched_for, written
from tests.world import ADDRESS as DEMO
from tests.world import ANA, MARIA

PATIENCE = 900.0  # seconds a step may take
ASK = re.findall(r"^```sh\n(.*?)^```$", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)[1]


class Walk:
    """Steps of one walk, told as they end."""

    def __init__(self, name: str) -> None:
        self._began = time.monotonic()
        print(f"\n{name}")

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """One step, timed."""
        began = time.monotonic()
        yield
        print(f"  {time.monotonic() - began:6.1f} s  {what}", flush=True)

    def end(self) -> None:
        """The whole."""
        print(f"  {time.monotonic() - self._began:6.1f} s  in all", flush=True)


def newcomer(folder: Path) -> None:
    """From the clone to the answer to the first own mail. Ends what it started."""
    folder.mkdir()
    clone, port = folder / "carteiro", free_port()
    walk = Walk("The newcomer: from a clone to the first own mail answered")
    with walk.step("git clone"):
        subprocess.run(("git", "clone", "-q", ROOT, clone), check=True)
    environment = ("env", "-u", "VIRTUAL_ENV", f"CARTEIRO_LISTEN=smtp://127.0.0.1:{port}", f"CARTEIRO_PAGE=http://127.0.0.1:{free_port()}")
    shown = folder / "shown"
    with shown.open("wb") as out:
        running = subprocess.Popen((*environment, "make", "run"), cwd=clone, stdout=out, stderr=out, start_new_session=True)
    try:
        with walk.step("make run: Python packages"):
            until((clone / ".venv/run").exists, PATIENCE)
        with walk.step("make run: the story, up to 'Your turn'"):
            until(lambda: "Ctrl-C ends it" in shown.read_text(), PATIENCE)
        with walk.step("README's first mail, until it is answered"):
            subprocess.run(("sh", "-ec", ASK.replace("2525", str(port))), cwd=clone, check=True)
            until(lambda: _answered(clone), PATIENCE)
        walk.end()
    finally:
        os.killpg(running.pid, signal.SIGINT)
        running.wait(60)


def _answered(clone: Path) -> bool:
    """Whether a letter about the own mail lies in its writer's Maildir."""
    home = max((clone / "var/demo").iterdir())
    letters = mailbox.Maildir(home / "mail" / "maria@str-valesereno.example")
    return any("Uma pergunta" in str(make_header(decode_header(letter["Subject"]))) for letter in letters)


def operator(folder: Path) -> None:
    """From `carteiro init` to a mail of the mailbox that is answered through the relay."""
    folder.mkdir()
    with Surroundings(folder) as around:
        walk = Walk("The operator: from `carteiro init` to a mail in a mailbox answered, beside Dovecot, slapd and a relay")
        answers = folder / "answers.yml"
        answers.write_text(json.dumps(around.answers()))
        with walk.step("carteiro init --answers: each answer tried, carteiro.yml written"):
            _worked(around.run("init", "--answers", str(answers)))
        with walk.step("carteiro doctor: every part tried"):
            _worked(around.run("doctor"))
        with ExitStack() as running:
            with walk.step("carteiro up, until the mailbox is watched"):
                running.enter_context(Up(around))
            with walk.step("a mail in the mailbox, until representative and technician have their letters"):
                around.mailbox.put(vouched_for(written(MARIA, "Pela caixa"), MARIA).replace(DEMO.encode(), ADDRESS.encode()))
                until(lambda: around.letters(MARIA) and around.letters(ANA), PATIENCE)
            walk.end()


def _worked(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def main() -> None:
    """Both, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        newcomer(Path(folder) / "newcomer")
        operator(Path(folder) / "operator")


if __name__ == "__main__":
    main()

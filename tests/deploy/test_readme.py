"""Can a newcomer do what README says? Its blocks for the first mail are run as they stand, one after the other, against the demo."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.parts import ROOT
from tests.ports import free_port
from tests.wire.premises import until

README = (ROOT / "README.md").read_text()
FIRST_MAIL = README.partition("## Write your first mail\n")[2].partition("\n## ")[0]
ASK, LOOK, SOLVE, APPROVE = re.findall(r"^```sh\n(.*?)^```$", FIRST_MAIL, re.MULTILINE | re.DOTALL)
PORT = "2525"
PROGRAM = """#!/bin/sh
exec env PYTHONPATH={root} {python} -m gateway "$@"
"""
END = "-- this block has ended --"


class Newcomer:
    """A shell in a folder that looks like a checkout after `make run`, and the demo of it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        program = folder / ".venv" / "bin" / "carteiro"
        program.parent.mkdir(parents=True)
        program.write_text(PROGRAM.format(root=ROOT, python=sys.executable))
        program.chmod(0o755)
        self._said = folder / "said"
        settings = (f"CARTEIRO_LISTEN=smtp://127.0.0.1:{self.port}", "CARTEIRO_PAGE=off")
        with self._said.open("wb") as said:
            self._demo = subprocess.Popen(("env", *settings, program, "demo"), cwd=folder, stdout=said, stderr=subprocess.STDOUT)
        self._shell = subprocess.Popen(
            ("sh",), cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1
        )

    def said(self) -> str:
        """What the demo showed."""
        assert self._demo.poll() is None, self._said.read_text()
        return self._said.read_text()

    def does(self, block: str) -> str:
        """A block of README at the prompt, with the demo's own port; what is said."""
        assert self._shell.stdin is not None
        assert self._shell.stdout is not None
        self._shell.stdin.write(f"{block.replace(PORT, str(self.port))}\necho; echo '{END}'\n")
        return "".join(iter(self._shell.stdout.readline, f"{END}\n"))

    def tickets(self) -> str:
        return self.does(".venv/bin/carteiro ticket list --json | tail -n 1")

    def leaves(self) -> int:
        self._shell.kill()
        self._shell.communicate()
        self._demo.send_signal(signal.SIGINT)
        return self._demo.wait(60)


@pytest.fixture
def newcomer(tmp_path: Path) -> Iterator[Newcomer]:
    made = Newcomer(tmp_path)
    yield made
    assert made.leaves() == 0


@pytest.mark.timeout(600)  # the whole story is played first, on a machine that may be busy
def test_the_first_mail_is_written_answered_and_approved(newcomer: Newcomer) -> None:
    until(lambda: "Your turn" in newcomer.said() and "Ctrl-C ends it" in newcomer.said(), 300)
    assert newcomer.does(ASK).strip() == "", "curl has nothing to complain of"
    until(lambda: '"assigned"' in newcomer.tickets() or '"pending"' in newcomer.tickets(), 60)
    looked = newcomer.does(LOOK)
    assert "Uma pergunta" in looked
    assert "Como protocolar um requerimento?" in looked, "a letter is shown whole"
    assert newcomer.does(SOLVE).strip() == ""
    until(lambda: '"solved"' in newcomer.tickets(), 60)
    shown = newcomer.does(APPROVE)
    assert "Entre em Novo requerimento" in shown
    until(lambda: '"approved"' in newcomer.tickets(), 60)


def test_the_demo_serves_where_readme_says() -> None:
    assert f"smtp://127.0.0.1:{PORT}" in ASK
    assert f"| `CARTEIRO_LISTEN` | `smtp://127.0.0.1:{PORT}` |" in (ROOT / "docs/settings.md").read_text()

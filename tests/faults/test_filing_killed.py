"""Is no byte lost when filing dies, wherever it dies? Each boundary once, found by counting; both stores."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.s3 import S3
from tests.wire.process import ROOT

OF_FILES = {"behind mkstemp", "before write", "behind fsync", "before rename", "behind rename", "commit", "behind let_go"}
OF_OBJECTS = {"before put", "behind put", "before let_go", "commit", "behind let_go"}


def killed(home: Path, url: str) -> list[str]:
    command = [sys.executable, "-m", "tests.faults.filing_killed", str(home), url]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")


@pytest.mark.timeout(300)
def test_filing_into_files_that_dies_anywhere_loses_nothing(tmp_path: Path) -> None:
    said = killed(tmp_path, f"file:{tmp_path}/evidence")
    assert set(said) >= {*OF_FILES, "riding 0", "lost 0"}, said


@pytest.mark.timeout(300)
def test_filing_into_objects_that_dies_anywhere_loses_nothing(tmp_path: Path) -> None:
    with S3() as server:
        said = killed(tmp_path, server.url("morte", tmp_path / "secret"))
    assert set(said) >= {*OF_OBJECTS, "riding 0", "lost 0"}, said


def test_filing_that_lets_go_before_it_keeps_is_caught(tmp_path: Path) -> None:
    """The test of the test: the order turned round."""
    turned = (
        "import pathlib, sys; from tests.faults import filing_killed as it; from gateway.clockwork.filing import Filing as F; "
        "from storage.evidence import filing\n"
        "keep = F._keep\n"
        "def first(self, one, content):\n"
        "    with self._database.writing() as session:\n"
        "        filing.let_go(session, [one.id])\n"
        "    return keep(self, one, content)\n"
        "F._keep = first; it.main(pathlib.Path(sys.argv[1]), sys.argv[2])"
    )
    command = [sys.executable, "-c", turned, str(tmp_path), f"file:{tmp_path}/evidence"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=110, check=True)
    assert "lost 1" in done.stdout.split("\n"), done.stdout

"""Is nothing lost or doubled when any place that writes fails or ends the process there, and is no such place forgotten?"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.boundaries import ELSEWHERE, ROOT, boundaries, of
from tests.faults.passing import AT_COMMIT, BEFORE, BEHIND

WHEN = (f"{BEFORE} ", f"{AT_COMMIT} ", f"{BEHIND} ")
PATIENCE = 1100  # seconds; hundreds of processes are begun


def swept(home: Path, *more: str, program: str = "sweeping") -> tuple[set[str], list[str]]:
    """The boundaries that were passed, and what was wrong."""
    command = [sys.executable, "-m", f"tests.faults.{program}", str(home), *more]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    said = done.stdout.splitlines()
    names = {line.removeprefix(when) for line in said for when in WHEN if line.startswith(when)}
    return names, [line for line in said if line.startswith("wrong")]


def check(passed: set[str], wrong: list[str]) -> None:
    assert wrong == [], "\n".join(wrong)
    forgotten = boundaries() - passed
    assert not forgotten, f"let a day at the office (tests/faults/steps.py) pass these, or say why not (ELSEWHERE): {sorted(forgotten)}"
    assert not passed - boundaries(), "what was passed is among what was read out of the code"


@pytest.mark.timeout(PATIENCE)
def test_every_boundary_may_fail_and_may_be_where_the_process_dies(tmp_path: Path) -> None:
    check(*swept(tmp_path))


@pytest.mark.faults
@pytest.mark.timeout(7200)
def test_every_passage_may_fail_and_may_be_where_the_process_dies(tmp_path: Path) -> None:
    check(*swept(tmp_path, "every"))


@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("accepts", "was accepted and is lost"),
        pytest.param("sends", "is on record as sent and did not leave", marks=pytest.mark.faults),
        pytest.param("clings", ": None, ", marks=pytest.mark.faults),
    ],
)
def test_a_gateway_that_is_broken_there_is_caught(tmp_path: Path, kind: str, said: str) -> None:
    _, wrong = swept(tmp_path, "until_wrong", kind, program="careless")
    assert any(said in line for line in wrong), wrong


def test_boundaries_are_read_out_of_the_code() -> None:
    source = (
        "def keep(self):\n"
        "    with self.database.writing() as session: ...\n"
        "    with tools.writing.alone(weight, baton): ...\n"
        "    path.rename(target); text.replace('a', 'b'); draft.replace(place); at.replace(microsecond=0)\n"
        "    def later(): os.fsync(handle)\n"
        "    path.open('rb'); path.open('wb')\n"
    )
    assert sorted(of(source, "x.py")) == [
        "x.py keep open",
        "x.py keep rename",
        "x.py keep replace",
        "x.py keep writing",
        "x.py later fsync",
    ]


def test_what_is_left_out_is_there() -> None:
    assert [place for place in ELSEWHERE if not (ROOT / place).exists()] == []

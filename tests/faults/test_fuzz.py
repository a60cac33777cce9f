"""Does a broken mail ever make the reader raise, spin, swell or say what it may not? A short run here, the long one in `make faults`."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults import fuzzing

ROOT = Path(__file__).parents[2]
LONG = 1_000_000


def test_three_thousand_broken_mails_are_read() -> None:
    assert fuzzing.fuzz(3_000, seed=20260605)["slowest"] < fuzzing.CPU


def test_the_fuzz_would_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    def invents(raw: bytes, known: object) -> object:
        return replace(whole(raw, known), new_text="palavras que ninguém escreveu")

    whole = fuzzing.read
    monkeypatch.setattr(fuzzing, "read", invents)
    with pytest.raises(fuzzing.BrokenPromiseError):
        fuzzing.one(fuzzing.corpus()[0], fuzzing.known())


def test_inputs_chosen_by_the_code_they_reach() -> None:
    assert covered(runs=2_000) >= 2_000


@pytest.mark.faults
def test_a_million_broken_mails_are_read() -> None:
    command = [sys.executable, "-m", "tests.faults.fuzzing", str(LONG // 2)]
    running = [subprocess.Popen([*command, seed], cwd=ROOT, stdout=subprocess.PIPE, text=True) for seed in ("1", "2")]
    figures = [json.loads(process.communicate()[0]) for process in running]
    sys.stderr.write(f"{figures}\n")
    assert sum(figure["inputs"] for figure in figures) >= LONG


@pytest.mark.faults
def test_many_inputs_chosen_by_the_code_they_reach() -> None:
    assert covered(runs=150_000) >= 150_000


def covered(runs: int) -> int:
    """How many inputs atheris had read when it stopped without a finding."""
    command = [sys.executable, "-m", "tests.faults.covering", f"-runs={runs}", "-seed=1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found = re.search(r"stat::number_of_executed_units:\s*(\d+)", done.stderr)
    assert found, done.stderr[-3000:]
    return int(found[1])

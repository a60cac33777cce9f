"""Are templates, catalogue and demo found in a checkout and in an installed package?"""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gateway.shipped import find

TOP = Path(__file__).resolve().parents[2]
NAMES = ("templates", "catalog.yml", "demo/directory.yml")


@pytest.mark.parametrize("name", NAMES)
def test_in_a_checkout_they_stand_at_its_top(name: str) -> None:
    assert find(name) == TOP / name


def test_in_a_wheel_they_stand_in_the_package(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=TOP, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    question = f"from gateway.shipped import find; print(*(find(name) for name in {NAMES}), sep='\\n')"
    answer = subprocess.run(
        [sys.executable, "-c", question], cwd=tmp_path, env={"PYTHONPATH": str(site)}, check=True, capture_output=True, text=True
    )
    assert answer.stdout.split() == [str(site / "gateway" / "data" / name) for name in NAMES]


def test_what_did_not_travel_is_named_with_the_places_tried() -> None:
    with pytest.raises(FileNotFoundError, match=r"letters\.pdf should have come with the program .*: install it again"):
        find("letters.pdf")

"""Are the units right, and how much may they touch? systemd's own two linters; no systemd runs."""

import configparser
import re
import shutil
import sys
from pathlib import Path

import pytest

from gateway.clockwork import bell
from gateway.doors import listening
from tests.deploy.parts import DASHED, SYSTEMD, compose, ours, run

EXPOSURE = 20  # tenths: 10.0 is a service that may do everything, 2.0 and less is what systemd calls OK
UNITS = sorted(path.name for path in SYSTEMD.glob("carteiro*.*") if path.suffix in {".service", ".target"})
SERVICES = [name for name in UNITS if name.endswith(".service")]


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units as installed, on a machine where the program is this Python."""
    folder = tmp_path / "units"
    shutil.copytree(SYSTEMD, folder)
    for unit in folder.glob("*.service"):
        unit.write_text(unit.read_text().replace("/opt/carteiro/.venv/bin/carteiro", f"{sys.executable} -m gateway"))
    return folder


def verified(folder: Path, unit: str) -> tuple[int, str]:
    done = run("systemd-analyze", "verify", "--man=no", "--recursive-errors=no", folder / unit, env=_found_in(folder))
    return done.returncode, done.stderr


def exposure(folder: Path, unit: str) -> tuple[int, str]:
    options = ("--offline=true", "--no-pager", f"--threshold={EXPOSURE}")
    done = run("systemd-analyze", "security", *options, folder / unit, env=_found_in(folder))
    return done.returncode, done.stdout[-200:]


def _found_in(folder: Path) -> dict[str, str]:
    return {"SYSTEMD_UNIT_PATH": f"{folder}:", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_understands_every_line(units: Path, unit: str) -> None:
    assert verified(units, unit) == (0, "")


@pytest.mark.parametrize(
    ("unit", "line"),
    [
        ("carteiro-up.service", "ProtectSystm=strict"),
        ("carteiro-up.service", "TimeoutStopSec=soon"),
        ("carteiro-work@.service", "Restart=often"),
    ],
)
def test_a_line_that_systemd_does_not_understand_is_found(units: Path, unit: str, line: str) -> None:
    with (units / DASHED / "common.conf").open("a") as common:
        common.write(f"{line}\n")
    said = verified(units, unit)[1]
    assert "common.conf" in said
    assert "ignoring" in said


@pytest.mark.parametrize("unit", SERVICES)
def test_a_part_may_touch_little(units: Path, unit: str) -> None:
    assert exposure(units, unit)[0] == 0, exposure(units, unit)[1]


def test_without_what_they_have_in_common_they_may_touch_too_much(units: Path) -> None:
    shutil.rmtree(units / DASHED)
    assert [exposure(units, unit)[0] for unit in SERVICES] == [1] * len(SERVICES)


@pytest.mark.parametrize("unit", SERVICES)
def test_a_unit_is_named_by_what_it_runs(unit: str) -> None:
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(SYSTEMD / unit)
    assert read["Service"]["ExecStart"] == f"/opt/carteiro/.venv/bin/carteiro {re.split('[-@.]', unit)[1]}"


def test_nothing_is_killed_before_it_had_its_time_to_end() -> None:
    common = (SYSTEMD / DASHED / "common.conf").read_text()
    given = [int(seconds) for seconds in re.findall(r"^TimeoutStopSec=(\d+)$", common, re.MULTILINE)]
    given += [int(service["stop_grace_period"].removesuffix("s")) for service in ours().values()]
    queues = 2 * len((bell.HEAR, bell.SEND, bell.STRIKE))  # here and over Redis, one after the other
    longest = listening.GRACE_SECONDS + 1 + queues * bell.GRACE_MILLISECONDS / 1000
    assert len(given) == 4
    assert min(given) > longest
    assert compose()["services"]["postgres"]["stop_grace_period"] == "60s"


def test_the_user_is_made() -> None:
    done = run("systemd-sysusers", "--dry-run", SYSTEMD / "sysusers.conf", env={"PATH": "/usr/bin:/bin", "SYSTEMD_LOG_LEVEL": "info"})
    assert (done.returncode, "carteiro" in done.stderr + done.stdout) == (0, True)


def test_the_helper_script_is_shell() -> None:
    assert run("sh", "-n", SYSTEMD / "carteiro").returncode == 0

"""Are the units right, and how much may they touch? systemd's own two linters; no systemd runs."""

import re
import shutil
import sys
from pathlib import Path

import pytest

from gateway.clockwork import bell
from gateway.commands import starting
from gateway.doors import listening
from tests.deploy.parts import DASHED, SYSTEMD, compose, lines, ours, run

EXPOSURE = 15  # tenths: 10.0 is a service that may do everything, 2.0 and less is what systemd calls OK
UNITS = sorted(path.name for path in SYSTEMD.glob("carteiro*.*") if path.suffix in {".service", ".target", ".timer"})
SERVICES = [name for name in UNITS if name.endswith(".service")]


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units as installed, on a machine where the program is this Python."""
    folder = tmp_path / "units"
    shutil.copytree(SYSTEMD, folder)
    for unit in folder.glob("*.service"):
        unit.write_text(unit.read_text().replace("/opt/carteiro/current/bin/carteiro", f"{sys.executable} -m gateway"))
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
    program, command, *_ = lines(unit)["Service"]["ExecStart"].split()
    assert (program, command) == ("/opt/carteiro/current/bin/carteiro", re.split("[-@.]", unit)[1])


def test_nothing_is_killed_before_it_had_its_time_to_end() -> None:
    common = (SYSTEMD / DASHED / "common.conf").read_text()
    given = [int(seconds) for seconds in re.findall(r"^TimeoutStopSec=(\d+)$", common, re.MULTILINE)]
    given += [int(service["stop_grace_period"].removesuffix("s")) for service in ours().values()]
    queues = 2 * len((bell.HEAR, bell.SEND, bell.STRIKE))  # here and over Redis, one after the other
    longest = listening.GRACE_SECONDS + 1 + queues * bell.GRACE_MILLISECONDS / 1000
    assert len(given) == 1 + len(ours())
    assert min(given) > longest
    assert compose()["services"]["postgres"]["stop_grace_period"] == "60s"


def test_the_user_is_made() -> None:
    done = run("systemd-sysusers", "--dry-run", SYSTEMD / "sysusers.conf", env={"PATH": "/usr/bin:/bin", "SYSTEMD_LOG_LEVEL": "info"})
    assert (done.returncode, "carteiro" in done.stderr + done.stdout) == (0, True)


def test_the_helper_script_is_shell() -> None:
    assert run("sh", "-n", SYSTEMD / "carteiro").returncode == 0


def test_what_a_person_must_mend_is_not_tried_again_and_all_else_is() -> None:
    service = lines(f"{DASHED}/common.conf")["Service"]
    assert service["Restart"] == "always"
    assert service["RestartPreventExitStatus"] == str(starting.USAGE)
    assert lines(f"{DASHED}/common.conf")["Unit"]["StartLimitIntervalSec"] == "0", "a fault outside may take days"


def test_a_backup_is_made_once_each_time_and_only_then() -> None:
    service = lines("carteiro-backup.service.d/once.conf")["Service"]
    assert (service["Type"], service["Restart"]) == ("oneshot", "no")
    drop_ins = [path.name for folder in (DASHED, "carteiro-backup.service.d") for path in (SYSTEMD / folder).iterdir()]
    assert max(drop_ins) == "once.conf", "drop-ins are read by name, whatever their folder (systemd.unit(5))"
    assert lines("carteiro-backup.service")["Service"]["StateDirectory"] == "carteiro-backup", "it may write where the backup goes"


@pytest.mark.parametrize("unit", ["carteiro-smtp@.service", "carteiro-imap.service", "carteiro-work@.service", "carteiro-page.service"])
def test_the_parts_and_the_whole_never_run_together(unit: str) -> None:
    """One that is started stops the other first: an ordering makes systemd wait for it (systemd.unit(5), Conflicts=)."""
    said = lines(unit)["Unit"]
    assert (said["Conflicts"], said["After"], said["PartOf"]) == ("carteiro-up.service", "carteiro-up.service", "carteiro.target")

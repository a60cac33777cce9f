"""Is everything that was answered 250 there after the power was cut, byte for byte and once, and would we notice if it were not?"""

import os
from pathlib import Path

import pytest

from storage.evidence.files import Files, sync_folder
from tests.faults.killing import Found
from tests.faults.power import Disk, run
from tests.faults.test_kill import whole


def check(found: Found, wrong: list[str]) -> None:
    assert wrong == []
    whole(found)


@pytest.mark.timeout(400)  # seconds on an idle machine; the program starts many times
def test_everything_answered_250_outlives_the_cut(tmp_path: Path) -> None:
    check(*run(tmp_path, cuts=3, seed=1859))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("bytes", "has 0 bytes of"),
        ("folders", "the bytes of in-"),
        ("commits", "cannot be read"),
        ("commits_late", "was answered 250 and is not on record"),
    ],
)
def test_a_gateway_that_does_not_wait_for_the_disk_is_caught(tmp_path: Path, kind: str, said: str) -> None:
    _, wrong = run(tmp_path, cuts=20, seed=1, kind=kind)
    assert any(said in one for one in wrong), wrong


@pytest.mark.parametrize(("file", "folder"), [(True, True), (True, False), (False, True), (False, False)])
def test_the_disk_keeps_what_was_synced_under_a_name_that_was(tmp_path: Path, file: bool, folder: bool) -> None:
    with Disk(tmp_path) as disk:
        handle = os.open(disk.path / "here", os.O_CREAT | os.O_WRONLY)
        os.write(handle, b"a" * 10_000)
        if file:
            os.fsync(handle)
        os.write(handle, b"b")
        os.close(handle)
        if folder:
            sync_folder(disk.path)
        assert (disk.path / "here").read_bytes() == b"a" * 10_000 + b"b"
        disk.cut()
        assert (disk.path / "here").exists() == folder
        assert not folder or (disk.path / "here").read_bytes() == b"a" * 10_000 * file


def test_a_store_whose_maker_was_killed_before_its_name_was_synced_outlives_the_cut(tmp_path: Path) -> None:
    with Disk(tmp_path) as disk:
        home = disk.path / "home"
        home.mkdir()
        sync_folder(disk.path)
        (home / "evidence" / "tmp").mkdir(parents=True)
        sha256 = Files(home / "evidence").put(b"recebido")
        disk.cut()
        assert Files(home / "evidence").read(sha256) == b"recebido"


@pytest.mark.faults
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", range(10))
def test_a_hundred_cuts(tmp_path: Path, seed: int) -> None:
    """Ten on each of ten disks."""
    check(*run(tmp_path, cuts=10, seed=seed))

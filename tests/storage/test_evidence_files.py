"""Are files of evidence whole or not there at all, whatever the disk does?"""

import errno
import hashlib
import math
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import storage.evidence.files
from storage.evidence.files import Files, place

RAW = bytes(range(256)) * 400


@pytest.fixture
def store(tmp_path: Path) -> Files:
    return Files(tmp_path / "evidence")


def keep(store: Files, *chunks: bytes) -> str:
    with store.spool() as spool:
        for chunk in chunks:
            spool.write(chunk)
        return spool.keep()


def files(store: Files, folder: str) -> list[Path]:
    return [path for path in (store.root / folder).rglob("*") if path.is_file()]


@pytest.mark.parametrize("chunks", [(), (b"",), (RAW,), (RAW[:1], RAW[1:70_000], b"", RAW[70_000:])])
def test_bytes_come_back_under_their_digest(store: Files, chunks: tuple[bytes, ...]) -> None:
    whole = b"".join(chunks)
    sha256 = keep(store, *chunks)
    assert sha256 == hashlib.sha256(whole).hexdigest()
    assert store.read(sha256) == whole
    assert files(store, "blobs") == [place(store.root, sha256)]
    assert files(store, "tmp") == []


def test_the_same_bytes_are_kept_once_and_nobody_may_write_to_them(store: Files) -> None:
    sha256 = keep(store, RAW)
    assert keep(store, RAW[:5], RAW[5:]) == sha256
    [only] = files(store, "blobs")
    assert stat.S_IMODE(only.stat().st_mode) == 0o440


def test_bytes_not_kept_are_forgotten(store: Files) -> None:
    with store.spool() as spool:
        spool.write(RAW)
        assert spool.size == len(RAW)
        assert files(store, "tmp")
        assert not files(store, "blobs")
    spool.drop()
    assert not files(store, "tmp")
    with pytest.raises(FileNotFoundError):
        store.read(hashlib.sha256(RAW).hexdigest())


def test_what_a_crash_left_is_swept_and_blobs_stay(store: Files) -> None:
    assert store.sweep(math.inf) == 0
    sha256 = keep(store, RAW)
    half, fresh = (store.root / "tmp" / name for name in ("half", "fresh"))
    for path, touched in ((half, 1000), (fresh, 2000)):
        path.write_bytes(RAW[:100])
        os.utime(path, (touched, touched))
    assert store.sweep(2000) == 1
    assert files(store, "tmp") == [fresh]
    assert store.read(sha256) == RAW


def test_a_sweep_does_not_stumble_over_what_another_process_has_just_taken_away(store: Files) -> None:
    keep(store, RAW)
    (store.root / "tmp" / "gone").symlink_to(store.root / "nowhere")  # listed, and not there when looked at
    assert store.sweep(math.inf) == 0


class Disk:
    """The disk as storage.evidence.files sees it: counts what is asked of it, and fails once, at a chosen request."""

    ASKED = ("open", "write", "fchmod", "fsync", "close", "rename", "mkdir")

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fail_at: int = 0, error: int = errno.ENOSPC) -> None:
        self.asked: list[str] = []
        self._fail_at = fail_at
        self._error = error
        disk = self

        class Here(type(Path())):  # type: ignore[misc] # the class of paths differs by system
            def rename(self, target: Any) -> Any:
                disk.ask("rename")
                return super().rename(target)

        class Calls:
            def __getattr__(self, name: str) -> Any:
                real = getattr(os, name)
                return disk.watched(name, real) if name in Disk.ASKED else real

        monkeypatch.setattr(storage.evidence.files, "os", Calls())
        monkeypatch.setattr(storage.evidence.files, "Path", Here)

    def watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            self.ask(name)
            return real(*arguments)

        return call

    def ask(self, name: str) -> None:
        self.asked.append(name)
        if len(self.asked) == self._fail_at:
            raise OSError(self._error, os.strerror(self._error))


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_anywhere_leaves_nothing_half_visible(store: Files, error: int) -> None:
    """Every request fails once, each on a fresh store; the bytes are refused, and the next try succeeds."""
    with pytest.MonkeyPatch.context() as patch:
        disk = Disk(patch)
        keep(Files(store.root / "sound"), RAW)
    assert {"write", "fsync", "rename"} <= set(disk.asked)
    for n in range(1, len(disk.asked) + 1):
        fresh = Files(store.root / str(n))
        with pytest.MonkeyPatch.context() as patch:
            failing = Disk(patch, n, error)
            with pytest.raises(OSError, match=os.strerror(error)):
                keep(fresh, RAW)
            assert len(failing.asked) >= n
        assert files(fresh, "tmp") == [], f"{disk.asked[n - 1]} (request {n}) left bytes behind"
        assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.name for path in files(fresh, "blobs"))
        assert fresh.read(keep(fresh, RAW)) == RAW


def test_a_disk_that_writes_little_at_a_time_loses_nothing(store: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Disk(monkeypatch)
    monkeypatch.setattr(disk, "watched", lambda name, real: (lambda h, b: real(h, b[:1000])) if name == "write" else real)
    assert store.read(keep(store, RAW)) == RAW


def test_a_name_is_durable_before_it_is_given_away(store: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes before the rename, every folder on the way to them after it."""
    synced: list[str] = []
    disk = Disk(monkeypatch)
    note = lambda handle: synced.append(str(Path(f"/proc/self/fd/{handle}").readlink()))  # noqa: E731 - one line says it
    monkeypatch.setattr(disk, "watched", lambda name, real: note if name == "fsync" else real)
    sha256 = keep(store, RAW)
    blob = place(store.root, sha256)
    renamed = synced.index(str(blob.parent))
    assert any(Path(name).parent == store.root / "tmp" for name in synced[:renamed])
    assert {str(folder) for folder in (blob.parent, store.root / "blobs", store.root, store.root.parent)} <= set(synced)

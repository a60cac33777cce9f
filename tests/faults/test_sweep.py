"""Does the door survive a fault at every place where it touches the disk? Each place fails once: found by counting, not by listing."""

import errno
import logging
import os
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from storage.evidence import files as evidence_files
from tests.wire.premises import PLAIN, Premises, registered

BIG = PLAIN + b"0123456789abcdef" * 70_000 + b"\r\n"
CODES = [errno.ENOSPC, errno.EIO, errno.EMFILE]
OF_DATABASE = {"begin", "insert", "commit"}


class Boundary:
    """Counts what passes between the door and the disk, and lets the n-th passage fail."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self._fails_at = 0
        self._code = 0

    def arm(self, fails_at: int, code: int) -> None:
        """From now on passages count; the one with this number (from 1) fails, as the system would say by this errno."""
        self.passed, self._fails_at, self._code = [], fails_at, code

    def __call__(self, name: str) -> None:
        self.passed.append(name)
        if len(self.passed) == self._fails_at:
            said = os.strerror(self._code)
            raise OperationalError(name, {}, Exception(said)) if name in OF_DATABASE else OSError(self._code, said)


class Watched:
    """A module whose functions pass the boundary first."""

    def __init__(self, module: Any, boundary: Boundary) -> None:
        self._module, self._boundary = module, boundary

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._module, name)
        if not callable(found):
            return found

        def watched(*args: Any, **more: Any) -> Any:
            self._boundary(name)
            return found(*args, **more)

        return watched


def watched_path(boundary: Boundary) -> type[Path]:
    """Paths whose changes to the disk pass the boundary first."""

    class WatchedPath(type(Path())):  # type: ignore[misc] # the class of this system's paths
        def mkdir(self, *args: Any, **more: Any) -> None:
            boundary("mkdir")
            super().mkdir(*args, **more)

        def rename(self, target: Any) -> Any:
            boundary("rename")
            return super().rename(target)

    return WatchedPath


@pytest.fixture
def boundary(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Boundary:
    caplog.set_level(logging.CRITICAL)  # faults are logged with their traces, which is right, and no news here
    made = Boundary()
    monkeypatch.setattr(evidence_files, "os", Watched(os, made))
    monkeypatch.setattr(evidence_files, "tempfile", Watched(tempfile, made))
    monkeypatch.setattr(evidence_files, "Path", watched_path(made))
    return made


@pytest.fixture
def premises(tmp_path: Path, boundary: Boundary) -> Iterator[Premises]:
    made = Premises(watched_path(boundary)(tmp_path))
    engine = made.database.engine
    event.listen(engine, "begin", lambda _connection: boundary("begin"))
    event.listen(engine, "commit", lambda _connection: boundary("commit"))

    def execute(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT"):
            boundary("insert")

    event.listen(engine, "before_cursor_execute", execute)
    yield made
    made.close()


@pytest.mark.parametrize("code", CODES, ids=lambda code: errno.errorcode[code])
@pytest.mark.parametrize("mail", [PLAIN, BIG], ids=["riding", "spooled"])
def test_a_fault_at_any_boundary_is_a_451_and_leaves_nothing_half_done(
    premises: Premises, boundary: Boundary, mail: bytes, code: int
) -> None:
    caller = premises.call().greet()
    acked: list[int] = []
    for fails_at in count(1):
        unique = b"%d\r\n" % fails_at + mail
        boundary.arm(fails_at, code)
        answer = caller.deliver(unique)
        passed = list(boundary.passed)
        boundary.arm(0, code)
        if len(passed) < fails_at:
            acked.append(registered(answer))
            break
        assert answer.startswith("451 4.3.0"), (passed, answer)
        acked.append(registered(caller.deliver(unique)))
        assert premises.stored(acked[-1]) == unique
    assert set(passed) >= (
        OF_DATABASE if mail is PLAIN else {*OF_DATABASE, "mkstemp", "write", "fchmod", "fsync", "close", "mkdir", "rename"}
    )
    assert [row.id for row in premises.rows] == acked, "what was answered 451 is nowhere"
    assert list(premises.evidence.root.glob("tmp/*")) == []

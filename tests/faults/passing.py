"""How does one boundary fail? Whatever the program hands to the disk passes here; the n-th passage fails as told, or ends the process."""

import errno
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from sqlalchemy.exc import OperationalError

from storage.database import Database
from tests.faults.boundaries import ELSEWHERE, OF_PATH, OF_SYSTEM, ROOMS, ROOT, TRANSACTIONS

DEATH = "death"
FAULTS = ("ENOSPC", "EIO", DEATH)
MAKER = "storage/database.py"
BEFORE, AT_COMMIT, BEHIND = "before", "at the commit of", "behind"


class Passage:
    """Counts what passes (`before gateway/doors/door.py commit writing`). at: which one fails, from 1; fault: one of FAULTS.

    only: nothing else is counted.
    """

    def __init__(self, at: int = 0, fault: str = "", only: str = "") -> None:
        self._at, self._fault, self._only = at, fault, only
        self.passed: list[str] = []

    def __call__(self, when: str, boundary: str, *, of_database: bool = False) -> None:
        if boundary.startswith(tuple(ELSEWHERE)) or self._only not in {"", f"{when} {boundary}"}:
            return
        self.passed.append(f"{when} {boundary}")
        if len(self.passed) != self._at:
            return
        if self._fault == DEATH:
            os.kill(os.getpid(), signal.SIGKILL)
        said = OSError(getattr(errno, self._fault), os.strerror(getattr(errno, self._fault)))
        raise OperationalError(boundary, {}, said) if of_database else said

    def watch(self) -> None:
        """Everything of this process passes here from now on."""
        for kind in TRANSACTIONS:
            setattr(Database, kind, self._transactions(kind, getattr(Database, kind)))
        for name in OF_SYSTEM:
            setattr(os, name, self._calls(name, getattr(os, name)))
        for name in (*OF_PATH, "replace"):
            setattr(Path, name, self._calls(name, getattr(Path, name)))
        Path.open = self._calls("open", Path.open, lambda _path, mode="r", *_, **__: bool(set(mode) & set("wax+")))  # type: ignore[method-assign]
        tempfile.mkstemp = self._calls("mkstemp", tempfile.mkstemp)

    def _transactions(self, kind: str, really: Callable[[Database], AbstractContextManager[Any]]) -> Callable[..., Any]:
        def begun(database: Database) -> AbstractContextManager[Any]:
            place = _place(sys._getframe(1))
            return really(database) if place.startswith(MAKER) else self._transaction(f"{place} {kind}", really(database))

        return begun

    @contextmanager
    def _transaction(self, boundary: str, really: AbstractContextManager[Any]) -> Iterator[Any]:
        self(BEFORE, boundary, of_database=True)
        with really as session:
            yield session
            self(AT_COMMIT, boundary, of_database=True)
        self(BEHIND, boundary, of_database=True)

    def _calls(self, name: str, really: Callable[..., Any], changes: Callable[..., bool] = lambda *_, **__: True) -> Callable[..., Any]:
        def called(*args: Any, **more: Any) -> Any:
            place = _place(sys._getframe(1))
            if not place or not changes(*args, **more):
                return really(*args, **more)
            self(BEFORE, f"{place} {name}")
            return really(*args, **more)

        return called


def _place(frame: FrameType) -> str:
    """The file and the function of the program that a frame is in; '' when it is none of the program's."""
    file = Path(frame.f_code.co_filename)
    if not file.is_relative_to(ROOT) or file.relative_to(ROOT).parts[0] not in ROOMS:
        return ""
    return f"{file.relative_to(ROOT).as_posix()} {frame.f_code.co_name}"

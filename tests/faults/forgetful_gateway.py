"""Would a power cut be noticed? The real program in a hurry, whole or so that it does not wait for the disk somewhere: `... KIND up`.

In a hurry: leases end after a second, and mails and letters leave the database for files as soon as they are settled.
"""

import os
import stat
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from gateway import __main__ as program
from gateway import app
from gateway.clockwork import archiving, filing
from gateway.clockwork.filing import Filing
from storage.database import Database
from storage.evidence import files as evidence_files
from tests.faults.hasty_gateway import hurry


class Forgetful:
    """The system's calls, of which one keeps either folders or files."""

    def __init__(self, *, folders: bool) -> None:
        self._folders = folders

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def fsync(self, handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode) == self._folders:
            os.fsync(handle)


def bytes_unsynced() -> None:
    """Files are named and their folders synced, and their bytes are not."""
    evidence_files.os = Forgetful(folders=True)  # type: ignore[assignment] # broken on purpose


def folders_unsynced() -> None:
    """Bytes are synced, and the folders that hold their names are not."""
    evidence_files.os = Forgetful(folders=False)  # type: ignore[assignment] # broken on purpose


def commits_late() -> None:
    """A commit is on disk with one of the next (synchronous=NORMAL)."""
    Database.writing = Database.noting  # type: ignore[method-assign] # broken on purpose


def commits_unsynced() -> None:
    """SQLite leaves everything to the system (synchronous=OFF)."""
    Database.__init__.__kwdefaults__["lasting"] = False


KINDS: dict[str, Callable[[], None]] = {
    "whole": lambda: None,
    "bytes": bytes_unsynced,
    "folders": folders_unsynced,
    "commits": commits_unsynced,
    "commits_late": commits_late,
}

if __name__ == "__main__":
    KINDS[sys.argv.pop(1)]()
    hurry()
    app.Filing = partial(Filing, settled_for=timedelta())  # type: ignore[attr-defined, misc, assignment] # imported there, replaced here
    filing.EVERY_SECONDS = archiving.EVERY_SECONDS = 0.3
    archiving.SETTLED_FOR = timedelta()
    program.main()

"""What does this machine remember of the record beside the database? Where its chain ended, and the last number of each day.

A database that was put back to an older state cannot know what it lost; this file does. So no backup holds it.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from storage.evidence.files import sync_folder
from storage.ticket import numbers

NAME = "witness"  # under CARTEIRO_HOME
DAYS = 30  # whose last numbers are remembered


@dataclass(frozen=True, slots=True)
class Witness:
    """The last seal that this machine saw made: its seq, its hash (hex), when; days: `61126` -> the last number drawn for that day."""

    seq: int
    hash: str
    at: datetime
    days: Mapping[str, int]


def keys(today: date) -> list[str]:
    """The days whose numbers are remembered."""
    return [numbers.key_of(today - timedelta(days=n)) for n in range(DAYS)]


def read(path: Path) -> Witness | None:
    """What the file says; None when there is none. Raises ValueError when it says nothing that can be understood, OSError."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    try:
        at = datetime.fromisoformat(said["at"])
        return Witness(int(said["seq"]), str(said["hash"]), at.astimezone(UTC), {str(d): int(n) for d, n in said["days"].items()})
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"{path} is no witness of a record") from error


def write(path: Path, seen: Witness) -> None:
    """Puts it in the place of the one before, as a whole or not at all. Raises OSError."""
    said = {"seq": seen.seq, "hash": seen.hash, "at": seen.at.astimezone(UTC).isoformat(), "days": dict(seen.days)}
    handle, fresh = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(json.dumps(said) + "\n")
            file.flush()
            os.fsync(file.fileno())
        Path(fresh).replace(path)
    except OSError:
        Path(fresh).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)

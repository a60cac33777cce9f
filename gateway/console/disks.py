"""Which disks do we write on, and how much room have they left? For the doctor, the checks and the metrics."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gateway.settings import Settings

SCARCE = 0.1  # of a disk, for everybody but root


@dataclass(frozen=True, slots=True)
class Disk:
    """A place that we write to, and the file system under it. free, total: bytes; entries_free, entries: files (0 where nobody counts).

    what: `home`, `database`, `evidence` or `letters`; setting: what names the place; device: of the file system.
    """

    what: str
    setting: str
    place: Path
    device: int
    free: int
    total: int
    entries_free: int
    entries: int

    @property
    def is_full(self) -> bool:
        """Whether less than a tenth of its bytes is free."""
        return self.free < SCARCE * self.total

    @property
    def lacks_entries(self) -> bool:
        """Whether less than a tenth of its file entries is free."""
        return self.entries_free < SCARCE * self.entries


def places(settings: Settings) -> Iterator[tuple[str, str, Path]]:
    """What lies in files, which setting says so, and where."""
    yield "home", "CARTEIRO_HOME", settings.home
    if settings.database.startswith("sqlite:///"):
        yield "database", "CARTEIRO_DATABASE", Path(settings.path(settings.database).removeprefix("sqlite:///")).parent
    if settings.evidence.startswith("file:"):
        yield "evidence", "CARTEIRO_EVIDENCE", Path(settings.path(settings.evidence).removeprefix("file:"))
    if settings.relay.startswith("maildir:"):
        yield "letters", "CARTEIRO_RELAY", Path(settings.path(settings.relay).removeprefix("maildir:"))


def under(what: str, setting: str, path: Path) -> Disk:
    """The disk of a place, or of the folder in which it would be made. Raises OSError."""
    place = nearest(path.absolute())
    room = os.statvfs(place)
    unit = room.f_frsize
    return Disk(what, setting, place, place.stat().st_dev, room.f_bavail * unit, room.f_blocks * unit, room.f_favail, room.f_files)


def each(settings: Settings) -> list[Disk]:
    """Each disk once, under the first name that it has. Raises OSError."""
    found = dict[int, Disk]()
    for what, setting, path in places(settings):
        disk = under(what, setting, path)
        found.setdefault(disk.device, disk)
    return list(found.values())


def nearest(path: Path) -> Path:
    """The path itself, or the folder above it in which it would be made."""
    while not path.exists() and path.parent != path:
        path = path.parent
    return path

"""Is there room? Of the file systems that we write on, bytes and file entries."""

from gateway.console import disks
from gateway.console.health.check import Check
from gateway.settings import Settings

NAME = "disk"
MEND = "Make room, or a bigger disk, before it is full: then doors say 451. `carteiro backup` elsewhere, then old logs and copies go first."


def look(settings: Settings) -> Check:
    """The first that is short of room. Raises OSError."""
    for disk in disks.each(settings):
        if disk.is_full:
            return _short(disk.what, disk.free, disk.total, "room")
        if disk.lacks_entries:
            return _short(disk.what, disk.entries_free, disk.entries, "file entries")
    return Check(NAME, True, "a tenth of each disk is free, or more")


def _short(what: str, free: int, total: int, kind: str) -> Check:
    return Check(NAME, False, f"the disk of the {what} has {100 * free // total} % of its {kind} left", MEND)

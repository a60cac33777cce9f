"""Is there room on the disks that hold the database, the evidence and the letters?"""

from gateway.console import disks
from gateway.console.doctor.finding import Finding, Note, summed
from gateway.settings import Settings

PART = "disk"
GIGABYTE = 1_000_000_000


def look(settings: Settings) -> Finding:
    """Each disk once, whatever lies on it."""
    says, notes = [], []
    for disk in disks.each(settings):
        room = f"{disk.free / GIGABYTE:.1f} GB free at {disk.place}"
        if disk.is_full:
            mend = f"Make room on the disk of {disk.place}, or name another with {disk.setting}; `du -x --max-depth=2` shows what fills it."
            notes.append(Note("full", f"{room} ({disk.what}), less than a tenth of the disk", mend, ok=False))
        elif disk.lacks_entries:
            mend = f"Remove files from the disk of {disk.place} (`df -i`), or name another with {disk.setting}."
            few = f"{disk.entries_free} more files fit at {disk.place} ({disk.what}), less than a tenth"
            notes.append(Note("no-inodes", few, mend, ok=False))
        else:
            says.append(room)
    return summed(PART, "", says, notes)

"""How does a test get a disk of its own, small enough to fill? A file system in memory, gone afterwards."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def mounted(place: Path, options: str) -> Iterator[Path]:
    """A folder that is made, and is a disk while this lasts; options: as mount(8) takes them for tmpfs."""
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(place)], check=False, capture_output=True, text=True)
    assert made.returncode == 0, f"a disk of its own needs root, or a user namespace (unshare -rm): {made.stderr}"
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)

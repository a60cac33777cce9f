"""Which files make up the repository? Those that git tracks, or would if they were added."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Every file, relative to the root."""
    # A checkout of one user may be tested by another (sudo), which git refuses unless told.
    listing = ("git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return tuple(sorted(Path(name) for name in set(names) if name and (ROOT / name).is_file()))


def code() -> tuple[Path, ...]:
    """The Python files of the program."""
    return tuple(path for path in files() if path.suffix == ".py" and path.parts[0] in {"gateway", "parsers", "storage"})


def text(path: Path) -> str:
    """What a file says; bytes that are no UTF-8 are replaced."""
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")

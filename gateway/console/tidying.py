"""What is made only by trying, and goes again? Folders that were not there before and are still empty at the end."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gateway.console import disks
from gateway.settings import Settings


def missing(settings: Settings) -> list[Path]:
    """The folders that trying these settings makes, of each place the outer ones last."""
    return [path for _, _, place in disks.places(settings) for path in (place, *place.parents) if not path.exists()]


@contextmanager
def tidied() -> Iterator[list[Path]]:
    """A list for folders that trials make: what is still empty at the end goes again, inner ones first."""
    made: list[Path] = []
    try:
        yield made
    finally:
        for folder in made:
            inner = sorted((path for path in folder.rglob("*") if path.is_dir()), key=lambda path: len(path.parts), reverse=True)
            for path in (*inner, folder):
                with suppress(OSError):
                    path.rmdir()

"""What is the same for every gateway of the tests, and slow to make? The catalogue, the directory and the templates: read once a file."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

from gateway import app
from gateway.catalog import Catalog
from gateway.catalog import load as load_catalog
from gateway.clockwork.tools import Tools
from gateway.people.file import FileDirectory
from gateway.post.letters import Letters
from gateway.settings import Settings

Stamp = tuple[int, int]


def equip(settings: Settings, clock: app.Clock) -> Tools:
    """As gateway/app.py makes it, of parts that never change."""
    with (
        patch.object(app, "load_catalog", _by_file(_catalog)),
        patch.object(app.FileDirectory, "load", _by_file(_directory)),
        patch.object(app, "Letters", _letters),
    ):
        return app.equip(settings, clock)


T = TypeVar("T")


def _by_file(read: Callable[[Path, Stamp], T]) -> Callable[[Path], T]:
    """Reads a file again when it was written anew."""
    return lambda path: read(path, (path.stat().st_mtime_ns, path.stat().st_size))


@cache
def _catalog(path: Path, _stamp: Stamp) -> Catalog:
    return load_catalog(path)


_load_directory = FileDirectory.load


@cache
def _directory(path: Path, _stamp: Stamp) -> FileDirectory:
    return _load_directory(path)


_letters = cache(Letters)

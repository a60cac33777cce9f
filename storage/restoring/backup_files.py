"""How do the files of a backup get to another place? By their names, each once, and whole or not at all."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from storage.evidence.files import Files, place, sync_folder

Told = Callable[[str, int, int], None]
"""Hears of progress: what is copied, how many, of how many."""


@dataclass(slots=True)
class Laid:
    """How many files were put there, and how many were there already; missing: names of those that could not be had as they were."""

    files: int = 0
    there: int = 0
    missing: list[str] = field(default_factory=list)


def copy(source: Files, target: Files, names: Sequence[str], told: Told, *, link: bool) -> Laid:
    """Copies files by their names (SHA-256). link: those that are there stay as they are, and on one disk nothing is copied.

    Raises OSError when the target takes none.
    """
    done, folders = Laid(), set[Path]()
    for number, name in enumerate(names, 1):
        if link and target.has(name):
            done.there += 1
        elif link and _linked(place(source.root, name), place(target.root, name)):
            folders.add(place(target.root, name).parent)
            done.files += 1
        elif _copied(source, target, name):
            done.files += 1
        else:
            done.missing.append(name)
        told("files", number, len(names))
    for folder in folders | {one.parent for one in folders} | {target.root for _ in folders}:
        sync_folder(folder)
    return done


def _linked(old: Path, new: Path) -> bool:
    """On one disk a file is there twice and takes its place once; it is never changed. False where that cannot be."""
    new.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(OSError):
        new.hardlink_to(old)
        return True
    return False


def _copied(source: Files, target: Files, name: str) -> bool:
    """Copies a file's bytes, durably, if they are those of its name. Raises OSError when the target takes none."""
    summed = hashlib.sha256()
    with target.spool() as spool:
        for piece in _pieces(source, name):
            summed.update(piece)
            spool.write(piece)
        return summed.hexdigest() == name and spool.keep() == name


def _pieces(source: Files, name: str) -> Iterator[bytes]:
    """Nothing where the file cannot be read."""
    try:
        yield from source.pieces(name)
    except (FileNotFoundError, PermissionError):
        return


def sweep(root: Path, names: set[str]) -> int:
    """Removes what no row names any more: it was erased, as the law asks, and a backup forgets it too. Returns how many files."""
    gone = [path for path in (root / "blobs").glob("*/*") if path.name not in names]
    for path in gone:
        Files(root).forget(path.name)
    return len(gone)

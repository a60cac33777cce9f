"""How is carteiro.yml written, so that there is the old one or the new one whole, and each secret in a file of its own?"""

import errno
import os
import secrets
import stat
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from gateway.console.asking.draft import Draft
from gateway.console.asking.part import SECRETS
from gateway.console.asking.stage import Owner, put
from gateway.settings import FILE
from storage.evidence.files import sync_folder


def write(draft: Draft, folder: Path, now: datetime) -> list[Path]:
    """The files that were written, carteiro.yml last; one that was there stays beside it. Raises OSError; then nothing is changed.

    Until the last step nothing that is there changes: what the old file names stays as it was, and the new files have names of their own.
    """
    written: list[Path] = []
    try:
        names = {name: _kept(folder, name, text, written) for name, text in draft.files().items()}
        fresh = folder / f".{FILE}.{secrets.token_hex(4)}"
        written.append(fresh)
        _put(fresh, draft.text(lambda name: names[name]), 0o640, folder, most=_mode(folder / FILE))
        aside = _set_aside(folder / FILE, now)
    except BaseException:
        _take_back(written, folder)
        raise
    try:
        fresh.replace(folder / FILE)
    except OSError:
        _take_back([*written, *aside], folder)
        raise
    sync_folder(folder)
    return [*written[:-1], folder / FILE]


def _take_back(written: Sequence[Path], folder: Path) -> None:
    for path in written:
        path.unlink(missing_ok=True)
    with suppress(OSError):
        (folder / SECRETS).rmdir()


def _mode(file: Path) -> int:
    """Who may do what with a file that is there, whose words are kept; anybody anything where there is none."""
    return stat.S_IMODE(file.stat().st_mode) if file.exists() else 0o777


def _kept(folder: Path, name: str, text: str, written: list[Path]) -> str:
    """The name under which the file stands: another one where it is taken by other words."""
    path = folder / name
    if path.parent != folder:
        _room(path.parent, folder)
    number = 1
    while os.path.lexists(path):
        if _holds(path, text):
            return str(path.relative_to(folder))
        number += 1
        path = (folder / name).with_stem(f"{Path(name).stem}-{number}")
    written.append(path)
    _put(path, text, 0o600 if name.startswith(f"{SECRETS}/") else 0o640, folder)
    sync_folder(path.parent)
    return str(path.relative_to(folder))


def _holds(path: Path, text: str) -> bool:
    """Whether a file, and no link, has these words."""
    return not path.is_symlink() and path.is_file() and path.read_text(encoding="utf-8", errors="replace") == text


def _room(room: Path, folder: Path) -> None:
    """A folder for secrets. Raises NotADirectoryError where a link or a file has its name."""
    with suppress(FileExistsError):
        room.mkdir(mode=0o700)
        owner, theirs = _owner(folder)
        opened = os.open(room, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            if owner:
                os.fchown(opened, *owner)
            os.fchmod(opened, 0o750 if theirs else 0o700)
        finally:
            os.close(opened)
    if room.is_symlink() or not room.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "it is a link or a file; move it away", str(room))


def _put(path: Path, text: str, mode: int, folder: Path, most: int = 0o777) -> None:
    """most: what is allowed at most."""
    owner, theirs = _owner(folder)
    put(path, text, (0o640 if theirs else mode) & most, owner)


def _set_aside(file: Path, now: datetime) -> list[Path]:
    """A second name for the old one, which is never overwritten; none where there is none."""
    if not file.exists():
        return []
    stem = f"{file.name}.{now:%Y-%m-%d}"
    for number in range(1, 1000):
        with suppress(FileExistsError):
            aside = file.with_name(f"{stem}-{number}" if number > 1 else stem)
            aside.hardlink_to(file)
            return [aside]
    raise FileExistsError(f"{stem}: there are a thousand of them; take some away")


def _owner(folder: Path) -> tuple[Owner | None, bool]:
    """What root writes belongs to whom the folder belongs; a folder of root's with a group of its own is read by that group."""
    if os.geteuid() != 0:
        return None, False
    owner = folder.stat()
    return (owner.st_uid, owner.st_gid), owner.st_uid == 0 and owner.st_gid != 0

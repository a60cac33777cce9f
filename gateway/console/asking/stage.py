"""Where does a draft stand while it is tried? In a folder of its own beside the real place, gone at the end whatever happens."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gateway import settings as reader
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import SECRETS, plain
from gateway.settings import FILE, Settings

Owner = tuple[int, int]
"""User and group, by number."""


class Stage:
    """The draft as files, read as the gateway reads them."""

    def __init__(self, folder: Path) -> None:
        """folder: a new one, of nobody else."""
        self._folder = folder
        self._secret = secrets.token_urlsafe(32)

    def settings(self, draft: Draft) -> Settings:
        """The settings as they would be. Raises BadSettings."""
        if not {"secret", "secret_file"} & {*draft.parts, *draft.carried}:
            draft = draft.plus("secret", plain("secret", self._secret))  # the real one is made with the first start
        for name, text in draft.files().items():
            path = self._folder / name
            path.parent.mkdir(mode=0o700, exist_ok=True)
            path.unlink(missing_ok=True)
            put(path, text, 0o600)
        (self._folder / FILE).unlink(missing_ok=True)
        put(self._folder / FILE, draft.text(lambda name: str(self._folder / name)), 0o600)
        return reader.read(self._folder)


def put(path: Path, text: str, mode: int, owner: Owner | None = None) -> None:
    """The whole text in a new file, on disk; readable for nobody else, even while it is written. Raises FileExistsError (a link, too)."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "w", encoding="utf-8") as file:
        if owner:
            os.fchown(file.fileno(), *owner)
        os.fchmod(file.fileno(), mode)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    """A stage in this folder. Raises OSError where nothing may be written."""
    made = Path(tempfile.mkdtemp(prefix=".carteiro-init-", dir=folder))
    try:
        (made / SECRETS).mkdir(mode=0o700)
        yield Stage(made.resolve())
    finally:
        shutil.rmtree(made)

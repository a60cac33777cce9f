"""What lies in a test's mailbox, and how does mail get there? A Maildir++ on disk, without asking the IMAP server.

Folders are named by levels with a slash between ("Recebidos/2026-11"), whatever the server's separator; INBOX is the Maildir itself.
"""

import itertools
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

INBOX = "INBOX"
PARTS = ("tmp", "new", "cur")
_numbers = itertools.count(1)


class Maildir:
    """One user's mail.

    owner: uid and gid of the process that serves it (tests may run as root, it does not); apart: a folder that is a Maildir++ of its own.
    """

    def __init__(self, root: Path, owner: tuple[int, int], apart: str = "") -> None:
        self.root = root
        self._apart = apart
        self._owner = owner
        self.make(INBOX)

    def path(self, folder: str = INBOX) -> Path:
        """Where a folder's cur/, new/ and tmp/ are."""
        first, _, rest = folder.partition("/")
        if first == self._apart and rest:
            return self.root / first / ("." + rest.replace("/", "."))
        return self.root if folder.upper() == INBOX else self.root / ("." + folder.replace("/", "."))

    def make(self, folder: str) -> Path:
        """Makes a folder if it is not there; returns where it is."""
        path = self.path(folder)
        for one in (path.parent, path, *(path / part for part in PARTS)):
            if not one.is_dir():
                one.mkdir(mode=0o700)
                os.chown(one, *self._owner)
        return path

    def put(self, raw: bytes, folder: str = INBOX, at: datetime | None = None, flags: str = "") -> None:
        r"""Delivers one mail as a Maildir agent does: written to tmp/, renamed into place. It takes the next UID.

        at: its INTERNALDATE (aware; now if none); flags: Maildir's letters in ASCII order ("S" seen, "T" \Deleted). With flags it lies in
        cur/, without in new/. Bytes lie on disk as given; over IMAP a bare LF becomes CRLF.
        """
        path = self.make(folder)
        # Dovecot gives UIDs to new files in the order of their names.
        name = f"{next(_numbers):012}.P{os.getpid()}.servidor.example"
        written = path / "tmp" / name
        written.write_bytes(raw)
        written.chmod(0o600)
        if at:
            os.utime(written, (at.timestamp(), at.timestamp()))
        os.chown(written, *self._owner)
        written.rename(path / "cur" / f"{name}:2,{flags}" if flags else path / "new" / name)

    def put_many(self, raws: Sequence[bytes], folder: str = INBOX) -> None:
        """Delivers these mails in their order."""
        for raw in raws:
            self.put(raw, folder)

    def mails(self, folder: str = INBOX) -> list[bytes]:
        """The bytes of every mail in a folder, by UID; those that the server has not seen yet at the end. [] without such a folder."""
        while True:
            try:
                return [file.read_bytes() for file in self._files(folder)]
            except FileNotFoundError:
                continue  # the server has just moved one from new/ to cur/, or away

    def count(self, folder: str = INBOX) -> int:
        return len(self._files(folder))

    def folders(self) -> list[str]:
        """Every folder that is there, INBOX first, the others by name."""
        found = [str(cur.parent.relative_to(self.root)) for pattern in (".*/cur", "*/.*/cur") for cur in self.root.glob(pattern)]
        found = [path.removeprefix(".").replace("/.", "/").replace(".", "/") for path in found]
        return [INBOX, *sorted(found)]

    def flags(self, folder: str = INBOX) -> list[str]:
        """Maildir's flag letters of every mail, in the order of `mails`."""
        return [file.name.partition(":2,")[2] for file in self._files(folder)]

    def read_only(self, folder: str = INBOX) -> None:
        """Nothing can be brought into this folder, or taken out of it. It is made first if it is not there."""
        self._mode(folder, 0o500)

    def writable(self, folder: str = INBOX) -> None:
        """Undoes read_only."""
        self._mode(folder, 0o700)

    def _mode(self, folder: str, mode: int) -> None:
        path = self.make(folder)
        for one in (*(path / part for part in PARTS), path):
            one.chmod(mode)

    def _files(self, folder: str) -> list[Path]:
        path = self.path(folder)
        found = [file for part in ("new", "cur") if (path / part).is_dir() for file in (path / part).iterdir()]
        # A mail that the server moves from new/ to cur/ between the two readings is seen twice.
        latest = {_base(file): file for file in found}
        uids = self._uids(path)
        return sorted(latest.values(), key=lambda file: (uids.get(_base(file), 1 << 32), file.name))

    @staticmethod
    def _uids(path: Path) -> dict[str, int]:
        """UID of each file, from the list that Dovecot keeps: `uid [extensions] :name` after a header line."""
        try:
            lines = (path / "dovecot-uidlist").read_text().splitlines()[1:]
        except FileNotFoundError:
            return {}
        return {line.partition(" :")[2].partition(":2,")[0]: int(line.partition(" ")[0]) for line in lines}


def _base(file: Path) -> str:
    return file.name.partition(":2,")[0]

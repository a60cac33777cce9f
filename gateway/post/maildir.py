"""How does a letter reach a Maildir? One Maildir a recipient; whole on the disk before it is seen."""

import hashlib
import os
import re
import threading
from datetime import timedelta
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from gateway.post.addresses import AddressError, on_the_wire
from gateway.post.failures import IMPOSSIBLE_ADDRESS, Permanent, Temporary

_FOREIGN = re.compile(r"[^a-z0-9@._+-]")
_PARSER = BytesHeaderParser()


class MaildirRelay:
    """A relay into PATH/<address>/{tmp,new,cur}. A letter sent again (same Message-ID and Date) leaves one file."""

    patience = timedelta(seconds=30)

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, envelope_from: str, recipient: str, mail: bytes) -> None:
        """Write tmp, fsync, rename into new, fsync new. Raises Permanent for an impossible address, Temporary for a disk in trouble."""
        del envelope_from  # nothing bounces from a disk
        try:
            folder = self._path / folder_name(on_the_wire(recipient))
        except AddressError as error:
            raise Permanent(IMPOSSIBLE_ADDRESS, str(error)) from error
        try:
            _prepare(folder)
            _deliver(folder, _file_name(mail), mail)
        except OSError as error:
            raise Temporary(f"Maildir: {error.strerror or error}") from error

    def close(self) -> None:
        """Nothing is held open."""


def folder_name(address: str) -> str:
    """The address as a folder's name: lower case; what a file system could misread is replaced and told apart by a hash."""
    lower = address.lower()
    plain = _FOREIGN.sub("_", lower)
    return plain if plain == lower else f"{plain}-{hashlib.sha256(lower.encode()).hexdigest()[:8]}"


def _file_name(mail: bytes) -> str:
    """From the letter alone, so that a repetition falls on the same name: seconds of its Date, hash of its Message-ID."""
    headers = _PARSER.parsebytes(mail.partition(b"\r\n\r\n")[0])
    try:
        seconds = int(parsedate_to_datetime(str(headers["Date"])).timestamp())
    except ValueError:
        seconds = 0
    return f"{seconds}.{hashlib.sha256(str(headers['Message-ID'] or mail).encode()).hexdigest()[:32]}.carteiro"


def _prepare(folder: Path) -> None:
    if (folder / "new").is_dir():
        return
    for each in ("tmp", "cur"):
        (folder / each).mkdir(parents=True, exist_ok=True, mode=0o700)
    for level in (folder, folder.parent, folder.parent.parent):
        _fsync(level)
    # It comes last: whoever sees it sees a whole Maildir, whose name outlives a power cut.
    (folder / "new").mkdir(exist_ok=True, mode=0o700)


def _deliver(folder: Path, name: str, mail: bytes) -> None:
    with os.scandir(folder / "cur") as read:
        if any(entry.name.startswith(name) for entry in read):
            return  # taken before, and read since
    # Two threads may carry the same letter after a lease ran out: each writes a draft of its own.
    draft = folder / "tmp" / f"{name}.{os.getpid()}.{threading.get_native_id()}"
    try:
        with draft.open("wb") as file:
            file.write(mail.replace(b"\r\n", b"\n"))  # a Maildir holds the system's line ends; readers such as mutt expect them
            file.flush()
            os.fsync(file.fileno())
        draft.replace(folder / "new" / name)
    finally:
        draft.unlink(missing_ok=True)
    for level in (folder / "new", folder):  # of `new` nobody knows whether whoever made it lived to sync its name
        _fsync(level)


def _fsync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

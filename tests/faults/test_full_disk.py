"""What happens while the disk is full, for real? 451 to every sender; with room again all comes in, and nothing is there by half."""

import errno
import hashlib
import os
import smtplib
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from storage.evidence.files import FileSpool
from tests.disk import mounted
from tests.faults import killing
from tests.faults.power import amiss
from tests.faults.senders import dialogue
from tests.wire.premises import Premises, registered, until
from tests.wire.process import PASSWORD, Running
from tests.world import MARIA

SIZE = 12_000_000  # bytes
SMALL, BIG = 100, 1_300_000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system in memory."""
    with mounted(tmp_path / "disk", f"size={SIZE}") as place:
        yield place


class Ballast:
    """A file that fills the disk to the last byte."""

    def __init__(self, disk: Path) -> None:
        self._path = disk / "ballast"

    def fill(self, but: int = 0) -> None:
        """but: so many bytes stay free."""
        with self._path.open("ab", buffering=0) as file:
            for piece in (1 << 20, 1 << 12, 1):
                with suppress(OSError):
                    while True:
                        os.posix_fallocate(file.fileno(), file.seek(0, os.SEEK_END), piece)
            file.truncate(file.seek(0, os.SEEK_END) - but)

    def drop(self) -> None:
        self._path.unlink()


def written(title: str, size: int) -> bytes:
    head = f"From: {MARIA}\r\nSubject: [11] {title}\r\nMessage-ID: <{title}@cliente.example>\r\n\r\n"
    return head.encode() + (b"a" * 98 + b"\r\n") * (size // 100)


def test_the_ballast_fills_the_disk(disk: Path) -> None:
    Ballast(disk).fill()
    with pytest.raises(OSError, match="No space") as full, (disk / "one").open("wb") as file:
        file.write(b"a" * 5000)
    assert full.value.errno == errno.ENOSPC


@pytest.mark.timeout(400)  # seconds; the program starts, and leases end
def test_nothing_is_taken_or_lost_while_the_disk_is_full(disk: Path, tmp_path: Path) -> None:
    running, ballast = Running(disk / "home", log=tmp_path / "log"), Ballast(disk)
    mails = {f"{when}-{size}": written(f"{when}-{size}", size) for when in ("antes", "cheio") for size in (SMALL, BIG)}
    answered: dict[int, str] = {}
    try:
        running.start()
        with closing(smtplib.SMTP(*running.address, timeout=60)) as client:
            client.login(MARIA, PASSWORD)

            def send(name: str) -> None:
                number = registered(dialogue(client, MARIA, mails[name]))
                answered[number] = hashlib.sha256(mails[name]).hexdigest()

            for size in (SMALL, BIG):
                send(f"antes-{size}")
            until(lambda: len(running.json("ticket", "list")) == 2, 60)
            ballast.fill()
            for _ in range(3):
                for size in (BIG, SMALL):
                    with pytest.raises(smtplib.SMTPResponseException, match="451"):
                        dialogue(client, MARIA, mails[f"cheio-{size}"])
            assert amiss(running.home, answered) == []
            assert list((running.home / "evidence" / "tmp").iterdir()) == []
            ballast.drop()
            for size in (SMALL, BIG):
                send(f"cheio-{size}")
        until(lambda: len(running.json("ticket", "list")) == len(mails), 120)
        assert running.stop() == 0, running.log
    finally:
        running.close()
    assert sorted(str(ticket["title"]) for ticket in running.json("ticket", "list")) == sorted(mails)
    assert amiss(running.home, answered) == []
    killing.work_off(running)


def test_a_store_that_keeps_what_did_not_fit_is_caught(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = FileSpool.write

    def write(spool: FileSpool, chunk: bytes) -> None:
        try:
            really(spool, chunk)
        except OSError:
            os.ftruncate(spool._handle, 0)  # so that there is room for the row

    with closing(Premises(disk)) as premises:
        caller, mail = premises.call().greet(), written("grande", BIG)
        registered(caller.deliver(mail))
        Ballast(disk).fill(but=BIG // 2)
        monkeypatch.setattr(FileSpool, "write", write)
        number = registered(caller.deliver(b"X: 1\r\n" + mail))
    assert amiss(disk, {number: hashlib.sha256(b"X: 1\r\n" + mail).hexdigest()})

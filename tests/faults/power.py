"""How is the power cut under a gateway? Its home lies on a disk that forgets what was not synced; senders keep the ledger."""

import hashlib
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database
from storage.evidence.files import Files, place, sync_folder
from storage.mail import inbox
from storage.tables import Inbound
from tests.faults import killing
from tests.faults.killing import Found
from tests.wire.premises import until
from tests.wire.process import ROOT, Running

DEVICE = Path("/dev/fuse")
GATEWAY = ("-m", "tests.faults.forgetful_gateway")
WHOLE = "whole"
BY_LOT = 0.5  # of the cuts


class Disk:
    """A disk in memory at `path`. Ends with its `with` block.

    chance: whether a cut keeps some of what was not synced, and by what lot; None: it never does.
    """

    def __init__(self, folder: Path, chance: random.Random | None = None) -> None:
        assert DEVICE.exists(), f"power cuts need {DEVICE}: load the module `fuse`, or give the container that device and CAP_SYS_ADMIN"
        self.path, self._image, self._log, self._chance = folder / "disk", folder / "image", folder / "disk.log", chance
        self._served: subprocess.Popen[bytes] | None = None
        self.path.mkdir(parents=True)

    def __enter__(self) -> Self:
        self._mount()
        return self

    def __exit__(self, *_: object) -> None:
        self._unmount("-z")
        self._image.unlink(missing_ok=True)

    def cut(self) -> None:
        """What was not synced is gone, and the disk is there again. Nobody may hold a file on it."""
        self._unmount()
        self._mount()

    def _mount(self) -> None:
        seed = [str(self._chance.getrandbits(32))] if self._chance and self._chance.random() < BY_LOT else []
        with self._log.open("ab") as log:
            command = [sys.executable, "-m", "tests.faults.losing_disk", str(self.path), str(self._image), *seed]
            self._served = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        until(self._is_there, 30)

    def _is_there(self) -> bool:
        assert self._served is not None
        assert self._served.poll() is None, f"the disk could not be mounted: {self._log.read_text()[-2000:]}"
        return self.path.is_mount()

    def _unmount(self, *lazily: str) -> None:
        subprocess.run(["fusermount3", "-u", *lazily, str(self.path)], check=True)
        assert self._served is not None
        assert self._served.wait(60) == 0, self._log.read_text()[-2000:]


class Office(Running):
    """A gateway whose home is on a disk; what it says is kept elsewhere."""

    def __init__(self, disk: Disk, kind: str = WHOLE) -> None:
        home = disk.path / "home"
        super().__init__(home, *GATEWAY, kind, log=disk.path.with_name("log"))
        sync_folder(disk.path)  # whoever sets a gateway up makes its home long before


def run(folder: Path, cuts: int, seed: int, *, kind: str = WHOLE) -> tuple[Found, list[str]]:
    """Cuts the power so often under four senders; then lets everything be worked off. kind: one of forgetful_gateway.KINDS.

    Returns what killing.run found, and what was wrong behind each cut, in words; with the first such nothing goes on.
    """
    wrong: list[str] = []
    with Disk(folder, random.Random(seed) if kind == WHOLE else None) as disk:
        office = Office(disk, kind)

        def cut(answered: Mapping[int, str]) -> None:
            disk.cut()
            wrong.extend(amiss(office.home, answered))
            if wrong:
                raise Broken

        try:
            found = killing.run(office, cuts, seed, patient=True, between=cut)
        except Broken:
            found = Found(frozenset(), (), Counter())
            office.ends_whole = False
        finally:
            office.close()
    return found, wrong


class Broken(Exception):
    """Something is lost: there is nothing to go on with."""


def amiss(home: Path, answered: Mapping[int, str]) -> list[str]:
    """What is not on the disk as it was answered (inbox id -> SHA-256 of what was sent), and which rows' bytes are not whole."""
    database, evidence = Database(f"sqlite:///{home}/carteiro.db"), Files(home / "evidence")
    try:
        with database.reading() as session:
            rows = {row.id: row for row in session.scalars(select(Inbound))}
            wrong = [f"in-{number} was answered 250 and is not on record" for number in answered.keys() - rows.keys()]
            wrong += [f"in-{n} is not the mail that was answered" for n in answered.keys() & rows.keys() if rows[n].sha256 != answered[n]]
            for number, row in rows.items():
                try:
                    raw = inbox.raw(session, evidence, number)
                except OSError:
                    wrong.append(f"the bytes of in-{number} are gone: {place(evidence.root, row.sha256)}")
                else:
                    if (len(raw), hashlib.sha256(raw).hexdigest()) != (row.size, row.sha256):
                        wrong.append(f"in-{number} has {len(raw)} bytes of {row.size}")
    except SQLAlchemyError as error:
        wrong = [f"the database cannot be read: {type(error).__name__}"] if answered else []
    finally:
        database.close()
    return wrong

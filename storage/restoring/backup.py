"""How is a SQLite database, with the files that its rows name, copied while it is in use, and put back?

The database first, then the files: a row names bytes that were in the store before it was committed.
"""

import json
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from storage.database import Database
from storage.evidence.files import Files, sync_folder
from storage.record import seals
from storage.record.seals import Head
from storage.restoring import backup_files, restored
from storage.restoring.backup_files import Laid, Told
from storage.restoring.restored import Copied, OlderState
from storage.schema import OtherSchema
from storage.tables import Inbound, Outbound

DATABASE, EVIDENCE = "carteiro.db", "evidence"
"""What a backup consists of, in its folder."""
FRESH = ".part"  # while it is made
PAGES = 1000  # that are copied at once, 4 KiB each


class CannotBackUp(Exception):
    """Nothing was copied, or not all of it; the text says why."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was copied. end: of its chain; gone: how many files were removed from an earlier backup, since no row names them any more."""

    end: Copied
    files: Laid
    gone: int = 0


def back_up(source: Path, evidence: Files, folder: Path, at: datetime, told: Told) -> Done:
    """Copies the database and its files into a folder that is empty, or holds an earlier backup of it: then only what is new.

    The one before stands until all of the new one is there. Raises CannotBackUp, OSError, sqlite3.Error.
    """
    fresh = folder / (DATABASE + FRESH)
    _refuse_stranger(folder)
    before = _before(folder / DATABASE)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _forget(fresh)
    with closing(sqlite3.connect(source)) as old:
        _copy_database(old, fresh, told)
    with closing(Database(f"sqlite:///{fresh}")) as copy, copy.writing() as session:
        try:
            if before is not None:
                restored.refuse(session, before)
        except OlderState as why:
            raise CannotBackUp(f"What is to be copied is no later state than the backup in {folder}: {why}") from None
        end = restored.mark(session, seals.head(session), at)
        names = _names(session)
    files = backup_files.copy(evidence, Files(folder / EVIDENCE), names, told, link=True)
    _settle(fresh, folder / DATABASE)
    return Done(end, files, backup_files.sweep(folder / EVIDENCE, set(names)))


def put_back(folder: Path, target: Path, evidence: Files, told: Told) -> Done:
    """Copies a backup to where there is no database, every file compared with its name. Raises CannotBackUp, OSError, sqlite3.Error."""
    if not (folder / DATABASE).is_file():
        raise CannotBackUp(f"{folder} holds no backup (there is no {DATABASE} in it)")
    if target.exists():
        raise CannotBackUp(f"{target} is there already; a backup is only put where there is no database")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = target.with_name(target.name + FRESH)
    _forget(fresh)
    with closing(_opened(folder / DATABASE)) as old:
        _copy_database(old, fresh, told)
    with closing(Database(f"sqlite:///{fresh}")) as copy:
        _upgrade(copy)
        with copy.reading() as session:
            end, head, names = restored.copied(session), seals.head(session), _names(session)
    if end is None:
        raise CannotBackUp(f"{folder / DATABASE} was not made by `carteiro backup`")
    if (end.seq, end.hash) != (head.seq, head.hash):
        raise CannotBackUp(f"{folder / DATABASE} is not as it was made: its record ends at seal {head.seq}, not {end.seq}")
    files = backup_files.copy(Files(folder / EVIDENCE), evidence, names, told, link=False)
    _settle(fresh, target)
    return Done(end, files)


def _copy_database(old: sqlite3.Connection, target: Path, told: Told) -> None:
    """In steps, and all of one moment: the open transaction keeps that moment, so that writers neither wait nor make it begin anew."""
    with closing(sqlite3.connect(target)) as new:
        old.execute("BEGIN")
        old.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        old.backup(new, pages=PAGES, progress=lambda _status, left, total: told("database pages", total - left, total))
        if (said := new.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise CannotBackUp(f"The copy of the database is damaged ({said})")


def _upgrade(copy: Database) -> None:
    try:
        copy.upgrade()
    except OtherSchema as why:
        raise CannotBackUp(f"It was made by a newer Carteiro than this one. {str(why).rstrip('.')}") from None


def _settle(fresh: Path, target: Path) -> None:
    """One file, durable, in its place: all of it is out of the write-ahead log first (sqlite.org/wal.html)."""
    with closing(sqlite3.connect(fresh)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    handle = os.open(fresh, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    fresh.replace(target)
    sync_folder(target.parent)


def _names(session: Session) -> list[str]:
    """SHA-256 of every file that rows name and that was not erased: big and filed mails, packs of old letters."""
    mails = select(Inbound.sha256).where(Inbound.spooled, Inbound.erased_at.is_(None))
    packs = select(Outbound.pack).where(Outbound.pack != "", Outbound.erased_at.is_(None))
    return list(session.execute(union(mails, packs)).scalars())


def _refuse_stranger(folder: Path) -> None:
    """Not the folder of a backup that was begun and never came to its end: it is begun again."""
    if not folder.exists() or (folder / DATABASE).exists():
        return
    names = {one.name for one in folder.iterdir() if not one.name.startswith(DATABASE + FRESH)}
    if names - ({EVIDENCE} if (folder / (DATABASE + FRESH)).exists() else set()):
        raise CannotBackUp(f"{folder} holds other things; name an empty folder, or one with an earlier backup")


def _before(backup: Path) -> Head | None:
    """Where the chain of the backup ends that is there. Nothing is written beside it. Raises CannotBackUp."""
    if not backup.exists():
        return None
    try:
        with closing(_opened(backup)) as old:
            said = json.loads(old.execute("SELECT said FROM mark WHERE name = ?", (restored.BACKUP,)).fetchone()[0])
        return Head(said["seq"], said["hash"])
    except (sqlite3.Error, TypeError, ValueError, KeyError):
        raise CannotBackUp(f"{backup} was not made by `carteiro backup`; name another folder") from None


def _opened(finished: Path) -> sqlite3.Connection:
    """A backup, which nobody changes: it may lie where nothing can be written."""
    return sqlite3.connect(f"{finished.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _forget(fresh: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        fresh.with_name(fresh.name + end).unlink(missing_ok=True)

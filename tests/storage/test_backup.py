"""Does a backup hold all that the database names, while others write, and does it come back as it was?"""

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.database import Database
from storage.evidence.files import Files, place
from storage.mail import inbox
from storage.record import items, seals
from storage.record.seals import Item
from storage.restoring import backup, restored
from storage.restoring.backup import CannotBackUp, Done
from storage.restoring.restored import OlderState
from storage.tables import Inbound, Row
from tests.storage.rows import NOON, arrival

BLOBS = [b"x" * 100, b"y" * 200, b"z" * 300]


class Home:
    """An embedded gateway's state, and a folder for its backup."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, folder / "backup"
        self.file = Path(database.url.database or "")
        self.evidence = Files(folder / "home" / "evidence")

    def mail(self, content: bytes) -> str:
        """A big mail comes in; returns its SHA-256."""
        name = self.evidence.put(content)
        with self.database.writing() as session:
            inbox.file(session, [replace(arrival(), raw=None, sha256=name, size=len(content))])
        return name

    def seal(self) -> None:
        """Something is sealed."""
        with self.database.writing() as session:
            seals.seal(session, seals.head(session), [Item(items.OPERATOR, 0, "0" * 64, said="{}")], NOON)

    def back_up(self) -> Done:
        return backup.back_up(self.file, self.evidence, self.folder, NOON, lambda *_: None)

    @property
    def kept(self) -> set[str]:
        """Names of the files in the backup."""
        return {path.name for path in (self.folder / "evidence" / "blobs").glob("*/*")}


@pytest.fixture
def home(on_sqlite: Database, tmp_path: Path) -> Home:
    return Home(on_sqlite, tmp_path)


def rows(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {t.name: session.scalar(select(func.count()).select_from(t)) or 0 for t in Row.metadata.sorted_tables if t.name != "mark"}


def test_what_is_put_back_is_what_was_there_and_says_what_it_is(home: Home, tmp_path: Path) -> None:
    names = {home.mail(one) for one in BLOBS}
    home.seal()
    done = home.back_up()
    assert (done.files.files, done.files.there, done.files.missing, done.end.seq) == (3, 0, [], 1)
    assert home.kept == names
    assert {path.name for path in home.folder.iterdir()} == {"carteiro.db", "evidence"}
    target, evidence = tmp_path / "new" / "carteiro.db", Files(tmp_path / "new" / "evidence")
    assert backup.put_back(home.folder, target, evidence, lambda *_: None).files.files == 3
    with closing(Database(f"sqlite:///{target}")) as there:
        assert rows(there) == rows(home.database)
        with there.reading() as session:
            assert restored.copied(session) == done.end
            with pytest.raises(OlderState, match="it is the backup of 2026-11-23 15:00 UTC, which ends at seal 1"):
                restored.refuse(session, None)
    assert {evidence.read(name) for name in names} == set(BLOBS)
    with home.database.reading() as session:
        restored.refuse(session, None)


def test_a_second_backup_copies_what_is_new_and_forgets_what_was_erased(home: Home) -> None:
    first, second = home.mail(BLOBS[0]), home.mail(BLOBS[1])
    home.back_up()
    third = home.mail(BLOBS[2])
    with home.database.writing() as session:
        session.query(Inbound).filter(Inbound.sha256 == first).one().erased_at = NOON
    home.evidence.forget(first)
    home.seal()
    done = home.back_up()
    assert (done.files.files, done.files.there, done.gone, done.files.missing) == (1, 1, 1, [])
    assert home.kept == {second, third}


def test_on_one_disk_a_file_takes_its_place_once(home: Home) -> None:
    name = home.mail(BLOBS[0])
    home.back_up()
    assert place(home.evidence.root, name).samefile(place(home.folder / "evidence", name))


def test_where_nothing_can_be_linked_it_is_copied_and_compared(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = home.mail(BLOBS[0]), home.mail(BLOBS[1])
    place(home.evidence.root, bad).chmod(0o600)
    place(home.evidence.root, bad).write_bytes(b"altered")

    def elsewhere(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(Path, "hardlink_to", elsewhere)
    done = home.back_up()
    assert (home.kept, done.files.missing) == ({good}, [bad])
    assert not place(home.evidence.root, good).samefile(place(home.folder / "evidence", good))


def test_a_file_that_is_gone_or_was_altered_is_named(home: Home, tmp_path: Path) -> None:
    names = [home.mail(one) for one in BLOBS]
    home.evidence.forget(names[0])
    assert home.back_up().files.missing == [names[0]]
    damaged = place(home.folder / "evidence", names[1])
    damaged.unlink()
    damaged.write_bytes(b"altered")
    done = backup.put_back(home.folder, tmp_path / "new.db", Files(tmp_path / "new"), lambda *_: None)
    assert sorted(done.files.missing) == sorted(names[:2])
    assert not Files(tmp_path / "new").has(names[1])


def test_writers_neither_wait_nor_make_it_begin_anew(home: Home) -> None:
    with home.database.writing() as session:
        for n in range(600):
            inbox.file(session, [arrival(b"Subject: %d\r\n\r\n" % n + b"x" * 9000)])
    before, steps, written = rows(home.database)["inbound"], list[int](), threading.Event()

    def told(what: str, number: int, _total: int) -> None:
        if what == "database pages":
            steps.append(number)
            with home.database.writing() as session:  # a writer between any two steps
                inbox.file(session, [arrival(b"Subject: meanwhile\r\n\r\n")])
            written.set()

    backup.back_up(home.file, home.evidence, home.folder, NOON, told)
    assert written.is_set()
    assert len(steps) > 1
    assert steps == sorted(set(steps)), "it never began anew"
    with closing(sqlite3.connect(home.folder / "carteiro.db")) as copy:
        assert copy.execute("SELECT count(*) FROM inbound").fetchone()[0] == before


def test_a_backup_of_something_else_or_of_a_later_state_is_not_written_over(home: Home, tmp_path: Path) -> None:
    home.seal()
    home.back_up()
    earlier = tmp_path / "earlier.db"
    with closing(sqlite3.connect(home.file)) as connection:
        connection.execute("VACUUM INTO ?", (str(earlier),))
    home.seal()
    home.back_up()
    with pytest.raises(CannotBackUp, match="no later state"):
        backup.back_up(earlier, home.evidence, home.folder, NOON, lambda *_: None)
    for content in ({"carteiro.db": b"no database"}, {"notes.txt": b"other things"}):
        folder = tmp_path / next(iter(content)).partition(".")[2]
        folder.mkdir()
        for name, said in content.items():
            (folder / name).write_bytes(said)
        with pytest.raises(CannotBackUp):
            backup.back_up(home.file, home.evidence, folder, NOON, lambda *_: None)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == content


def test_a_backup_that_breaks_off_leaves_the_one_before_and_can_be_done_again(home: Home, tmp_path: Path) -> None:
    home.mail(BLOBS[0])
    home.seal()
    was = home.back_up().end
    home.mail(BLOBS[1])
    home.seal()
    for where in ("database pages", "files"):

        def breaks_off(what: str, *_: int, where: str = where) -> None:
            if what == where:
                raise OSError(28, "No space left on device")

        with pytest.raises(OSError, match="No space"):
            backup.back_up(home.file, home.evidence, home.folder, NOON, breaks_off)
        target = tmp_path / where / "carteiro.db"
        assert backup.put_back(home.folder, target, Files(tmp_path / where), lambda *_: None).end == was
    assert home.back_up().end.seq == was.seq + 1
    assert {path.name for path in home.folder.iterdir()} == {"carteiro.db", "evidence"}


def test_nothing_is_put_in_the_place_of_a_database(home: Home) -> None:
    home.back_up()
    was = home.file.read_bytes()
    with pytest.raises(CannotBackUp, match="is there already"):
        backup.put_back(home.folder, home.file, home.evidence, lambda *_: None)
    assert home.file.read_bytes() == was


@pytest.mark.parametrize("statement", ["DELETE FROM mark", "UPDATE mark SET said = json_set(said, '$.seq', 9)"])
def test_what_is_no_backup_as_it_was_made_is_not_put_back(home: Home, tmp_path: Path, statement: str) -> None:
    home.seal()
    home.back_up()
    with closing(sqlite3.connect(home.folder / "carteiro.db")) as connection:
        connection.execute(statement)
        connection.commit()
    with pytest.raises(CannotBackUp):
        backup.put_back(home.folder, tmp_path / "new.db", Files(tmp_path / "new"), lambda *_: None)
    assert not (tmp_path / "new.db").exists()


def test_a_backup_of_a_newer_program_is_left_alone(home: Home, tmp_path: Path) -> None:
    home.back_up()
    with closing(sqlite3.connect(home.folder / "carteiro.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(CannotBackUp, match="newer Carteiro"):
        backup.put_back(home.folder, tmp_path / "new.db", Files(tmp_path / "new"), lambda *_: None)

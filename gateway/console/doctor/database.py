"""Is the database there, up to date, writable, and will it keep what it confirms?"""

import os
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

import storage
from gateway.console.disks import nearest
from gateway.console.doctor import opening
from gateway.console.doctor.diagnosis import diagnosed
from gateway.console.doctor.finding import Finding
from gateway.post.cleaning import one_line, shortened
from gateway.settings import Settings
from storage.database import REQUIRED_ON_POSTGRES, Database
from storage.tables import Inbound

PART = "database"
EMPTY = "If there was one before: does CARTEIRO_DATABASE (or CARTEIRO_HOME) name the right one? Else start with `carteiro up`."
LONGEST = 300  # characters of what a database says of itself


def name(url: URL) -> str:
    """The file, or host and database; never a password."""
    return str(url.database) if opening.file_of(url) else f"{url.host or url.query.get('host') or 'localhost'}/{url.database}"


def tried(settings: Settings) -> Finding:
    """The database of the settings. Raises BadSettings."""
    url = opening.place(settings)
    file = opening.file_of(url)
    if file and not file.exists():
        return _not_there(str(file))
    with opening.database(url) as database:
        return look(database)


def look(database: Database) -> Finding:
    """Takes the write lock and lets go of it, and reads the schema's state; changes nothing."""
    called = name(database.url)
    if database.is_sqlite and not Path(called).exists():
        return _not_there(called)
    try:
        with database.writing() as session:
            session.execute(text("SELECT 1"))
            return _unsafe(database, session, called) or _schema(database, session, called)
    except SQLAlchemyError as error:
        said = shortened(one_line(str(getattr(error, "orig", None) or error)), LONGEST)
        why, mend = diagnosed(said, sqlite=database.is_sqlite)
        return Finding(PART, called, False, f"cannot be used: {said}", why, mend.format(called))


def _not_there(file: str) -> Finding:
    folder = nearest(Path(file).absolute().parent)
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return Finding(PART, file, True, "not there yet; `carteiro up` makes it", "empty", EMPTY)
    mend = f"Let the user that runs Carteiro write in {folder}, or set CARTEIRO_HOME (or CARTEIRO_DATABASE) to another folder."
    return Finding(PART, file, False, "not there, and its folder may not be written", "read-only", mend)


def _unsafe(database: Database, session: Session, called: str) -> Finding | None:
    if database.is_sqlite:
        return None
    if session.scalar(text("SHOW transaction_read_only")) == "on":
        mend = "Name the primary server in CARTEIRO_DATABASE; a standby only reads."
        return Finding(PART, called, False, "may only be read", "read-only", mend)
    if (encoding := session.scalar(text("SHOW server_encoding"))) != "UTF8":
        mend = "Make a new database (`createdb -E UTF8 -T template0`) and name it in CARTEIRO_DATABASE; `carteiro db copy` moves rows."
        return Finding(PART, called, False, f"is kept in {encoding}, in which not every name and word can stand", "encoding", mend)
    off = [setting for setting in REQUIRED_ON_POSTGRES if session.scalar(text(f"SHOW {setting}")) == "off"]  # names of our own
    if off:
        mend = f"Set {', '.join(f'{setting}=on' for setting in off)} in postgresql.conf and restart the server."
        return Finding(PART, called, False, f"runs with {', '.join(off)} off and would lose confirmed mail", "unsafe", mend)
    return None


def _schema(database: Database, session: Session, called: str) -> Finding:
    from alembic.migration import MigrationContext  # noqa: PLC0415 - slow to import, and most commands do without
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - the same

    kind = "SQLite" if database.is_sqlite else f"PostgreSQL {session.scalar(text('SHOW server_version'))}"
    scripts = ScriptDirectory(str(Path(str(storage.__file__)).parent / "migrations"))
    now, newest = MigrationContext.configure(session.connection()).get_current_revision(), scripts.get_current_head()
    if now is None:
        return Finding(PART, called, True, f"{kind}, without tables yet; `carteiro up` makes them", "empty", EMPTY)
    if not database.is_sqlite and (refused := _refused(session)):
        mend = f"Let the user of CARTEIRO_DATABASE {refused}: `ALTER TABLE … OWNER TO`, or `REASSIGN OWNED BY … TO` after a restore."
        return Finding(PART, called, False, f"{kind}, and this user may not {refused}", "denied", mend)
    if now == newest:
        return Finding(PART, called, True, f"{kind}, writable, schema {now} is the newest")
    if now in {script.revision for script in scripts.walk_revisions()}:
        mend = "Run `carteiro db upgrade` (`carteiro up` does it too)."
        return Finding(PART, called, False, f"{kind}, schema {now}, and this program needs {newest}", "old", mend)
    mend = "Run the version of Carteiro that wrote it, or a newer one."
    return Finding(PART, called, False, f"{kind}, schema {now} is of a newer Carteiro than this one ({newest})", "newer", mend)


def _refused(session: Session) -> str:
    """What we may not do with our own tables; '' when nothing."""
    for right in ("SELECT", "INSERT", "UPDATE"):
        if not session.scalar(text("SELECT has_table_privilege(:table, :right)"), {"table": Inbound.__tablename__, "right": right}):
            return f"{right} its tables"
    return ""

"""Is the database there, up to date, writable, and will it keep what it confirms?"""

import os
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

import storage
from gateway.console.finding import Finding
from gateway.post.cleaning import one_line, shortened
from storage.database import REQUIRED_ON_POSTGRES, Database

PART = "database"
LONGEST = 300  # characters of what a database says of itself


def name(database: Database) -> str:
    """The file, or host and database; never a password."""
    url = database.url
    return str(url.database) if database.is_sqlite else f"{url.host or url.query.get('host') or 'localhost'}/{url.database}"


def look(database: Database) -> Finding:
    """Takes the write lock and lets go of it, and reads the schema's state; changes nothing."""
    called = name(database)
    if database.is_sqlite and not Path(called).exists():
        return _not_there(called)
    try:
        with database.writing() as session:
            session.execute(text("SELECT 1"))
            return _unsafe(database, session, called) or _schema(database, session, called)
    except DBAPIError as error:
        mend = (
            "Let the user that runs Carteiro write the file and its folder, and see that no other program holds it."
            if database.is_sqlite
            else "See that the server runs, and that CARTEIRO_DATABASE names the right host, user, password and database."
        )
        said = shortened(one_line(str(error.orig)), LONGEST)
        return Finding(PART, called, False, f"cannot be used: {said}", "unreachable", mend)


def _not_there(file: str) -> Finding:
    folder = Path(file).parent
    if os.access(folder, os.W_OK | os.X_OK):
        return Finding(PART, file, True, "not there yet; `carteiro up` makes it", "empty")
    mend = f"Let the user that runs Carteiro write in {folder}, or set CARTEIRO_HOME to another folder."
    return Finding(PART, file, False, "not there, and its folder may not be written", "unreachable", mend)


def _unsafe(database: Database, session: Session, called: str) -> Finding | None:
    if database.is_sqlite:
        return None
    if session.scalar(text("SHOW transaction_read_only")) == "on":
        mend = "Name the primary server in CARTEIRO_DATABASE; a standby only reads."
        return Finding(PART, called, False, "may only be read", "read-only", mend)
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
        return Finding(PART, called, True, f"{kind}, without tables yet; `carteiro up` makes them", "empty")
    if now == newest:
        return Finding(PART, called, True, f"{kind}, writable, schema {now} is the newest")
    if now in {script.revision for script in scripts.walk_revisions()}:
        mend = "Run `carteiro db upgrade` (`carteiro up` does it too)."
        return Finding(PART, called, False, f"{kind}, schema {now}, and this program needs {newest}", "old", mend)
    mend = "Run the version of Carteiro that wrote it, or a newer one."
    return Finding(PART, called, False, f"{kind}, schema {now} is of a newer Carteiro than this one ({newest})", "newer", mend)

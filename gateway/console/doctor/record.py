"""Is the database the one that this machine last saw, or an older state of it?"""

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from gateway.console.doctor import opening
from gateway.console.doctor.finding import Finding
from gateway.settings import Settings
from storage.restoring import restored, witness
from storage.restoring.restored import OlderState
from storage.restoring.witness import Witness
from storage.tables import Mark, Seal

PART = "record"
ACCEPT = "Restore the newest; if it was put back on purpose, `carteiro evidence accept --reason TEXT` goes on (docs/operating.md, Restore)."


def look(settings: Settings) -> Finding:
    """Compares the end of the record with what this machine remembers of it; changes nothing."""
    path = settings.home / witness.NAME
    try:
        seen = witness.read(path)
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else "it is no witness of a record"
        mend = f"Look at {path} (its owner, the disk), or remove it: the next seal writes it anew."
        return Finding(PART, str(path), False, f"what this machine saw of the record cannot be read: {said}", "no-witness", mend)
    url = opening.place(settings)
    if not opening.there(url):
        return _without_tables(seen)
    try:
        with opening.database(url) as database:
            if not all(inspect(database.engine).has_table(table.__tablename__) for table in (Seal, Mark)):
                return _without_tables(seen)
            with database.reading() as session:
                restored.refuse(session, seen)
    except OlderState as why:
        return Finding(PART, str(path), False, f"the database is an older state, and nothing is put on record: {why}", "older", ACCEPT)
    except SQLAlchemyError:
        mend = "Mend `database` first: its own line says what is wrong."
        return Finding(PART, str(path), True, "was not compared: the database cannot be read", "unseen", mend)
    return Finding(
        PART, str(path), True, f"goes on from what this machine saw, seal {seen.seq}" if seen else "this machine has seen no seal yet"
    )


def _without_tables(seen: Witness | None) -> Finding:
    if seen is None or not seen.seq:
        return Finding(PART, "", True, "nothing is on record yet")
    says = f"the database is empty, and this machine has seen seal {seen.seq}"
    return Finding(PART, "", False, says, "older", f"Does CARTEIRO_DATABASE name the right one? {ACCEPT}")

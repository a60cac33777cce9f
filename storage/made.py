"""Is there a database of ours already? For who only looks, and makes none."""

from pathlib import Path

from storage import schema
from storage.database import Database

UNMADE = (
    "There is no database of Carteiro there yet: `carteiro up` makes it. If there is one, see that CARTEIRO_HOME and CARTEIRO_DATABASE "
    "are those of the gateway."
)


class Unmade(Exception):
    """There is none; the text says what to do."""


def refuse_unmade(database: Database) -> None:
    """Makes nothing. Raises Unmade, DBAPIError, and schema.OtherSchema where the tables are not this program's."""
    file = database.url.database if database.is_sqlite else None
    if file and not Path(file).exists():
        raise Unmade(UNMADE)
    with database.reading() as session:
        now = schema.of(session.connection())
    if now is None:
        raise Unmade(UNMADE)
    schema.refuse_other(now)

"""On which database does a test's gateway stand? SQLite, or a PostgreSQL of this test process; new for each home, with every table."""

import shutil
import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.database import Database
from tests.postgres import Postgres

SQLITE, POSTGRESQL = "sqlite", "postgresql"
KINDS = (SQLITE, POSTGRESQL)


class Databases:
    """Gives every home its own database, the copy of one that was migrated once. `kind` says which from now on."""

    def __init__(self) -> None:
        self.kind = SQLITE
        self._running = ExitStack()
        self._server: Postgres | None = None
        self._models: dict[str, str] = {}
        self._given: dict[Path, str] = {}

    @property
    def server(self) -> Postgres:
        """The PostgreSQL of this test process, started when first asked for."""
        if self._server is None:
            self._server = self._running.enter_context(Postgres())
        return self._server

    def of(self, home: Path) -> str:
        """The URL of the database of a gateway's home; the same again for the same home, as for a gateway that is started anew."""
        if self.kind == POSTGRESQL:
            if home not in self._given:
                self._given[home] = self.postgresql()
            return self._given[home]
        place = home / "carteiro.db"
        if not place.exists():
            home.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.sqlite_model, place)
        return f"sqlite:///{place}"

    def copied(self, database: Database, home: Path) -> str:
        """The URL of a new one for a home, which holds what another holds now."""
        if database.is_sqlite:
            place = home / "carteiro.db"
            with closing(sqlite3.connect(database.url.database or "")) as connection:
                connection.execute("VACUUM INTO ?", (str(place),))
            return f"sqlite:///{place}"
        database.close()  # PostgreSQL copies what nobody is connected to
        self._given[home] = self.server.create(database.url.render_as_string(hide_password=False))
        return self._given[home]

    def postgresql(self) -> str:
        """A new one on PostgreSQL. `server.drop` takes it away again."""
        return self.server.create(self.postgresql_model)

    @property
    def sqlite_model(self) -> Path:
        """The file that is copied: migrating anew would cost each test a tenth of a second."""
        if SQLITE not in self._models:
            folder = self._running.enter_context(TemporaryDirectory(prefix="carteiro-model-"))
            self._models[SQLITE] = _migrated(f"sqlite:///{folder}/carteiro.db")
        return Path(self._models[SQLITE].removeprefix("sqlite:///"))

    @property
    def postgresql_model(self) -> str:
        """The database that is copied."""
        if POSTGRESQL not in self._models:
            self._models[POSTGRESQL] = _migrated(self.server.create())
        return self._models[POSTGRESQL]

    def forget(self, home: Path) -> None:
        """Takes away what a home was given on PostgreSQL."""
        if home in self._given:
            self.server.drop(self._given.pop(home))

    def close(self) -> None:
        """Ends the server and takes the models away."""
        self._given.clear()
        self._running.close()


def _migrated(url: str) -> str:
    with closing(Database(url)) as made:
        made.upgrade()
    return url


DATABASES = Databases()
"""Those of this test process."""

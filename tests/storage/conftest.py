"""What do the tests of storage share? Every one runs on SQLite and on PostgreSQL, each time on a new database."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import Database
from tests.postgres import Postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A private server for this test process."""
    with Postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a new database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/carteiro.db"
        return
    server: Postgres = request.getfixturevalue("postgres")
    made = server.create()
    yield made
    server.drop(made)


@pytest.fixture(scope="session")
def sqlite_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table, to be copied: migrating anew would cost each test half a second."""
    path = tmp_path_factory.mktemp("model") / "carteiro.db"
    with closing(Database(f"sqlite:///{path}")) as made:
        made.upgrade()
    return path


@pytest.fixture(scope="session")
def postgresql_model(postgres: Postgres) -> str:
    """The same on PostgreSQL."""
    url = postgres.create()
    with closing(Database(url)) as made:
        made.upgrade()
    return url


@pytest.fixture
def on_sqlite(sqlite_model: Path, tmp_path: Path) -> Iterator[Database]:
    """A new SQLite database with every table."""
    with closing(Database(f"sqlite:///{shutil.copy(sqlite_model, tmp_path)}")) as made:
        yield made


@pytest.fixture
def on_postgresql(postgres: Postgres, postgresql_model: str) -> Iterator[Database]:
    """A new PostgreSQL database with every table."""
    url = postgres.create(postgresql_model)
    with closing(Database(url)) as made:
        yield made
    postgres.drop(url)


@pytest.fixture(params=["on_sqlite", "on_postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """A new database with every table, on the one and on the other."""
    made: Database = request.getfixturevalue(request.param)
    return made

"""What do the tests of storage share? Every one runs on SQLite and on PostgreSQL, each time on a new database."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import Database
from tests.databases import DATABASES, KINDS
from tests.postgres import Postgres
from tests.s3 import S3


@pytest.fixture(scope="session")
def postgres() -> Postgres:
    """The private server of this test process."""
    return DATABASES.server


@pytest.fixture(scope="session")
def s3() -> Iterator[S3]:
    """The same for objects."""
    with S3() as server:
        yield server


@pytest.fixture(params=KINDS)
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
def sqlite_model() -> Path:
    """A SQLite file with every table, to be copied."""
    return DATABASES.sqlite_model


@pytest.fixture(scope="session")
def postgresql_model() -> str:
    """The same on PostgreSQL."""
    return DATABASES.postgresql_model


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

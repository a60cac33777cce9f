"""What do all tests share? The door to a whole gateway, and a watch over what must not get out."""

import gc
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import canaries
from tests.databases import DATABASES, KINDS, SQLITE
from tests.world import World

# They write what the rows hold and what callers say; the program never lets them (gateway/commands/starting.py).
SILENT = ("sqlalchemy", "mail")
WATCH = canaries.Watch()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --database postgresql tests/stories` tells every story on PostgreSQL."""
    parser.addoption(
        "--database", choices=KINDS, default=SQLITE, help="what gateways of tests keep their rows in, where a test does not say"
    )


def pytest_configure(config: pytest.Config) -> None:
    """A command that a test calls in this process leaves its connections to the end of the process, which is not here."""
    if config.getoption("--database") != SQLITE:
        config.addinivalue_line("filterwarnings", "ignore:<psycopg.Connection:ResourceWarning")


def pytest_collection_finish() -> None:
    """Thousands of tests and all modules stay to the end: no garbage is looked for among them after each few of their steps."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def databases(request: pytest.FixtureRequest) -> Iterator[None]:
    """Gateways of tests get their databases, of the kind that was asked for."""
    DATABASES.kind = request.config.getoption("--database")
    yield
    DATABASES.close()


@pytest.fixture(scope="session", autouse=True)
def nothing_leaks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No CPF outside its ticket and raw mail over the whole suite; each worker of xdist looks at its own log and files."""
    root = logging.getLogger()
    kept = root.level
    root.addHandler(WATCH)
    root.setLevel(logging.DEBUG)
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.WARNING)
    yield
    root.removeHandler(WATCH)
    root.setLevel(kept)
    leaks = WATCH.check(tmp_path_factory.getbasetemp())
    assert leaks == [], "\n".join(["personal data got out (tests/canaries.py):", *leaks])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Who is running, for what the watch finds."""
    WATCH.test = item.nodeid


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A fresh gateway; after every test its record is checked, and that its letters told nobody what is not theirs.

    A command that a test calls with the gateway's home finds its database too.
    """
    made = World(tmp_path)
    monkeypatch.setenv("CARTEIRO_DATABASE", made.tools.database.url.render_as_string(hide_password=False))
    yield made
    made.work_off()
    made.check_record()
    assert canaries.in_letters(made) == []
    made.close()

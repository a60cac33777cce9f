"""What do all tests share? The door to a whole gateway, and a watch over what must not get out."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import canaries
from tests.world import World

# They write what the rows hold and what callers say; the program never lets them (gateway/commands/starting.py).
SILENT = ("sqlalchemy", "mail")
WATCH = canaries.Watch()


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
def world(tmp_path: Path) -> Iterator[World]:
    """A fresh gateway; after every test its record is checked, and that its letters told nobody what is not theirs."""
    made = World(tmp_path)
    yield made
    made.work_off()
    made.check_record()
    assert canaries.in_letters(made) == []
    made.close()

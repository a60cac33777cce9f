"""Which stories are told on every database each time? One of each kind of work; `--database postgresql` tells all on that one."""

import pytest

from tests.databases import DATABASES, KINDS

ON_EACH = {"test_approval", "test_files", "test_merging"}
"""Beside those that are told with many hands on PostgreSQL alone (`DATABASES.postgresql`)."""


@pytest.fixture(autouse=True)
def kind(request: pytest.FixtureRequest) -> None:
    """The database of the gateways that the test makes; where it is told on one only, that of the command line."""
    DATABASES.kind = getattr(request, "param", request.config.getoption("--database"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tells the stories named above on each kind."""
    name = metafunc.module.__name__.rpartition(".")[2]
    if name in ON_EACH and metafunc.config.getoption("--database") == KINDS[0]:
        metafunc.parametrize("kind", KINDS, indirect=True)

"""How does a test get a gateway with years behind it? Grown to so many tickets, and closed afterwards."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bench.history import grow
from bench.tickets import NOW
from tests.growth.plans import Opened
from tests.world import World


@pytest.fixture
def years(tmp_path: Path) -> Iterator[Opened]:
    """A gateway with the history of so many tickets, a few hours after it."""
    made: list[World] = []

    def world(tickets: int) -> World:
        made.append(World(tmp_path / str(tickets)))
        for _ in grow(made[-1].tools.database, made[-1].tools, tickets):
            pass
        made[-1].clock.at = NOW + timedelta(hours=5)
        return made[-1]

    yield world
    for one in made:
        one.close()

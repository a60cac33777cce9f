"""What do all tests share? The door to a whole gateway."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A fresh gateway; after every test its record is checked."""
    made = World(tmp_path)
    yield made
    made.work_off()
    made.check_record()
    made.close()

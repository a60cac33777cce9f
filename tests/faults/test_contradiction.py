"""Do two representatives who contradict each other at once get one decision, the earlier one, a hundred times? (T080)

The short form, and what is looked at each time, stand in tests/stories/test_who_decides.py.
"""

from pathlib import Path

import pytest

from tests.databases import DATABASES
from tests.stories.test_who_decides import opposite_words
from tests.world import World

pytestmark = pytest.mark.faults
REPEATS = 100


def test_on_sqlite(tmp_path: Path) -> None:
    world = World(tmp_path, deciders="entity")
    opposite_words(world, REPEATS)
    world.check_record()
    world.close()


def test_on_postgresql(tmp_path: Path) -> None:
    world = World(tmp_path, database=DATABASES.postgresql(), deciders="entity")
    opposite_words(world, REPEATS)
    world.check_record()
    world.close()

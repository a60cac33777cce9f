"""Does a gateway of many processes lose or double anything when any of them, Redis or the database is killed?"""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.fleet import DATABASE, DOOR, REDIS, WORKER, Fleet
from tests.faults.fleet_killing import Letters, run
from tests.faults.killing import Found

DECK = (DOOR, DOOR, WORKER, WORKER, WORKER, WORKER, REDIS, DATABASE)
FIVE_MINUTES = 300  # seconds


def whole(found: Found, letters: Letters, kills: int) -> None:
    assert found.acked
    assert not found.lost
    assert not found.doubled
    assert not found.refused, "our trouble is never the sender's"
    letters.check(kills)


def kinds_for(seconds: float, chance: random.Random) -> Iterator[str]:
    """What to kill next, each as often as there are of it, until so many seconds have passed."""
    end = time.monotonic() + seconds
    while True:
        for kind in chance.sample(DECK, len(DECK)):
            if time.monotonic() > end:
                return
            yield kind


@pytest.mark.timeout(600)  # seconds; the program starts many times
def test_a_door_a_worker_redis_and_the_database_are_killed_and_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    kinds = (WORKER, REDIS, DATABASE, DOOR)
    with Fleet(tmp_path / "home", workers=2) as fleet:
        whole(*run(fleet, kinds, 2053), len(kinds))
    assert fleet.killed == dict.fromkeys(kinds, 1)


@pytest.mark.faults
def test_five_minutes_of_kills(tmp_path: Path) -> None:
    with Fleet(tmp_path / "home", workers=4) as fleet:
        found, letters = run(fleet, kinds_for(FIVE_MINUTES, random.Random(8)), 8, seconds=(1, 4))
    repeated = letters.repeated()
    print(  # noqa: T201 - the figures of the run
        f"\n{len(found.acked)} mails answered 250, {len(found.lost)} lost, {len(found.doubled)} doubled; kills: {dict(fleet.killed)}; "
        f"{len(letters.written)} letters, {len(repeated)} of them repeated, the most {max(repeated.values(), default=0)} times"
    )
    whole(found, letters, fleet.killed.total())

"""Do all parts of the desk hold together wherever people lead them? Short walks by lot here, many long ones in `make faults`."""

import logging
from pathlib import Path

import pytest

from gateway.desk import telling
from storage.schedule import timers
from tests.faults.unbroken import Watcher
from tests.faults.wandering import Walk

SHORT, LONG = 60, 200
NOTED = 5  # a walk with a note and then a solution


def wander(home: Path, seed: int, steps: int) -> Watcher:
    """A walk of so many steps, watched at each; it ends when something is broken, and says how it came to that."""
    home.mkdir()
    walk = Walk(home, seed)
    watcher = Watcher(walk)
    logging.getLogger("gateway").addHandler(walk.heard)
    try:
        for _ in range(steps):
            walk.step()
            told(seed, walk, watcher.look())
        told(seed, walk, watcher.end())
    finally:
        logging.getLogger("gateway").removeHandler(walk.heard)
        walk.close()
    return watcher


def told(seed: int, walk: Walk, faults: list[str]) -> None:
    assert not faults, "\n".join([f"seed {seed}:", *walk.told, *faults])


@pytest.mark.parametrize("seed", [2, 3])
def test_a_short_walk_breaks_nothing(tmp_path: Path, seed: int) -> None:
    wander(tmp_path / "home", seed, SHORT)


def test_a_walk_would_notice_a_note_that_gets_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told_to = telling.history
    monkeypatch.setattr(telling, "history", lambda entries, **_: told_to(entries, internal=True))
    with pytest.raises(AssertionError, match="holds qx"):
        wander(tmp_path / "home", NOTED, SHORT)


def test_a_walk_would_notice_timers_that_are_not_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timers, "void", lambda *_: None)
    with pytest.raises(AssertionError, match="with timers"):
        wander(tmp_path / "home", NOTED, SHORT)


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(1000, 1100))
def test_a_long_walk_breaks_nothing(tmp_path: Path, seed: int) -> None:
    wander(tmp_path / "home", seed, LONG)

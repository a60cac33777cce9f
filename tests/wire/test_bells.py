"""Does a ring do the same in one process and over a real Redis? One suite for both ways."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from gateway.clockwork.bell import HEAR, SEND, STRIKE, Bell
from tests.redis import Redis
from tests.wire.premises import until

JOBS = (HEAR, SEND, STRIKE)
LOCAL, REDIS = "local", "redis"


AT_ONCE = 8  # rows that a job takes


class Bells:
    """Where a ring comes from, and the worker that answers it; in one process they are one.

    rows: how many are due, by job; held: jobs of these names wait until let go.
    """

    def __init__(self, url: str) -> None:
        self.rows = Counter[str]()
        self._counting = threading.Lock()
        self.done: list[str] = []
        self.begun: list[str] = []
        self.held: set[str] = set()
        self.faulty: set[str] = set()
        self.go = threading.Event()
        self.worker = Bell({name: lambda name=name: self._work(name) for name in JOBS}, url)
        self.door = Bell(dict.fromkeys(JOBS, self._answered_at_the_door), url) if url else self.worker
        self.worker.open()

    def ring(self, name: str, row: int, times: int = 1) -> None:
        """A row falls due, and is rung for."""
        with self._counting:
            self.rows[name] += 1
        for _ in range(times):
            self.door.ring(name, row)

    def _answered_at_the_door(self) -> int:
        self.done.append("at the door")
        return 0

    def _work(self, name: str) -> int:
        with self._counting:
            taken = min(self.rows[name], AT_ONCE)
            self.rows[name] -= taken
        if not taken:
            return 0
        self.begun.append(name)
        if name in self.held:
            assert self.go.wait(60)
        if name in self.faulty:
            raise RuntimeError("a bug of ours")
        self.done += [name] * taken
        return taken


@pytest.fixture(params=[LOCAL, REDIS])
def bells(request: pytest.FixtureRequest) -> Iterator[Bells]:
    with ExitStack() as stack:
        made = Bells(stack.enter_context(Redis()).url if request.param == REDIS else "")
        yield made
        made.go.set()
        if made.worker._open:
            made.worker.close()


def test_each_job_answers_its_own_ring(bells: Bells) -> None:
    for name in JOBS:
        bells.ring(name, 1)
    until(lambda: sorted(bells.done) == sorted(JOBS), 60)


def test_every_row_that_was_rung_for_is_worked_off_and_doubled_rings_do_no_harm(bells: Bells) -> None:
    for n in range(100):
        bells.ring(HEAR, n, times=1 + n % 2)
    until(lambda: len(bells.done) >= 100, 60)
    assert bells.done == [HEAR] * 100


def test_letters_to_a_slow_relay_keep_no_mail_from_being_heard(bells: Bells) -> None:
    bells.held.add(SEND)
    for n in range(10):
        bells.ring(SEND, n)
    until(lambda: SEND in bells.begun, 60)
    for name in (HEAR, STRIKE):
        bells.ring(name, 1)
    until(lambda: sorted(bells.done) == sorted((HEAR, STRIKE)), 60)
    bells.go.set()
    until(lambda: bells.done.count(SEND) == 10, 60)


def test_a_job_that_fails_is_not_rung_again_and_the_next_ring_is_answered(bells: Bells) -> None:
    """Tries are counted in the row, nowhere else."""
    bells.faulty.add(HEAR)
    bells.ring(HEAR, 1)
    until(lambda: bells.begun == [HEAR], 60)
    bells.faulty.clear()
    bells.ring(HEAR, 2)
    until(lambda: bells.done == [HEAR], 60)
    assert bells.begun == [HEAR] * 2


def test_who_closes_lets_the_job_in_hand_finish(bells: Bells) -> None:
    bells.held.update(JOBS)
    for name in JOBS:
        bells.ring(name, 1)
    until(lambda: sorted(bells.begun) == sorted(JOBS), 60)
    closing = threading.Thread(target=bells.worker.close)
    closing.start()
    until(lambda: not bells.worker._open, 60)
    assert bells.done == []
    bells.go.set()
    closing.join(60)
    assert sorted(bells.done) == sorted(JOBS)


def test_a_ring_to_nobody_is_no_trouble(bells: Bells) -> None:
    bells.worker.close()
    for n in range(2000):
        bells.door.ring(HEAR, n)
    assert bells.done == []

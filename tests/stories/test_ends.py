"""Ends, reminders and targets on PostgreSQL: struck by several at once, missed for days, broken off in mid-batch; each happens once."""

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gateway.clockwork import store, striking
from storage.schedule import due
from storage.tables import Timer
from tests.databases import DATABASES
from tests.stories.writing import events, kinds
from tests.world import ANA, JOAO, MARIA, World

MANY = 10
HANDS = 4


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A gateway on a private PostgreSQL."""
    made = World(tmp_path, database=DATABASES.postgresql())
    yield made
    made.work_off()
    made.check_record()
    made.close()


def opened(world: World) -> None:
    for n in range(MANY):
        world.mail_in((MARIA, JOAO)[n % 2], f"[11] Pergunta {n}")
    world.work_off()


def solved(world: World) -> datetime:
    """Tickets that wait for approval; the end of their days."""
    opened(world)
    for notice in world.letters(ANA):
        world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    deadline = world.ticket().deadline_at
    assert deadline
    return deadline


def strike_at_once(world: World) -> None:
    start = threading.Barrier(HANDS)

    def hand() -> None:
        start.wait()
        while world.jobs.strike():
            pass

    threads = [threading.Thread(target=hand) for _ in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    world.work_off()


def moves(world: World, kind: str) -> list[int]:
    """How often each ticket had a move of this kind."""
    return sorted(Counter(e.ticket_id for e in events(world) if e.kind == kind).values())


def test_the_end_struck_by_several_at_once_comes_once_to_each(world: World) -> None:
    world.clock.at = solved(world) + timedelta(minutes=1)
    strike_at_once(world)
    assert moves(world, "expire") == [1] * MANY
    assert Counter(kinds(world))["expired", MARIA] == MANY // 2
    world.later(hours=1)
    assert moves(world, "expire") == [1] * MANY


def test_a_reminder_struck_by_several_at_once_is_written_once(world: World) -> None:
    solved(world)
    for day in ("2026-11-28T12:00", "2026-11-30T12:00"):
        world.clock.at = datetime.fromisoformat(f"{day}+00:00")
        strike_at_once(world)
        strike_at_once(world)
    assert moves(world, "remind") == [2] * MANY
    assert Counter(kinds(world))["reminder", JOAO] == MANY


def test_what_was_missed_for_three_days_ends_once_without_any_reminder(world: World) -> None:
    world.clock.at = solved(world) + timedelta(days=3)
    strike_at_once(world)
    world.later(days=3)
    assert (moves(world, "remind"), moves(world, "expire")) == ([], [1] * MANY)
    assert "reminder" not in {kind for kind, _ in kinds(world)}


def test_targets_struck_by_several_at_once_are_told_once_of_both(world: World) -> None:
    opened(world)
    due_at = world.ticket().solution_due_at
    assert due_at
    world.clock.at = due_at + timedelta(days=3)
    strike_at_once(world)
    assert moves(world, "late") == [2] * MANY
    assert Counter(kinds(world))["late", ANA] == MANY


@pytest.mark.parametrize("after", [1, 4])
@pytest.mark.parametrize("place", ["before", "within"])
def test_who_ends_in_mid_batch_leaves_the_rest_to_others_once_the_lease_is_over(
    world: World, monkeypatch: pytest.MonkeyPatch, after: int, place: str
) -> None:
    """As a kill would: between two timers, or in the transaction of one."""
    deadline = solved(world)
    world.clock.at = deadline - timedelta(hours=1)  # both reminders are over
    world.work_off()
    module, name = (striking, "strike") if place == "before" else (store, "store")
    whole, calls = getattr(module, name), [0]

    def killed(*args: object) -> object:
        calls[0] += 1
        if calls[0] > after:
            raise SystemExit
        return whole(*args)

    world.clock.at = deadline + timedelta(minutes=1)
    with monkeypatch.context() as patch:
        patch.setattr(module, name, killed)
        if place == "before":
            patch.setattr(world.jobs, "_act", lambda _job, claim: killed(world.tools, claim))
        with pytest.raises(SystemExit):
            world.jobs.strike()
    world.work_off()
    assert len(moves(world, "expire")) < MANY, "the batch that was claimed waits for its lease"
    world.later(seconds=due.LEASE.total_seconds() + 1)
    assert moves(world, "expire") == [1] * MANY
    with world.tools.database.reading() as session:
        assert session.query(Timer).filter(Timer.kind == "expire", Timer.outcome == "expired").count() == MANY

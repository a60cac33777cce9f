"""Who gets a digest, and how often? Several workers, comings and goings, and what stands in none."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.databases import DATABASES
from tests.stories.digests import BRASILIA, begun, came, until
from tests.stories.handed import MARCOS, SILVIA, TEREZA
from tests.world import ANA, MARIA, World


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture(params=["sqlite", "postgresql"])
def many_hands(request: pytest.FixtureRequest, home: Path) -> Iterator[World]:
    """A gateway on a Monday, to be worked off by several at once."""
    if request.param == "sqlite":
        world = begun(home, "2026-11-23 10:00")
    else:
        world = begun(home, "2026-11-23 10:00", database=DATABASES.postgresql())
    yield world
    world.close()


def test_several_workers_write_each_digest_once(many_hands: World) -> None:
    world = many_hands
    for day in ("2026-11-24", "2026-11-25"):
        world.clock.at = datetime.fromisoformat(f"{day} 07:30").replace(tzinfo=BRASILIA).astimezone(UTC)
        threads = [threading.Thread(target=world.work_off) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        world.work_off()
    for reader in (MARCOS, SILVIA):
        assert came(world, to=reader) == ["2026-11-24 07:30 Resumo do dia", "2026-11-25 07:30 Resumo do dia"]


def test_who_joins_gets_the_next_and_who_leaves_gets_no_more(home: Path) -> None:
    world = begun(home, "2026-11-23 10:00")
    until(world, "2026-11-24 12:00")
    world.change(SILVIA, active=False)
    world.change(TEREZA, profile=frozenset({"tecnico", "supervisor"}), supervises=("21150.SR-3",))
    world.mail_in(MARIA, "[11] Dúvida")
    world.work_off()
    world.reply(world.last(ANA), "TRANSFERIR 21150.SR-3")
    until(world, "2026-11-25 12:00")
    assert len(came(world, to=SILVIA)) == 1
    assert came(world, to=TEREZA) == ["2026-11-25 07:30 Resumo do dia"]
    first = world.last(TEREZA)
    assert first.says("do grupo 21150.SR-3, de 24/11/2026 07:30 a 25/11/2026 07:30", "Abertos: 1")
    world.change(SILVIA, active=True)
    until(world, "2026-11-26 12:00")
    assert world.last(SILVIA).says("dos grupos 21150.SR-3, 21150.SR-4, 21150.SR-5", "a 26/11/2026 07:30")
    world.close()


def test_who_leaves_between_the_hour_and_the_writing_gets_none(home: Path) -> None:
    world = begun(home, "2026-11-23 10:00")
    world.clock.at = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
    assert world.jobs.strike() == 1  # the slot: the readers are due now
    world.change(MARCOS, profile=frozenset({"tecnico"}))
    world.work_off()
    assert came(world) == []
    assert came(world, to=SILVIA) == ["2026-11-24 07:30 Resumo do dia"]
    world.close()

"""Is nothing lost, and nothing left, when erasing ends at any of its steps? Each step before and after it is done."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from gateway.clockwork.archiving import Archiving
from gateway.clockwork.filing import Filing
from storage.database import Database
from storage.evidence import archive, filing
from storage.evidence.files import Files
from storage.tables import Outbound
from tests.privacy.cast import BODY, TITLE, closed, left, settled, small, wrong
from tests.privacy.test_erasing import erase
from tests.world import MARIA, World

LAST = 18
SOME = (2, 4, 12, 14, 16)
"""Before and after: the transaction with the event, each of three blobs, their rows, the new pack, its rows, the old pack, its rows."""


class Killed(BaseException):
    """The process ends here."""


class Steps:
    """Counts what writes, and ends the process at one step. at: its number, from 1."""

    def __init__(self, at: int) -> None:
        self.at, self.taken = at, 0

    def step(self) -> None:
        self.taken += 1
        if self.taken == self.at:
            raise Killed

    def around(self, of: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*given: Any, **named: Any) -> Any:
            self.step()
            found = of(*given, **named)
            self.step()
            return found

        return stepping

    @contextmanager
    def writing(self, of: Callable[..., Any], database: Database) -> Iterator[Any]:
        self.step()
        with of(database) as session:
            yield session
        self.step()


@contextmanager
def ending(at: int) -> Iterator[Steps]:
    steps = Steps(at)
    with pytest.MonkeyPatch.context() as patch:
        own = Database.writing
        patch.setattr(Files, "put", steps.around(Files.put))
        patch.setattr(Files, "forget", steps.around(Files.forget))
        patch.setattr(Database, "writing", lambda database: steps.writing(own, database))
        yield steps


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("steps", [pytest.param(SOME, id="some"), pytest.param(range(1, LAST + 2), id="each", marks=pytest.mark.faults)])
def test_ended_at_any_step_the_record_verifies_and_the_next_time_nothing_is_left(world: World, steps: Sequence[int]) -> None:
    numbers = {at: small(world, f"x{at:02}y") for at in steps}
    small(world, "stays")
    settled(world)
    for at, number in numbers.items():
        with ending(at) as taken:
            if at <= LAST:
                with pytest.raises(Killed):
                    erase(world, MARIA, number)
            else:
                erase(world, MARIA, number)
                assert taken.taken == LAST
        assert wrong(world) == [], f"ended at step {at}"
        erase(world, MARIA, number)
        assert left(world, f"{TITLE}x{at:02}y", f"{BODY}x{at:02}y") == [], f"ended at step {at}"
        world.clock.at += timedelta(days=2)
        erase(world, MARIA, number)  # what was removed once more within a day is not any longer
    world.check_record()


def test_bytes_that_were_being_filed_meanwhile_go_the_next_night(world: World) -> None:
    """Filing has read a mail and puts it into the store after it was erased there."""
    number = closed(world)
    world.later(days=40)
    tools = world.tools
    with tools.database.reading() as session:
        riding = filing.batch(session, world.clock(), 0)
        contents = filing.contents(session, [one.id for one in riding])
    assert riding
    erase(world, MARIA, number)
    for one in riding:
        tools.evidence.put(contents[one.id])
    with tools.database.noting() as session:
        filing.let_go(session, [one.id for one in riding])
    assert left(world, BODY)
    erase(world, MARIA, number)
    assert left(world, TITLE, BODY) == []
    assert Filing(tools.database, tools.evidence, tools.clock, lambda: 0.0, lambda: 0.0).file() == 0


def test_words_that_were_being_packed_meanwhile_go_the_next_night(world: World) -> None:
    number = closed(world)
    world.later(days=40)
    tools = world.tools
    with tools.database.reading() as session:
        letters = archive.batch(session, world.clock())
    erase(world, MARIA, number)
    pack = tools.evidence.put(archive.packed(letters))
    with tools.database.noting() as session:
        archive.let_go(session, letters, pack)
    assert left(world, TITLE)
    erase(world, MARIA, number)
    assert left(world, TITLE) == []
    assert wrong(world) == []
    assert Archiving(tools.database, tools.evidence, tools.clock, lambda: 0.0, lambda: 0.0).pack() == 0
    with tools.database.reading() as session:
        assert not session.scalars(select(Outbound.files).where(Outbound.erased_at.is_not(None), Outbound.body_text != "")).all()


def test_a_pack_that_was_put_by_somebody_who_was_killed_then_is_removed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    number = small(world, "orfao")
    world.later(days=40)
    tools = world.tools
    archiving = Archiving(tools.database, tools.evidence, tools.clock, lambda: 0.0, lambda: 0.0)

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(archive, "let_go", killed)
        with pytest.raises(Killed):
            archiving.pack()
    erase(world, MARIA, number)
    assert left(world, f"{TITLE}orfao"), "somebody may be putting it at this moment"
    world.clock.at += timedelta(hours=2)
    erase(world, MARIA, number)
    assert left(world, f"{TITLE}orfao") == []
    assert wrong(world) == []

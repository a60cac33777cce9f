"""Does everything happen once when the clock is set by two hours, back or forth, while mails flow?"""

import random
import threading
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.tables import Event, Inbound, Outbound
from tests.faults import killing
from tests.faults.killing import found
from tests.faults.senders import WRITERS, Sender
from tests.wire.premises import until
from tests.wire.process import Running
from tests.world import ANA, JOAO, MARIA, World

FAKER = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
HOURS = [-2, 2]
SET = "Clock: it was set by"


@pytest.mark.parametrize("hours", HOURS)
def test_a_ticket_goes_on_as_if_nothing_had_been(world: World, hours: int) -> None:
    step = timedelta(hours=hours)
    before = world.mail_in(MARIA, "[11] Antes", "Como protocolar?")
    world.clock.at += step  # between the door and the desk
    during = world.mail_in(JOAO, "[11] Durante", "Como protocolar?")
    world.clock.at -= min(step, timedelta())  # what was due before the clock was set back is due again by then
    world.later(minutes=1)
    assert [world.outcome(mail) for mail in (before, during)] == ["opened", "opened"]
    for notice in world.letters(ANA):
        world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    world.later(minutes=1)
    solved = world.last(MARIA)
    world.clock.at += step  # between the solution and its answer
    world.reply(solved, "APROVAR", login=False)
    world.work_off()
    world.clock.at -= min(step, timedelta())
    world.later(minutes=1)
    again = world.reply(solved, "APROVAR", login=False)
    world.later(minutes=1)
    with world.tools.database.reading() as session:
        happened = Counter(session.scalars(select(Event.kind)))
        letters = list(session.scalars(select(Outbound.outcome)))
    assert world.outcome(again) != "approved", "once is enough"
    assert (happened["open"], happened["solve"], happened["approve"]) == (2, 2, 1)
    assert set(letters) == {"sent"}


class Set(Running):
    """A gateway whose clock can be set (faketime); the one that only runs forward is left alone."""

    def command(self, *command: str) -> list[str]:
        assert FAKER.exists(), f"clocks are set by {FAKER}: run `make servers`"
        env, *rest = super().command(*command)
        return [
            env,
            f"LD_PRELOAD={FAKER}",
            f"FAKETIME_TIMESTAMP_FILE={self.home / 'clock'}",
            "FAKETIME_NO_CACHE=1",
            "FAKETIME_DONT_FAKE_MONOTONIC=1",
            *rest,
        ]

    def set(self, hours: int) -> None:
        (self.home / "clock").write_text(f"{hours:+d}h\n")


@pytest.mark.timeout(400)  # seconds; the program starts
def test_a_whole_gateway_whose_clock_is_set_again_and_again(tmp_path: Path) -> None:
    gateway, enough, chance = Set(tmp_path / "home"), threading.Event(), random.Random(98)
    gateway.set(0)
    senders = [Sender(gateway, writer, enough) for writer in WRITERS]

    def taken() -> int:
        return sum(len(sender.acked) for sender in senders)

    try:
        gateway.start()
        for sender in senders:
            sender.start()
        for hours in (2, 0, -2, 0):
            before = taken()
            until(lambda before=before: taken() > before + chance.randint(5, 20), 120)  # type: ignore[misc] # a lambda with its count bound
            said = gateway.log.count(SET)
            gateway.set(hours)
            until(lambda said=said: gateway.log.count(SET) > said, 60)  # type: ignore[misc] # the same
        enough.set()
        for sender in senders:
            sender.join()
        gateway.set(2)  # what came in by a clock that was ahead is worked off once the clock has come there
        until(lambda: undecided(gateway.home) == 0, 120)
        assert gateway.stop() == 0, gateway.log
    finally:
        enough.set()
        gateway.close()
    killing.work_off(gateway)
    what = found(senders, Counter(str(row["title"]) for row in gateway.json("ticket", "list")))
    assert what.acked
    assert not what.lost
    assert not what.doubled
    assert not what.heard, "nobody was sent away"
    assert [f"{SET} {step} s" in gateway.log for step in ("+7200", "-7200")] == [True, True]


def undecided(home: Path) -> int:
    with closing(Database(f"sqlite:///{home}/carteiro.db")) as database, database.reading() as session:
        return len(list(session.scalars(select(Inbound.id).where(Inbound.outcome.is_(None)))))

"""What is the operator told on the day that is swept? That time-stamps are lacking, and that a check is red; and that it is over."""

from datetime import timedelta
from functools import partial
from types import SimpleNamespace

from gateway.clockwork import alarm
from gateway.clockwork.alarming import Alarming
from gateway.clockwork.stamping import Stamping
from gateway.console.health.check import Check
from gateway.stamping.token import NoStamp
from tests.faults.day import Day, trying

A_MINUTE = timedelta(minutes=1)


class Authority:
    """Stamps, or does not."""

    authority = SimpleNamespace(name="https://carimbo.example", every=timedelta(hours=1))
    away = True

    def __init__(self, day: Day) -> None:
        self._day = day

    def ask(self, _head: str) -> SimpleNamespace:
        if self.away:
            raise NoStamp("nobody answers")
        return SimpleNamespace(at=self._day.clock(), der=b"token")


def stamped(day: Day) -> None:
    """The record has no time-stamp, and then one."""
    authority = Authority(day)
    stamping = Stamping(day.tools.database, authority, day.clock, partial(alarm.of_stamps, day.tools), lambda _: None)  # type: ignore[arg-type] # what it asks of one
    for away in (True, False):
        authority.away = away
        with trying():
            stamping.stamp()
        day.clock.at += 6 * A_MINUTE


def alarmed(day: Day) -> None:
    """A letter tells that a disk is nearly full, and one that it is not any more."""
    told, red, green = (Check("disk", ok, "", told=told) for ok, told in ((False, True), (False, False), (True, False)))
    for check in (told, told, red, red, green, green):
        with trying():
            Alarming(day.tools, lambda check=check: [check], lambda *_: None).look()  # type: ignore[misc] # of one turn
        day.clock.at += 40 * A_MINUTE if check.ok else 3 * A_MINUTE / 2

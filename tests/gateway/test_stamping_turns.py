"""Is the record stamped as often as said, and does a bad hour of the authority's disturb nobody but the operator?"""

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from gateway.app import now
from gateway.clockwork import alarm
from gateway.clockwork.sealing import Sealing
from gateway.clockwork.stamping import Stamping
from gateway.stamping.opened import open_url
from storage.record import seals, stamps
from storage.record.stamps import Stamped
from tests import tsa
from tests.tsa import Authority
from tests.world import MARIA, World

OPERATOR = "plantao@orgao.example"
BAD = (tsa.EXPIRED, tsa.IMPRINT, tsa.NONCE, tsa.STRANGER, tsa.EARLY, tsa.REFUSED, tsa.GARBAGE, tsa.CUT, tsa.BUSY, tsa.DRIP)


class Turning:
    """A world whose record is sealed and stamped when told to; its time passes for the authority as well."""

    def __init__(self, home: Path, authority: Authority, *, operator: str = OPERATOR) -> None:
        self.world = World(home, operator=operator)
        self.world.clock.at = now()
        self.authority = authority
        self.rings: list[int] = []
        tools = self.world.tools
        self.sealing = Sealing(tools.database, tools.evidence, self.world.clock, time.monotonic, tools.latest)
        self.stamping = self.another()

    def another(self) -> Stamping:
        """One more process that stamps."""
        asks = open_url(self.authority.url, self.world.clock, time.monotonic, lambda _bits: 7_000_000_007)
        assert asks is not None
        tools = self.world.tools
        return Stamping(tools.database, asks, self.world.clock, partial(alarm.of_stamps, tools), self.rings.append)

    def mail(self) -> None:
        """A mail comes in, is answered and sealed."""
        self.world.mail_in(MARIA, "[12] Portal fora do ar")
        self.world.work_off()
        self.seal()

    def seal(self) -> None:
        while self.sealing.seal():
            pass

    def later(self, **span: float) -> None:
        self.world.clock.at += timedelta(**span)
        self.authority.ahead = (self.world.clock.at - now()).total_seconds()

    @property
    def kept(self) -> list[Stamped]:
        with self.world.tools.database.reading() as session:
            return stamps.within(session, 1, 1_000_000)

    @property
    def head(self) -> seals.Head:
        with self.world.tools.database.reading() as session:
            return seals.head(session)

    def alarms(self) -> list[str]:
        """Subjects of what the operator got."""
        self.world.work_off()
        return [letter.subject for letter in self.world.letters(OPERATOR)]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with Authority(tmp_path_factory.mktemp("tsa")) as made:
        yield made


@pytest.fixture
def turning(running: Authority, tmp_path: Path) -> Iterator[Turning]:
    running.mode, running.ahead = tsa.WELL, 0.0
    made = Turning(tmp_path, running)
    with closing(made.world):
        yield made


def test_the_newest_head_gets_a_token_that_anybody_can_check(turning: Turning) -> None:
    turning.mail()
    assert turning.stamping.stamp()
    [kept] = turning.kept
    assert (kept.seq, kept.head) == (turning.head.seq, turning.head.hash)
    assert kept.authority == f"http://127.0.0.1:{turning.authority.port}/tsa"
    assert turning.authority.verify(kept.token, kept.head) == "Verification: OK"


def test_a_token_is_asked_for_when_it_is_due_and_something_is_new(turning: Turning) -> None:
    assert not turning.stamping.stamp(), "nothing is sealed"
    turning.mail()
    assert turning.stamping.stamp()
    turning.mail()
    turning.later(minutes=59)
    assert not turning.stamping.stamp(), "the last one is not an hour old"
    assert not turning.another().stamp(), "another process sees that too"
    turning.later(minutes=1, seconds=1)
    assert turning.stamping.stamp()
    turning.later(hours=5)
    assert not turning.stamping.stamp(), "nothing new"
    assert [one.seq for one in turning.kept] == sorted({one.seq for one in turning.kept})
    assert len(turning.kept) == 2


def test_a_clock_that_was_set_back_keeps_nobody_waiting(turning: Turning) -> None:
    turning.later(hours=2)
    turning.mail()
    assert turning.stamping.stamp()
    turning.later(hours=-2)
    turning.mail()
    assert turning.stamping.stamp()


@pytest.mark.parametrize("mode", BAD)
def test_what_proves_nothing_is_not_kept_and_mail_is_answered_all_the_same(
    turning: Turning, mode: str, caplog: pytest.LogCaptureFixture
) -> None:
    turning.mail()
    turning.authority.mode = mode
    assert not turning.stamping.stamp()
    assert turning.kept == []
    assert [r.levelname for r in caplog.records if r.getMessage().startswith("Not stamped: ")] == ["WARNING"]
    turning.mail()
    assert len(turning.world.letters(MARIA)) == 2
    turning.authority.mode = tsa.WELL
    assert not turning.stamping.stamp(), "it is left alone for five minutes"
    turning.later(minutes=5)
    assert turning.stamping.stamp()
    assert [one.seq for one in turning.kept] == [turning.head.seq]
    assert turning.alarms() == []


def test_three_hours_without_a_token_are_told_once_and_their_end_once(turning: Turning) -> None:
    turning.mail()
    assert turning.stamping.stamp()
    others = [turning.stamping, turning.another()]
    turning.authority.mode = tsa.BUSY
    turning.later(minutes=61)
    turning.mail()
    for _ in range(50):
        turning.later(minutes=6)
        for one in others:
            assert not one.stamp()
    assert turning.alarms() == ["Carteiro: o registro está sem carimbo do tempo"]
    assert turning.world.last(OPERATOR).says(f"Autoridade: 127.0.0.1:{turning.authority.port}/tsa", "carteiro doctor")
    turning.seal()
    turning.authority.mode = tsa.WELL
    turning.later(minutes=6)
    assert [one.stamp() for one in others] == [True, False]
    assert [one.seq for one in turning.kept][-1] == turning.head.seq
    assert turning.alarms()[1:] == ["Carteiro: o registro voltou a ter carimbo do tempo"]
    assert len(turning.rings) == 2


def test_an_hour_in_which_nothing_comes_is_no_gap(turning: Turning) -> None:
    turning.mail()
    assert turning.stamping.stamp()
    turning.authority.mode = tsa.BUSY
    turning.later(hours=9)
    turning.mail()
    assert not turning.stamping.stamp()
    assert turning.alarms() == [], "the first seal without a token is a minute old"


def test_without_an_operator_the_log_alone_tells(running: Authority, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    running.mode, running.ahead = tsa.BUSY, 0.0
    turning = Turning(tmp_path, running, operator="")
    with closing(turning.world):
        turning.mail()
        turning.later(hours=4)
        assert not turning.stamping.stamp()
    assert [r.levelname for r in caplog.records if "no time-stamp since" in r.getMessage()] == ["CRITICAL"]
    assert turning.rings == []

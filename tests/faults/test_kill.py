"""Is everything that was answered 250 there once, however often the gateway is killed, and would we notice if it were not?"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gateway.clockwork import gather
from storage.mail import inbox
from storage.mail.known import known
from tests.faults.killing import Found, run
from tests.wire.process import Running


@pytest.fixture
def kill(tmp_path: Path) -> Iterator[Callable[..., Found]]:
    with ExitStack() as started:

        def killed(*program: str, kills: int, seed: int, **more: Any) -> Found:
            running = Running(tmp_path / "home", *program)
            started.callback(running.close)
            return run(running, kills, seed, **more)

        yield killed


def whole(found: Found) -> None:
    print(f"\n{len(found.acked)} mails answered 250, {len(found.lost)} lost, {len(found.doubled)} doubled")  # noqa: T201 - the figures of the run
    assert found.acked
    assert not found.lost
    assert not found.doubled
    assert not found.refused, "our trouble is never the sender's"


@pytest.mark.timeout(400)  # seconds on an idle machine; the program starts many times
def test_everything_answered_250_is_there_once(kill: Callable[..., Found]) -> None:
    whole(kill(kills=4, seed=2053))


def test_a_door_that_replies_before_it_commits_is_caught(kill: Callable[..., Found]) -> None:
    assert kill("-m", "tests.faults.broken_door", "reply_first", kills=3, seed=1).lost


def test_a_desk_that_takes_every_copy_for_a_new_mail_is_caught(kill: Callable[..., Found], monkeypatch: pytest.MonkeyPatch) -> None:
    # For what is worked off here after the last kill.
    monkeypatch.setattr(gather, "known", lambda *asked: replace(known(*asked), twin=None))
    monkeypatch.setattr(inbox, "take_effect", lambda *_: True)
    assert kill("-m", "tests.faults.broken_door", "no_dedupe", kills=6, seed=1).doubled


@pytest.mark.faults
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_minute_of_kills_and_the_gateway_recovers_by_itself(kill: Callable[..., Found], seed: int) -> None:
    whole(kill(kills=30, seed=seed, patient=True))


@pytest.mark.faults
@pytest.mark.timeout(7200)
def test_five_hundred_kills(kill: Callable[..., Found]) -> None:
    """Senders take their time: it is the kills that count, and thousands of mails are to be worked off in the end."""
    whole(kill(kills=500, seed=500, patient=True, pause=0.4))

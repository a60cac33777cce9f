"""Who works when several want to, and one of them has time?"""

import threading

import pytest

from gateway.clockwork import baton
from gateway.clockwork.baton import Baton
from tests.wire.premises import until


def waiting(one: Baton, done: list[str]) -> threading.Thread:
    """A thread that has time."""

    def work() -> None:
        one.give_way()
        done.append("worked")

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_who_has_time_waits_for_who_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baton, "NAPS", 1_000_000)
    one, done = Baton(), list[str]()
    with one.held():
        thread = waiting(one, done)
        thread.join(0.2)
        assert thread.is_alive()
        assert done == []
    thread.join(60)
    assert done == ["worked"]


def test_who_has_time_does_not_wait_while_another_waits_for_a_server() -> None:
    one, done = Baton(), list[str]()
    with one.held(), one.laid_down():
        waiting(one, done).join(60)
    assert done == ["worked"]


def test_who_has_time_gets_a_turn_where_there_is_always_work() -> None:
    one, done = Baton(), list[str]()
    with one.held():
        waiting(one, done)
        until(lambda: done == ["worked"], 60)


def test_who_has_time_does_not_overtake_who_waited_while_it_worked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baton, "NAPS", 1_000_000)
    one, done = Baton(), list[str]()

    def work() -> None:
        with one.held():
            done.append("worked")

    with one.held():
        thread = threading.Thread(target=work)
        thread.start()
        until(lambda: one._wanted)
    one.give_way()
    assert done == ["worked"]
    thread.join(60)

"""Does a slow, hung or broken directory cost the mail nothing, and let nobody in late?"""

import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.doors.login import attempts, checking
from gateway.people.directory import Person
from gateway.people.file import FileDirectory
from tests.wire.premises import PLAIN, Caller, Premises, registered, until
from tests.wire.process import Running
from tests.wire.test_login import plain

MARIA, JOAO, RIGHT = "10438261700", "21850493611", "carteiro"
AWAY = "454 4.7.0 Falha temporaria nossa; tente novamente em alguns minutos"
BUSY = "454 4.7.0 Logins demais ao mesmo tempo; tente novamente em um minuto"
BIG = PLAIN + (b"x" * 998 + b"\r\n") * 2000  # too big to ride in the database: it needs a thread to come to disk


class Hung:
    """A directory that answers when it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        self.answered = 0
        self._go = threading.Event()
        really = FileDirectory.authenticate

        def authenticate(directory: FileDirectory, login: str, password: str) -> Person | None:
            self.asked.append(login)
            self._go.wait(60)
            self.answered += 1
            return really(directory, login, password)

        monkeypatch.setattr(FileDirectory, "authenticate", authenticate)

    def let_go(self) -> None:
        self._go.set()


@pytest.fixture
def hung(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hung]:
    made = Hung(monkeypatch)
    yield made
    made.let_go()


def waiting(premises: Premises, number: int, login: str = MARIA, password: str = RIGHT, source: str = "127.0.0.2") -> list[Caller]:
    """Callers whose logins are being checked."""
    callers = [premises.call(source).greet() for _ in range(number)]
    for caller in callers:
        caller.send(plain(login, password).encode() + b"\r\n")
    return callers


def test_a_directory_that_hangs_is_answered_for_and_its_late_yes_logs_nobody_in(
    premises: Premises, hung: Hung, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "SECONDS", 0.2)
    (caller,) = waiting(premises, 1)
    assert caller.answer() == AWAY
    hung.let_go()
    until(lambda: premises.logins._attempts._open == 0)
    assert hung.answered == 1
    registered(caller.deliver(PLAIN))
    assert premises.rows[0].login == ""
    assert caller.say(plain(MARIA)).startswith("235"), "the next one counts"


def test_a_late_no_counts(premises: Premises, hung: Hung, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "SECONDS", 0.2)
    for caller in waiting(premises, 5, password="errada"):
        assert caller.answer() == AWAY
    hung.let_go()
    until(lambda: premises.logins._attempts._open == 0)
    assert premises.call("127.0.0.2").greet().say(plain(MARIA)).startswith("454 4.7.0 Tentativas demais")


def test_beyond_a_number_logins_are_sent_away_at_once_and_every_mail_is_taken(premises: Premises, hung: Hung) -> None:
    callers = [each for n in range(4) for each in waiting(premises, 5, source=f"127.0.0.{n + 2}")]
    until(lambda: len(hung.asked) == attempts.AT_ONCE)
    began = time.monotonic()
    late = premises.call().greet()
    assert late.say(plain(JOAO)) == BUSY
    for mail in (PLAIN, BIG):
        assert premises.stored(registered(late.deliver(mail))) == mail
    assert time.monotonic() - began < checking.SECONDS, "nobody waited for the directory"
    hung.let_go()
    assert [each.answer()[:3] for each in callers] == ["235"] * attempts.AT_ONCE
    assert late.say(plain(JOAO)).startswith("235")
    assert len(premises.logins._threads._started) == attempts.AT_ONCE


def test_one_network_never_takes_every_place(premises: Premises, hung: Hung) -> None:
    first = waiting(premises, 5, MARIA) + waiting(premises, 5, JOAO)
    until(lambda: len(hung.asked) == attempts.OF_A_NETWORK_AT_ONCE)
    assert premises.call("127.0.0.2").greet().say(plain("54583126744")) == BUSY
    others = waiting(premises, 1, "54583126744", source="127.0.0.3")
    until(lambda: len(hung.asked) == attempts.OF_A_NETWORK_AT_ONCE + 1)
    hung.let_go()
    assert [each.answer()[:3] for each in (*first, *others)] == ["235"] * 11


def test_guesses_at_the_same_time_pass_no_more_often_than_one_after_the_other(premises: Premises, hung: Hung) -> None:
    callers = waiting(premises, 5, password="errada")
    until(lambda: len(hung.asked) == attempts.OF_A_PAIR)
    late = premises.call("127.0.0.2").greet()
    assert late.say(plain("104.382.617-00")) == BUSY
    hung.let_go()
    assert [each.answer()[:3] for each in callers] == ["535"] * 5
    assert late.say(plain("104.382.617-00")).startswith("454 4.7.0 Tentativas demais")
    assert len(hung.asked) == attempts.OF_A_PAIR


def test_a_caller_who_hangs_up_takes_the_place_until_the_directory_has_answered(premises: Premises, hung: Hung) -> None:
    (caller,) = waiting(premises, 1, password="errada")
    until(lambda: hung.asked)
    caller.hang_up()
    until(lambda: not premises.listening._alive)
    assert premises.logins._attempts._open == 1
    hung.let_go()
    until(lambda: premises.logins._attempts._open == 0)
    one = premises.logins._attempts.named(MARIA, "127.0.0.2")
    assert premises.logins._attempts._pairs.failures(one) == 1


def test_a_hung_directory_does_not_hold_up_the_closing(premises: Premises, hung: Hung) -> None:
    (caller,) = waiting(premises, 1)
    until(lambda: hung.asked)
    began = time.monotonic()
    premises.run(premises.listening.close())
    assert time.monotonic() - began < checking.SECONDS
    assert caller.answer().startswith("421 4.3.2")
    assert [thread.daemon for thread in threading.enumerate() if thread.name.startswith("login-")] == [True], "nor the end of the process"


@pytest.mark.parametrize(
    "fault", [RuntimeError("CPF 10438261700"), MemoryError(), OSError(5, "10438261700")], ids=lambda f: type(f).__name__
)
def test_a_directory_that_breaks_is_our_fault_and_its_words_are_not_logged(
    premises: Premises, caller: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fault: Exception
) -> None:
    def broken(*_: object) -> None:
        raise fault

    caplog.set_level(logging.WARNING)
    with monkeypatch.context() as away:
        away.setattr(FileDirectory, "authenticate", broken)
        for _ in range(6):
            assert caller.say(plain(MARIA)) == AWAY
    assert premises.pauses == []
    assert MARIA not in caplog.text
    assert type(fault).__name__ in caplog.text
    assert caller.say(plain(MARIA)).startswith("235")


def test_no_thread_to_be_had_is_our_fault(premises: Premises, caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as exhausted:
        exhausted.setattr(premises.logins._threads, "submit", none)
        for _ in range(attempts.AT_ONCE + 1):
            assert caller.say(plain(MARIA)) == AWAY
    assert caller.say(plain(MARIA)).startswith("235")


def test_the_program_stops_as_told_while_logins_hang(tmp_path: Path) -> None:
    running = Running(tmp_path, "-m", "tests.wire.hung_directory")
    running.start()
    try:
        callers = [Caller(running.address, f"127.0.0.{n + 2}").greet() for n in range(5)]
        for caller in callers:
            caller.send(plain(MARIA).encode() + b"\r\n")
        other = Caller(running.address).greet()
        registered(other.deliver(BIG))
        assert running.stop() == 0, running.log
        assert [caller.answer()[:3] for caller in (*callers, other)] == ["421"] * 6
        assert "Traceback" not in running.log
    finally:
        running.close()
    for caller in (*callers, other):
        caller.hang_up()

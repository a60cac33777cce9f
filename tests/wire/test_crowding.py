"""Do those who are slow, idle or many get what is theirs, and keep nobody else's mail out?"""

import threading
import time

import pytest

from gateway.doors import smtp
from gateway.doors.crowd import PER_ADDRESS
from tests.wire.premises import PLAIN, Premises, on_the_wire, registered, until

MANY = 300
SOON = 10  # seconds, for a mail amid all of them; idle machines need hundredths
SLOW = PLAIN + (b"0123456789" * 7 + b"\r\n") * 2000
PIECES = 40
PIECE_SECONDS = 0.1


def test_a_slow_mail_that_goes_on_comes_in_whole(premises: Premises, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its time is that of a mail, however long a silence between two commands may be."""
    monkeypatch.setattr(smtp, "IDLE_SECONDS", PIECES * PIECE_SECONDS / 2)
    caller = premises.call().greet().begin()
    wire = on_the_wire(SLOW)
    size = len(wire) // PIECES + 1
    began = time.monotonic()
    for at in range(0, len(wire), size):
        caller.send(wire[at : at + size])
        threading.Event().wait(PIECE_SECONDS)
    assert premises.stored(registered(caller.answer())) == SLOW
    assert time.monotonic() - began > smtp.IDLE_SECONDS


def test_who_sends_a_byte_now_and_then_is_cut_off_all_the_same(premises: Premises, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that come do not prolong the time of a mail."""
    with monkeypatch.context() as patch:
        patch.setattr(smtp, "DATA_SECONDS", 1)
        caller = premises.call().greet().begin()
        dripping = threading.Event()

        def drip() -> None:
            while not dripping.wait(0.1):
                try:
                    caller.send(b"a")
                except OSError:
                    return

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            assert caller.answer().startswith("421 4.4.2 A mensagem demorou demais")
        finally:
            dripping.set()
            thread.join()
    assert premises.rows == []
    registered(premises.call().greet().deliver(PLAIN))


def test_three_hundred_idle_connections_of_one_address_keep_no_other_out(premises: Premises) -> None:
    idle = [premises.call(source="127.0.0.2") for _ in range(MANY)]
    greetings = [each.answer() for each in idle]
    assert [greeting[:3] for greeting in greetings].count("220") == PER_ADDRESS
    assert {greeting[:9] for greeting in greetings if not greeting.startswith("220")} == {"421 4.7.0"}
    began = time.monotonic()
    registered(premises.call(source="127.0.0.3").greet().deliver(PLAIN))
    assert time.monotonic() - began < SOON
    for each in idle:
        each.hang_up()
    until(lambda: len(premises.listening._alive) == 1)
    registered(premises.call(source="127.0.0.2").greet().deliver(PLAIN))

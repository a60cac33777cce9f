"""Is all that one representative floods us with kept, and do the others hardly notice? (The long form: tests/faults/test_flood.py.)"""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from gateway.clockwork import caps
from gateway.clockwork.bell import HEAR, THREADS
from tests.wire.premises import Caller, registered, until
from tests.wire.process import Running
from tests.wire.test_clients import write
from tests.wire.test_login import plain
from tests.world import ADDRESS, CONCEICAO, MARIA

CALLERS = 4  # connections of the one who floods
ANSWERS = caps.ANSWERS + THREADS[HEAR] - 1  # mails that are decided at the same time count only those before them


@dataclass
class Flood:
    """A run. ids: what the one who floods was told; the rest in seconds."""

    ids: list[int] = field(default_factory=list)
    sending: float = 0
    other_taken: float = 0
    other_answered: float = 0

    @property
    def figures(self) -> str:
        rate = len(self.ids) / self.sending
        return (
            f"{len(self.ids)} mails at {rate:.0f}/s; the other: taken in {self.other_taken:.2f} s, answered in {self.other_answered:.1f} s"
        )


class Floods(threading.Thread):
    """One connection that sends mail after mail, each from the same representative."""

    def __init__(self, running: Running, name: str, number: int) -> None:
        super().__init__()
        self.ids: list[int] = []
        self._running, self._name, self._number = running, name, number

    def run(self) -> None:
        caller = Caller(self._running.address, "127.0.0.2").greet()
        assert caller.say(plain(MARIA)).startswith("235")
        for n in range(self._number):
            self.ids.append(registered(caller.deliver(_mail(MARIA, f"Enxurrada {self._name}-{n}"), sender=MARIA)))
        caller.hang_up()


def _mail(sender: str, title: str) -> bytes:
    return write(sender, f"[11] {title}", f"Texto de {title}.\n").as_bytes().replace(b"\n", b"\r\n")


def flood(running: Running, number: int) -> Flood:
    """So many mails of one representative as fast as they are taken, and in their midst one of another entity's."""
    found = Flood()
    began = time.monotonic()
    senders = [Floods(running, str(n), number // CALLERS) for n in range(CALLERS)]
    for sender in senders:
        sender.start()
    until(lambda: sum(len(sender.ids) for sender in senders) > number // 2, 120)
    other = time.monotonic()
    caller = Caller(running.address, "127.0.0.3").greet()
    assert caller.say(plain(CONCEICAO)).startswith("235")
    registered(caller.deliver(_mail(CONCEICAO, "No meio da enxurrada"), sender=CONCEICAO))
    found.other_taken = time.monotonic() - other
    caller.hang_up()
    until(lambda: running.letters(CONCEICAO), 300)
    found.other_answered = time.monotonic() - other
    for sender in senders:
        sender.join()
        found.ids += sender.ids
    found.sending = time.monotonic() - began
    return found


def decided(running: Running, seconds: float) -> list[dict[str, object]]:
    """Every mail of the one who flooded, once all are decided."""
    rows: list[dict[str, object]] = []

    def all_are() -> bool:
        rows[:] = [row for row in running.json("mail", "list") if row["way"] == "in" and row["from"] == MARIA]
        return all(row["disposition"] not in {None, "waiting"} for row in rows)

    until(all_are, seconds)
    return rows


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    made = Running(tmp_path / "home")
    made.start()
    yield made
    made.close()


def test_two_hundred_mails_at_once_are_all_kept_and_another_sender_is_answered(running: Running) -> None:
    found = flood(running, 200)
    assert len(set(found.ids)) == 200
    rows = decided(running, 100)
    assert {row["id"] for row in rows} == {f"in-{n}" for n in found.ids}
    assert {row["disposition"] for row in rows} == {"opened"}
    assert ADDRESS in str(running.letters(CONCEICAO)[0])
    assert 0 < len(running.letters(MARIA)) <= ANSWERS

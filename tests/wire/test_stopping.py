"""Does a stop lose nothing and hang on nobody, and does a great mail stay out of memory?"""

import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wire.premises import PLAIN, Caller, on_the_wire, registered
from tests.wire.process import Running


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    made = Running(tmp_path)
    made.start("smtp")
    yield made
    made.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_answers_every_mail_in_progress(running: Running, number: int) -> None:
    callers = [Caller(running.address).greet().begin() for _ in range(5)]
    idle, stuck = Caller(running.address).greet(), Caller(running.address).greet().begin()
    for caller in (*callers, stuck):
        caller.send(PLAIN[:40])
    stopping = threading.Thread(target=running.stop, args=(number,))
    stopping.start()
    assert idle.answer().startswith("421")
    answers = [caller.send(on_the_wire(PLAIN[40:])).answer() for caller in callers]
    ids = [registered(answer) for answer in answers]
    assert stuck.answer().startswith("421")
    stopping.join(20)
    assert running.process is not None
    assert running.process.returncode == 0, running.log
    for caller in (*callers, idle, stuck):
        caller.hang_up()
    assert [row["id"] for row in running.json("mail", "list")] == [f"in-{i}" for i in ids]


def test_a_mail_beyond_the_limit_is_not_held_in_memory(running: Running) -> None:
    caller = Caller(running.address).greet()
    registered(caller.deliver(PLAIN))
    assert running.process is not None
    before = _peak(running.process.pid)
    assert caller.deliver(PLAIN + b"0123456789abcdef" * 2_500_000 + b"\r\n").startswith("552 5.3.4")
    registered(caller.deliver(PLAIN + b"0123456789abcdef" * 1_500_000 + b"\r\n"))
    caller.hang_up()
    assert _peak(running.process.pid) - before < 15_000, "kB, for mails of 40 and 24 MB"


def _peak(pid: int) -> int:
    """The most memory the process ever used, in kB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

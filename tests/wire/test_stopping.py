"""Does a stop lose nothing and hang on nobody, and does a great mail stay out of memory?"""

import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.tables import Inbound
from tests.wire.premises import PLAIN, Caller, on_the_wire, registered, until
from tests.wire.process import Running
from tests.wire.test_login import plain
from tests.world import MARIA


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


def undecided(home: Path) -> int:
    database = Database(f"sqlite:///{home}/carteiro.db")
    with database.reading() as session:
        found = session.query(Inbound).filter(Inbound.outcome.is_(None)).count()
    database.close()
    return found


def numbered(n: int) -> bytes:
    return b"Message-ID: <%d@cliente.example>\r\n" % n + PLAIN.replace(b"[12] Portal", b"[11] Antes %d" % n)


@pytest.mark.timeout(400)  # seconds on a busy machine; many programs start
def test_a_stop_amid_mails_and_work_loses_nothing_of_either(running: Running) -> None:
    """Twenty mails nobody has worked off yet, and five whose DATA is in progress, when the whole gateway is told to end."""
    caller = Caller(running.address).greet()
    assert caller.say(plain(MARIA)).startswith("235")
    for n in range(20):
        registered(caller.deliver(numbered(n), sender=MARIA))
    caller.hang_up()
    assert running.stop() == 0
    assert undecided(running.home) == 20
    running.start("up")
    callers = [Caller(running.address).greet() for _ in range(5)]
    for n, each in enumerate(callers):
        assert each.say(plain(MARIA)).startswith("235")
        each.begin(sender=MARIA).send(on_the_wire(numbered(20 + n))[:60])
    stopping = threading.Thread(target=running.stop, kwargs={"seconds": 30})
    stopping.start()
    answers = [each.send(on_the_wire(numbered(20 + n))[60:]).answer() for n, each in enumerate(callers)]
    for each in callers:
        each.hang_up()
    stopping.join(40)
    assert running.process is not None
    assert running.process.returncode == 0, running.log
    taken = [20 + n for n, answer in enumerate(answers) if answer.startswith("250")]
    assert all(answer.startswith(("250 2.0.0 registrado", "421")) for answer in answers), answers
    running.start("up")
    until(lambda: undecided(running.home) == 0, 60)
    titles = sorted(ticket["title"] for ticket in running.json("ticket", "list"))
    assert titles == sorted(f"Antes {n}" for n in [*range(20), *taken])
    assert running.stop() == 0


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

"""Is mail taken in and answered, and an alarm given by letter, when nobody takes what is written to the log?"""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.wire.premises import until
from tests.wire.process import ROOT, Running
from tests.wire.test_clients import write
from tests.world import MARIA

OPERATOR = "operador@carteiro.example"
EXPLAINED = 6  # answers to one conversation: one more than there are explanations
Shut = Callable[[Running, str, ExitStack], "subprocess.Popen[bytes]"]


def full(running: Running, command: str, _: ExitStack) -> "subprocess.Popen[bytes]":
    """The disk with the log is full (full(4))."""
    with Path("/dev/full").open("wb", buffering=0) as disk:
        return subprocess.Popen(running.command(command), cwd=ROOT, stdout=disk, stderr=disk)


def read_by_nobody(running: Running, command: str, _: ExitStack) -> "subprocess.Popen[bytes]":
    """What took the log has ended: each write is a broken pipe."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        return subprocess.Popen(running.command(command), cwd=ROOT, stdout=writing, stderr=writing)
    finally:
        os.close(writing)


def closed(running: Running, command: str, _: ExitStack) -> "subprocess.Popen[bytes]":
    """There is neither stream."""
    return subprocess.Popen(["sh", "-c", 'exec "$@" >&- 2>&-', "sh", *running.command(command)], cwd=ROOT)


def filled_later(running: Running, command: str, stack: ExitStack) -> "subprocess.Popen[bytes]":
    """What took the log ends once the gateway is at work."""
    reading, writing = os.pipe()
    stack.callback(os.close, reading)
    try:
        return subprocess.Popen(running.command(command), cwd=ROOT, stdout=writing, stderr=writing)
    finally:
        os.close(writing)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    made = Running(tmp_path / "home", settings={"OPERATOR": OPERATOR})
    (made.home / "log").touch()
    yield made
    made.close()


@pytest.mark.timeout(400)  # seconds on a busy machine; many programs start
@pytest.mark.parametrize("shut", [full, read_by_nobody, closed, filled_later])
def test_mail_is_taken_and_the_operator_is_written_to(running: Running, shut: Shut) -> None:
    with ExitStack() as stack:
        running.process = shut(running, "up", stack)
        until(running.answers, 60)
        stack.close()
        running.deliver(write(MARIA, "[11] Sem diário", "Bom dia.\n"), MARIA)
        until(lambda: running.letters(MARIA))
        first = write(MARIA, "Sem item", "Bom dia.\n")
        running.deliver(first, MARIA)
        for n in range(EXPLAINED):
            again = write(MARIA, "RES: Sem item", f"E agora, pela {n}a vez?\n")
            again["References"] = str(first["Message-ID"])
            running.deliver(again, MARIA)
        until(lambda: running.letters(OPERATOR), 60)
        until(lambda: all(mail["disposition"] != "waiting" for mail in running.json("mail", "list")))
        assert len(running.json("ticket", "list")) == 1
        assert running.stop() == 0


@pytest.mark.parametrize("shut", [full, read_by_nobody, closed])
def test_a_pipe_of_a_mail_server_hears_that_it_is_our_trouble(running: Running, shut: Shut) -> None:
    """Any other code than 75 would be a bounce to the sender (sysexits.h)."""
    mail = running.home / "um.eml"
    mail.write_bytes(write(MARIA, "[11] Pelo cano", "Bom dia.\n").as_bytes())
    (running.home / "carteiro.db").write_bytes(b"isto nao e um banco de dados" * 100)
    running.ends_whole = False
    deliver = running.command
    running.command = lambda *_: deliver("deliver", str(mail))  # type: ignore[method-assign]  # the mail is named
    with ExitStack() as stack:
        assert shut(running, "deliver", stack).wait(60) == 75

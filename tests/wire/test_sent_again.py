"""Is a mail whose 250 was lost on its way, and which is sent again, one ticket, with both arrivals on record?"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proxy import Proxy
from tests.wire.premises import PLAIN, Caller, on_the_wire, registered, until
from tests.wire.process import ROOT, Running
from tests.wire.test_login import plain
from tests.world import MARIA

SMALL = b"Message-ID: <perdida@cliente.example>\r\n" + PLAIN.replace(b"[12]", b"[11]")
BIG = SMALL + (b"a" * 998 + b"\r\n") * 2500
END = b"\r\n.\r\n"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    made = Running(tmp_path / "home")
    made.start()
    yield made
    made.close()


def logged_in(proxy: Proxy) -> Caller:
    caller = Caller(("127.0.0.1", proxy.port)).greet()
    assert caller.say(plain(MARIA)).startswith("235")
    return caller


def raw(running: Running, mail: str) -> bytes:
    """A mail's bytes as an operator gets them."""
    return subprocess.run(running.command("mail", "show", mail, "--raw"), cwd=ROOT, check=True, capture_output=True, timeout=60).stdout


@pytest.mark.timeout(400)  # seconds on a busy machine; many programs start
@pytest.mark.parametrize("mail", [SMALL, BIG], ids=["riding", "spooled"])
def test_what_was_taken_and_not_heard_of_is_sent_again_and_opens_one_ticket(running: Running, mail: bytes) -> None:
    with Proxy(running.address[1]) as proxy:
        first = logged_in(proxy).begin()
        proxy.black_hole_when(END, heard=True)
        first.send(on_the_wire(mail))
        until(lambda: running.json("mail", "list"))
        proxy.cut()
        assert first.answer() == "", "the sender never heard of its 250"
        first.hang_up()
        proxy.heal()
        second = logged_in(proxy)
        again = registered(second.deliver(mail))
        second.hang_up()
    until(lambda: running.json("mail", "show", f"in-{again}")[0]["disposition"] == "duplicate", 60)
    kept, copy = [running.json("mail", "show", f"in-{n}")[0] for n in (1, again)]
    assert (kept["disposition"], copy["disposition"], copy["duplicate_of"]) == ("opened", "duplicate", 1)
    assert raw(running, "in-1") == raw(running, f"in-{again}") == mail
    assert len(running.json("ticket", "list")) == 1
    until(lambda: running.letters(MARIA))
    assert running.stop() == 0
    assert len(running.letters(MARIA)) == 1, "told once"

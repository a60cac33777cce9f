"""Are thousands of mails, and big ones, taken oldest first, within bounded memory, and once, though the poller is killed amid?"""

import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from gateway.doors.imap.taking import Look
from tests.dovecot import Dovecot
from tests.faults.mailbox_waiting import MEGABYTE
from tests.wire.mailroom import Mailroom
from tests.wire.premises import until
from tests.wire.process import ROOT
from tests.wire.recount import look_on, recount

BIG = 25_000_000
MOST = 200 * MEGABYTE
MORE = 75 * MEGABYTE
"""What a poller may need beyond the program itself: three mails of the biggest size that we take by SMTP."""


def mail(number: int, size: int = 0) -> bytes:
    head = f"From: maria@str-valesereno.example\r\nMessage-ID: <{number}@cliente.example>\r\nSubject: [12] Portal {number}\r\n"
    head += f"References: <primeira-{number % 11}@cliente.example>\r\n\r\nNada abre.\r\n"
    return head.encode() + (b"x" * 1022 + b"\r\n") * (size // 1024)


def poller(home: Path, server: Dovecot) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.faults.mailbox_waiting", str(home), server.url()]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def take_all(home: Path, server: Dovecot, room: Mailroom, kill_at: tuple[int, ...], seconds: float) -> None:
    """Kills the poller when so many are on record, then lets one come to its end; its memory is bounded."""
    for taken in kill_at:
        with poller(home, server) as one:
            until(lambda taken=taken: len(room.pickups) >= taken, seconds)  # type: ignore[misc] # a lambda with its count bound
            one.send_signal(signal.SIGKILL)
    with poller(home, server) as last:
        said, _ = last.communicate(timeout=seconds)
    before, peak = map(int, said.split())
    assert peak < MOST, f"{peak / MEGABYTE:.0f} MB"
    assert peak - before < MORE, f"{(peak - before) / MEGABYTE:.0f} MB more than the program itself"


@pytest.mark.parametrize(
    ("mails", "kill_at", "seconds"), [(1000, (), 60.0), pytest.param(10_000, (300, 4000, 9000), 900.0, marks=pytest.mark.faults)]
)
def test_all_that_waits_is_taken_oldest_first_in_bounded_memory(
    tmp_path: Path, mails: int, kill_at: tuple[int, ...], seconds: float
) -> None:
    sent = [mail(number, BIG if number % (mails // 4) == mails // 8 else 0) for number in range(mails)]
    with Dovecot() as server, closing(Mailroom(tmp_path, server.url())) as room:
        assert room.look() is Look.WHOLE
        server.put_many(sent)
        take_all(tmp_path, server, room, kill_at, seconds)
        look_on(room, server)
        recount(room, server, sent).check()
        assert room.mails() == sent, "oldest first"
        assert server.count() == 0

"""Does a server that is never silent and comes to no end hold up a mailbox?"""

import threading
from itertools import count
from pathlib import Path

import pytest

from gateway.doors.imap.line import Line, Patience
from gateway.doors.imap.trouble import SILENT, Trouble
from tests.wire.scripted import Scripted

ON_AND_ON = b"* OK wait\r\n" * 100_000


@pytest.mark.parametrize("command", ["NOOP", "IDLE"])
def test_one_that_only_says_wait_is_left(tmp_path: Path, command: str) -> None:
    password = tmp_path / "password"
    password.write_text("segredo")
    minutes, slow = count(0, 60), threading.Event()
    with Scripted({command: ON_AND_ON}) as server:
        line = Line(server.box(password), Patience(5, 5), lambda: float(next(minutes)) if slow.is_set() else 0.0)
        slow.set()
        with pytest.raises(Trouble, match="does not come to an end") as trouble:
            line.uids(1) if command == "NOOP" else line.wait(9e9, threading.Event())
        line.close()
    assert trouble.value.why == SILENT

"""Is a connection to a mailbox that is cut, slowed down or swallowed, anywhere, noticed, without a part of a mail taken for the whole?"""

import threading
import time

import pytest

from gateway.doors.imap.line import Line, Patience
from gateway.doors.imap.trouble import SILENT, UNREACHABLE, Refused, Trouble
from gateway.doors.imap.url import Box, read_url
from tests.dovecot import Dovecot
from tests.proxy import Proxy

MAILS = {1: b"Subject: um\r\n\r\n" + b"1234567\r\n" * 20, 2: b"Subject: dois\r\n\r\nx\r\n"}
LATE = 15.0  # seconds: a busy machine


def read(line: Line) -> list[object]:
    """All that can be read of a mailbox."""
    return [line.uids(1), [one.uid for one in line.listed([1, 2])], line.bodies([1, 2]), b"".join(line.pieces(1, 64))]


WHOLE = [[1, 2], [1, 2], MAILS, MAILS[1]]


def session(box: Box, patience: Patience, got: list[object]) -> None:
    """A visit of the intake; what was read is put into `got`."""
    line = Line(box, patience)
    try:
        got.append(read(line))
        line.wait(1, threading.Event())
        line.move([1], ("Recebidos",))
    finally:
        line.close()


@pytest.mark.parametrize("reset", [True, False])
def test_a_connection_cut_anywhere_gives_no_part_of_a_mail(*, reset: bool) -> None:
    with Dovecot() as dovecot, Proxy(dovecot.port) as proxy:
        dovecot.put_many(list(MAILS.values()))
        proxy.reset = reset
        box = read_url(dovecot.url(scheme="imap", port=proxy.port))
        line = Line(box)
        assert read(line) == WHOLE
        length = proxy.bytes_down
        line.close()
        assert length > 1000
        for cut in range(0, length, 7):
            proxy.cut_after = cut
            got: list[object] = []
            with pytest.raises(Trouble) as trouble:
                session(box, Patience(), got)
            assert trouble.value.why == UNREACHABLE, cut
            assert got in ([], [WHOLE])


@pytest.mark.parametrize(("scheme", "drip"), [("imap", 0.1), ("imaps", 0.04)])
def test_lines_that_come_octet_by_octet_are_lines(scheme: str, drip: float) -> None:
    """Slices of a second end amid a line, or amid a record of TLS; nothing of it may be lost."""
    with Dovecot() as dovecot, Proxy(dovecot.tls_port if scheme == "imaps" else dovecot.port) as proxy:
        line = Line(read_url(dovecot.url(scheme=scheme, port=proxy.port)), Patience(20, 20))
        line.uids(1)
        dovecot.put(MAILS[2])
        proxy.drip = drip
        assert line.wait(60, threading.Event())
        proxy.heal()
        assert line.bodies(line.uids(1)) == {1: MAILS[2]}
        line.close()


@pytest.mark.parametrize("command", [b"SEARCH", b"FETCH", b"MOVE", b"IDLE", b"DONE", b"SELECT", b"LOGIN"])
@pytest.mark.parametrize("heard", [True, False])
def test_a_black_hole_is_noticed_wherever_it_opens(command: bytes, *, heard: bool) -> None:
    with Dovecot() as dovecot, Proxy(dovecot.port) as proxy:
        dovecot.put_many(list(MAILS.values()))
        proxy.black_hole_when(command if command != b"LOGIN" else b"AUTHENTICATE", heard=heard)
        threads = threading.active_count()
        begun = time.monotonic()
        with pytest.raises(Trouble) as trouble:
            session(read_url(dovecot.url(scheme="imap", port=proxy.port)), Patience(1, 1), [])
        assert time.monotonic() - begun < LATE
        assert trouble.value.why == SILENT
        assert threading.active_count() <= threads + 1, "but for the proxy's"
        proxy.heal()


def test_a_move_whose_answer_is_lost_can_be_said_again() -> None:
    with Dovecot() as dovecot, Proxy(dovecot.port) as proxy:
        dovecot.put_many(list(MAILS.values()))
        dovecot.make("Recebidos")
        box = read_url(dovecot.url(scheme="imap", port=proxy.port))
        line = Line(box, Patience(1, 1))
        proxy.black_hole_when(b"MOVE", heard=True)
        with pytest.raises(Trouble):
            line.move([1], ("Recebidos",))
        line.close()
        proxy.heal()
        line = Line(box)
        assert line.uids(1) == [2]
        assert line.move([1], ("Recebidos",)).uids == {}
        with pytest.raises(Refused):
            next(line.pieces(1))
        line.close()
        assert dovecot.mails("Recebidos") == [MAILS[1]]

"""Does a mailbox give us its mails as they are, in order, and tell when one arrives? Over a real Dovecot."""

import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta

import pytest

from gateway.doors.imap.line import Line, Listed, Patience
from gateway.doors.imap.trouble import Refused
from gateway.doors.imap.url import read_url
from tests.dovecot import Dovecot

MAIL = b"From: maria@str-valesereno.example\r\nSubject: [12] Portal\r\n\r\nErro.\r\n"
MAILS = (
    MAIL,
    b"Subject: \xe1\xff\x80\r\nX: \xf0\x9f\x98\x80\r\n\r\n8 bits \xc3\xa9 \x01\x7f\r\n",
    b"Subject: sem fim",
    b"\r\n",
    b"no header at all\r\n.\r\n..\r\n* BYE\r\n) UID 9 BODY[] {5}\r\n",
    b"Subject: longa\r\n\r\n" + b"x" * 200_000 + b"\r\n",
)
SOON = 15  # seconds: IDLE tells of a mail at once, on a busy machine a little later

Opener = Callable[..., Line]


@pytest.fixture
def enter() -> Iterator[Opener]:
    """Enters mailboxes by their URL; all are left afterwards."""
    with ExitStack() as entered:

        def make(url: str) -> Line:
            line = Line(read_url(url), Patience(20, 20))
            entered.callback(line.close)
            return line

        yield make


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    with Dovecot() as started:
        yield started


def after(seconds: float, work: Callable[[], object]) -> threading.Timer:
    """Does something in a while, in a thread of its own."""
    timer = threading.Timer(seconds, work)
    timer.start()
    return timer


@pytest.mark.parametrize(("scheme", "flags"), [("imaps", ()), ("imap", ("starttls",)), ("imap", ())])
def test_mails_come_as_they_are_and_stay_as_they_were(dovecot: Dovecot, enter: Opener, scheme: str, flags: tuple[str, ...]) -> None:
    dovecot.put_many(MAILS)
    line = enter(dovecot.url(*flags, scheme=scheme))
    assert (line.exists, line.uid_next, line.uidvalidity > 0) == (6, 7, True)
    assert (line.can_idle, line.can_move, line.can_expunge) == (True, True, True)
    assert line.bodies([6, 5, 4, 3, 2, 1, 77]) == dict(enumerate(MAILS, 1))
    assert b"".join(line.pieces(6, 9_999)) == MAILS[5]
    assert dovecot.flags() == [""] * 6
    assert not any("BODY[" in said for said in dovecot.asked), "what is not PEEK marks a mail as read"


def test_what_imap_cannot_carry_comes_as_dovecot_writes_it(dovecot: Dovecot, enter: Opener) -> None:
    r"""RFC 3501, 9: a literal holds no NUL (Dovecot says 0x80), and a mail's lines end in CRLF."""
    dovecot.put(b"Subject: x\n\na\0b\n")
    assert enter(dovecot.url()).bodies([1]) == {1: b"Subject: x\r\n\r\na\x80b\r\n"}


def test_a_mail_of_no_octet_is_a_mail(dovecot: Dovecot, enter: Opener) -> None:
    dovecot.put(b"")
    line = enter(dovecot.url())
    assert (line.bodies([1]), list(line.pieces(1))) == ({1: b""}, [])


def test_mails_are_found_in_their_order(dovecot: Dovecot, enter: Opener) -> None:
    begin = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
    for days in (2, 0, 1, 3):
        dovecot.put(MAIL, at=begin + timedelta(days=days))
    line = enter(dovecot.url())
    assert line.uids(1) == [1, 2, 3, 4]
    assert line.uids(3) == [3, 4]
    assert line.uids(5) == [], "5:* would be the last one"
    assert line.uids(1, date(2026, 11, 3)) == [1, 4]
    assert line.uids(2, date(2026, 11, 3)) == [4]
    assert line.listed([3, 1, 9]) == [Listed(1, len(MAIL), begin + timedelta(days=2)), Listed(3, len(MAIL), begin + timedelta(days=1))]
    assert (line.listed([]), line.bodies([]), line.listed([9])) == ([], {}, [])


def test_a_folder_may_have_any_name(dovecot: Dovecot, enter: Opener) -> None:
    dovecot.put(MAIL, "Suporte/&ANo-ltimos &- novos")
    line = enter(dovecot.url(folder="Suporte/Últimos & novos"))
    assert line.bodies(line.uids(1)) == {1: MAIL}


@pytest.mark.parametrize("password", ["çenha", 'a"b\\c d', "carteiro"])
def test_a_password_may_hold_any_character(enter: Opener, password: str) -> None:
    dovecot = Dovecot()
    dovecot.set_password(password)
    dovecot.password_file.write_text(password + "\r\n")
    with dovecot:
        assert enter(dovecot.url()).uids(1) == []


def test_another_client_that_takes_mails_away_hides_only_those(dovecot: Dovecot, enter: Opener) -> None:
    dovecot.put_many([MAIL] * 4)
    line, other = enter(dovecot.url()), enter(dovecot.url())
    assert line.uids(1) == [1, 2, 3, 4]
    other.move([2, 3], ("Outros",))
    assert sorted(line.bodies([1, 2, 3, 4])) == [1, 4]
    with pytest.raises(Refused, match="no mail with UID 2 from octet 0 on"):
        list(line.pieces(2))


def test_a_mail_that_vanishes_between_two_pieces_is_no_shorter_mail(dovecot: Dovecot, enter: Opener) -> None:
    dovecot.put(MAIL)
    line, other = enter(dovecot.url()), enter(dovecot.url())
    pieces = line.pieces(1, 10)
    assert next(pieces) == MAIL[:10]
    other.move([1], ("Outros",))
    line.uids(1)  # the server tells now
    with pytest.raises(Refused, match="from octet 10 on"):
        next(pieces)


def test_a_big_mail_needs_no_memory_for_the_whole_of_it(dovecot: Dovecot, enter: Opener) -> None:
    big = b"Subject: grande\r\n\r\n" + (b"0123456789" * 7 + b"\r\n") * 350_000
    dovecot.put(big)
    line = enter(dovecot.url())
    tracemalloc.start()
    try:
        at = 0
        for piece in line.pieces(1):
            assert big.startswith(piece, at)
            at += len(piece)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert at == len(big) > 25_000_000
    assert peak < 6 << 20


def test_a_mail_that_arrives_ends_the_wait(dovecot: Dovecot, enter: Opener) -> None:
    line, stop = enter(dovecot.url()), threading.Event()
    assert line.uids(1) == []
    begun = time.monotonic()
    delivered = after(1, lambda: dovecot.put(MAIL))
    assert line.wait(60, stop)
    assert time.monotonic() - begun < SOON
    delivered.join()
    assert line.uids(1) == [1]
    assert not line.wait(1, stop), "it is known now"


def test_a_mail_told_of_while_something_else_was_done_ends_the_wait_at_once(dovecot: Dovecot, enter: Opener) -> None:
    dovecot.put_many([MAIL] * 2)
    line, stop = enter(dovecot.url()), threading.Event()
    line.uids(1)
    dovecot.put(MAIL)
    line.move([1, 2], ("Recebidos",))
    assert line.wait(60, stop)
    assert line.uids(1) == [3]


def test_flags_and_mails_that_go_do_not_end_the_wait(dovecot: Dovecot, enter: Opener) -> None:
    dovecot.put_many([MAIL] * 3)
    line, other, stop = enter(dovecot.url()), enter(dovecot.url()), threading.Event()
    line.uids(1)

    def touch() -> None:
        dovecot.flag("INBOX", [1], r"\Seen")
        other.move([2], ("Outros",))

    touched = after(0.5, touch)
    assert not line.wait(3, stop)
    touched.join()
    assert line.uids(1) == [1, 3]


@pytest.mark.parametrize("without", [(), ("IDLE",)])
def test_the_wait_ends_when_time_is_up_or_we_stop(enter: Opener, without: tuple[str, ...]) -> None:
    with Dovecot(without=without) as dovecot:
        line, stop = enter(dovecot.url()), threading.Event()
        assert line.can_idle != bool(without)
        assert not line.wait(0.2, stop)
        begun = time.monotonic()
        stopped = after(0.3, stop.set)
        assert not line.wait(600, stop)
        assert time.monotonic() - begun < SOON
        stopped.join()
        assert line.uids(1) == []

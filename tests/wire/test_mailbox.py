"""Does a mail in a mailbox come on record once, and into its folder, whatever the server offers?"""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.doors.imap.line import Line
from gateway.doors.imap.taking import Look, Taking
from tests.dovecot import Dovecot
from tests.wire.mailroom import PATIENCE, Mailroom
from tests.wire.premises import until

NOVEMBER = datetime(2026, 11, 5, 12, 0, tzinfo=UTC)
Opener = Callable[..., tuple[Dovecot, Mailroom]]


def mail(n: int, size: int = 0) -> bytes:
    head = f"From: maria@str-valesereno.example\r\nMessage-ID: <{n}@cliente.example>\r\nSubject: [12] {n}\r\n\r\n"
    return head.encode() + b"Nada abre.\r\n" + b"x" * 70 * (size // 72) + b"\r\n"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    """A server and the gateway's side of it; the mailbox has had its first look, unless told otherwise."""
    with ExitStack() as stack:

        def make(*, looked: bool = True, backlog: str = "", **wanted: object) -> tuple[Dovecot, Mailroom]:
            server = stack.enter_context(Dovecot(**wanted))
            room = Mailroom(tmp_path, server.url(**({"backlog": backlog} if backlog else {})))
            stack.callback(room.close)
            if looked:
                assert room.look() is Look.WHOLE
            return server, room

        yield make


def test_what_was_there_before_the_first_look_is_left_alone(opened: Opener) -> None:
    server, room = opened(looked=False)
    server.put(mail(1))
    assert room.look() is Look.WHOLE
    server.put(mail(2))
    room.look()
    assert room.mails() == [mail(2)]
    assert server.mails() == [mail(1)]
    assert room.mailbox.left_alone == 1


def test_a_mail_goes_on_record_as_it_is_and_into_the_folder_of_its_month(opened: Opener) -> None:
    server, room = opened()
    server.put(mail(1), at=NOVEMBER)
    assert room.look() is Look.WHOLE
    assert room.mails() == [mail(1)]
    assert (server.count("INBOX"), server.mails("Recebidos/2026-11")) == (0, [mail(1)])
    row, pickup = room.rows()[0], room.pickups[0]
    assert (row.door, row.received_at) == ("imap", NOVEMBER)
    assert (pickup.inbound_id, pickup.outcome, pickup.folder) == (row.id, "filed", "Recebidos/2026-11")
    assert pickup.folder_uid == 1
    assert room.rings == [row.id]


def test_a_whole_look_over_a_line_that_was_silent_knows_what_came_meanwhile(opened: Opener) -> None:
    server, room = opened()
    line = Line(room.box, PATIENCE)
    try:
        taking = Taking(room.keeping, room.box, line, room.mailbox.id, threading.Event())
        server.put(mail(1))
        assert taking.look(room.poller().start(line, room.mailbox.id)) is Look.WHOLE
        assert room.mails() == [mail(1)]
    finally:
        line.close()


def test_all_that_was_there_when_it_is_asked_for(opened: Opener) -> None:
    server, room = opened(looked=False, backlog="all")
    for n in range(250):
        server.put(mail(n))
    room.look()
    assert len(room.mails()) == 250
    assert server.count("INBOX") == 0


def test_from_a_day_on_when_asked_for(opened: Opener) -> None:
    server, room = opened(looked=False, backlog="2026-11-05")
    days = (3, 4, 5, 6)
    for day in days:
        server.put(mail(day), at=datetime(2026, 11, day, 12, tzinfo=UTC))
    server.put(mail(99), at=datetime(2026, 11, 5, 2, 59, tzinfo=UTC))
    room.look()
    assert room.mails() == [mail(5), mail(6)]
    assert sorted(server.mails("INBOX")) == sorted([mail(3), mail(4), mail(99)])
    server.put(mail(7), at=datetime(2026, 11, 1, tzinfo=UTC))
    room.look()
    assert room.mails()[2:] == [mail(7)], "what arrives from now on counts, whatever its date"


def test_a_poller_takes_a_mail_within_moments_of_its_arrival(opened: Opener) -> None:
    server, room = opened()
    with room.polling():
        until(lambda: room.mailbox.whole_at)
        for n in range(3):
            server.put(mail(n))
            until(lambda n=n: len(room.rows()) == n + 1, 10)
        until(lambda: server.count("INBOX") == 0)
    assert room.mails() == [mail(n) for n in range(3)]


def test_a_big_mail_is_fetched_in_pieces_and_kept_in_the_evidence_store(opened: Opener) -> None:
    server, room = opened()
    big = mail(1, size=24_000_000)
    server.put(big)
    server.put(mail(2))
    room.look()
    assert room.mails() == [big, mail(2)]
    assert room.rows()[0].spooled


def test_numbered_anew_everything_is_looked_through_again(opened: Opener) -> None:
    server, room = opened(looked=False)
    server.put(mail(1), at=NOVEMBER)
    room.look()
    server.put(mail(2))
    server.renumber()
    assert room.look() is Look.WHOLE
    assert room.mails() == [mail(2)], "and what was left alone is left alone"
    assert [told.why for told in room.told] == ["renumbered"]
    room.ahead = timedelta(hours=1)
    room.look()
    assert len(room.mails()) == 1

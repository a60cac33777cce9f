"""What is known of a mail that came out of a mailbox: when it arrived, its return path, who handed it over?"""

from datetime import timedelta

import pytest

from gateway.doors.data import Content
from gateway.doors.imap.arriving import arrival, return_path
from gateway.doors.imap.url import Box
from storage.mail.inbox import Arrival
from tests.world import ADDRESS, MONDAY

RAW = b"Return-Path: <maria@str-valesereno.example>\r\nFrom: maria@str-valesereno.example\r\nSubject: [12] Oi\r\n\r\nOi\r\n"
HOUR = timedelta(hours=1)


def arrived(internal_date: object = MONDAY, *, topmost: bool = False) -> Arrival:
    box = Box("suporte@imap.example/INBOX", "imap.example", 993, "implicit", "suporte", "INBOX", topmost=topmost)
    return arrival(box, ADDRESS, Content(len(RAW), "ab" * 32, RAW, RAW), internal_date, MONDAY + HOUR)  # type: ignore[arg-type]


def test_it_arrived_when_the_server_says_so() -> None:
    assert arrived().received_at == MONDAY


def test_never_in_the_future_and_now_when_the_server_does_not_say() -> None:
    assert arrived(MONDAY + 2 * HOUR).received_at == MONDAY + HOUR
    assert arrived(None).received_at == MONDAY + HOUR


def test_no_peer_is_made_up_and_nobody_has_logged_in() -> None:
    made = arrived()
    assert (made.door, made.peer, made.helo, made.login, made.rcpt_to) == ("imap", "", "", "", (ADDRESS,))


def test_whose_findings_count_says_the_setting() -> None:
    assert arrived().hop == "border"
    assert arrived(topmost=True).hop == "topmost"


@pytest.mark.parametrize(
    ("head", "path"),
    [
        (RAW, "maria@str-valesereno.example"),
        (b"return-path:<a@b.example>\nSubject: x\n\n", "a@b.example"),
        (b"Return-Path: <>\r\nSubject: x\r\n\r\n", ""),
        (b"Subject: x\r\n\r\nReturn-Path: <corpo@b.example>\r\n", ""),
        (b"Subject: x\r\nX-Return-Path: <outra@b.example>\r\n\r\n", ""),
        (b"Return-Path: <um@b.example>\r\nReturn-Path: <dois@b.example>\r\n\r\n", "um@b.example"),
        (b"Return-Path: " + b"<" * 1000, ""),
        (b"Return-Path: <caf\xe9@b.example>\r\n\r\n", "caf�@b.example"),
        (b"", ""),
    ],
)
def test_the_return_path_is_what_the_delivering_server_wrote(head: bytes, path: str) -> None:
    assert return_path(head) == path

"""How many mails a second come out of a mailbox onto record and into their folder, beside imap-tools that keeps nothing?"""

import ssl
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from imap_tools import MailBox

from bench import mails
from bench.row import Row, Step
from gateway.doors.imap.line import Line
from gateway.doors.imap.taking import Look, Taking
from storage.mailbox import mailboxes
from tests.dovecot import PASSWORD, USER, Dovecot
from tests.wire.mailroom import Mailroom

PAIRS = 7
MAILS = 500
BULK = 100
BODY = mails.body(mails.TYPICAL)
MARIA = "maria@str-valesereno.example"
HOW = (
    f"IMAPS to Dovecot, {MAILS} mails of 45 KB there, {PAIRS} pairs in turns; ours has each committed, synced and moved into its folder,"
    f" imap-tools' fetch(bulk={BULK}) keeps nothing"
)


def measure(step: Step) -> Iterator[Row]:
    """Mails a second out of a full mailbox, as medians of pairs run in turns; the mailbox is filled anew for each turn."""
    with tempfile.TemporaryDirectory() as folder, server() as dovecot:
        room = Mailroom(Path(folder), dovecot.url())
        room.look()  # from here on mail counts
        pairs = []
        for n in range(-1, PAIRS):  # the first pair warms up
            step(f"a full mailbox beside imap-tools, pair {max(n, 0) + 1} of {PAIRS}")
            pairs.append((MAILS / taken(dovecot, room), MAILS / fetched(dovecot)))
        room.close()
    del pairs[0]
    ours, beside = (median(side) for side in zip(*pairs, strict=True))
    yield Row("mails a second out of a mailbox", f"{ours:.0f}", f"{beside:.0f}", median(a / b for a, b in pairs), HOW)


@contextmanager
def server(*users: str) -> Iterator[Dovecot]:
    """One that writes down nothing of what is said to it; users: besides the one whose mailbox is read."""
    dovecot = Dovecot(users=(USER, *users))
    (dovecot.home / "said").rmdir()
    with dovecot:
        yield dovecot


def letter(n: int, writer: str = MARIA) -> bytes:
    """A mail with one attachment, as it lies in a mailbox."""
    head = (
        f"Return-Path: <{writer}>\r\nFrom: {writer}\r\nTo: {USER}\r\nMessage-ID: <{n}@cliente.example>\r\nSubject: [11] Tela em branco\r\n"
    )
    return head.encode() + BODY


def fill(dovecot: Dovecot) -> None:
    dovecot.put_many([letter(n) for n in range(MAILS)])


def taken(dovecot: Dovecot, room: Mailroom) -> float:
    """Seconds of one look of our door, which leaves the mailbox empty."""
    fill(dovecot)
    line = Line(room.box)
    with room.database.writing() as session:
        mailbox_id = mailboxes.known(session, room.box.name, room.keeping.clock())
    start = room.poller().start(line, mailbox_id)
    taking = Taking(room.keeping, room.box, line, mailbox_id, threading.Event())
    before = time.perf_counter()
    outcome = taking.look(start)
    seconds = time.perf_counter() - before
    line.close()
    if outcome is not Look.WHOLE or dovecot.count():
        raise RuntimeError(f"the look did not come to its end: {outcome}, {dovecot.count()} mails left")
    return seconds


def fetched(dovecot: Dovecot) -> float:
    """Seconds in which imap-tools fetches the mailbox, which is emptied afterwards."""
    fill(dovecot)
    with MailBox("127.0.0.1", dovecot.tls_port, ssl_context=ssl.create_default_context(cafile=str(dovecot.ca))).login(
        USER, PASSWORD
    ) as mailbox:
        before = time.perf_counter()
        number = sum(1 for _ in mailbox.fetch(mark_seen=False, bulk=BULK))
        seconds = time.perf_counter() - before
        mailbox.delete(mailbox.uids())
    if number != MAILS or dovecot.count():
        raise RuntimeError(f"imap-tools fetched {number} mails, {dovecot.count()} are left")
    return seconds

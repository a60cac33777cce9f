"""How long after a mail arrives in a mailbox is it on record, and when is it a ticket?"""

import random
import sqlite3
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from imaplib import IMAP4
from statistics import median, quantiles

from imap_tools import MailBox

from bench import mailbox
from bench.row import Row, Step
from bench.server import serving, wait_for
from tests.dovecot import PASSWORD, Dovecot
from tests.maildir import Maildir

MAILS = 100
OTHER = "outra@carteiro.example"  # imap-tools watches this one's mailbox on the same server
AUTHSERV = "mx.carteiro.example"
RESULTS = f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from=%s\r\n"
WRITERS = (  # of demo/directory.yml
    "maria@str-valesereno.example",
    "joao@str-valesereno.example",
    "conceicao@aposentados-portoclaro.example",
    "rita.moura@ribeiraomanso.example",
)
LONGEST_PAUSE = 0.3  # seconds between two mails
LOOK_EACH = 0.002  # seconds
IDLE_SECONDS = 5
HOW = (
    f"{MAILS} mails of 45 KB put into a Maildir of Dovecot one by one at distances drawn by lot, IDLE over IMAPS;"
    " median / 99th percentile; beside it imap-tools' IDLE and fetch; Dovecot itself tells of a mail half a second late"
)


def measure(step: Step) -> Iterator[Row]:
    """Two mailboxes on one server, a mail into each by turns: a whole `carteiro up` watches one, imap-tools the other."""
    ours, tickets, beside = [], [], []
    with mailbox.server(OTHER) as dovecot, watched(dovecot) as taken, idling(dovecot) as fetched:
        chance, pause = random.Random(0), threading.Event()
        for n in range(-1, MAILS):  # the first one warms up
            step(f"mail {max(n, 0) + 1} of {MAILS} into a mailbox that is watched")
            pause.wait(chance.uniform(0, LONGEST_PAUSE))
            start = drop(dovecot, n)
            ours.append(until(partial(taken, "id IS NOT NULL"), n + 2) - start)
            tickets.append(until(partial(taken, "outcome = 'opened'"), n + 2) - start)
            pause.wait(chance.uniform(0, LONGEST_PAUSE))
            start = drop(dovecot.mailboxes[OTHER], n)
            until(partial(len, fetched), n + 2)
            beside.append(fetched[-1] - start)
    for seconds in (ours, tickets, beside):
        del seconds[0]
    ratio = median(ours) / median(beside)
    yield Row("from a mailbox onto record", said(ours), said(beside), ratio, HOW)
    yield Row("from a mailbox to a ticket", said(tickets), how="the same mails, the whole `carteiro up`")


def said(seconds: list[float]) -> str:
    """Median and 99th percentile in milliseconds."""
    return f"{median(seconds) * 1000:.0f} / {quantiles(seconds, n=100)[98] * 1000:.0f} ms"


def drop(maildir: Maildir, n: int) -> float:
    """Delivers a mail that its writer's provider vouches for; returns when, in seconds of the clock that `until` reads."""
    writer = WRITERS[n % len(WRITERS)]
    raw = (RESULTS % writer.partition("@")[2]).encode() + mailbox.letter(n + 1, writer)
    start = time.perf_counter()
    maildir.put(raw)
    return start


def until(count: Callable[[], int], number: int) -> float:
    """Counts every few milliseconds; returns when there were so many. Raises TimeoutError."""
    pause, end = threading.Event(), time.perf_counter() + 60
    while count() < number:
        if time.perf_counter() > end:
            raise TimeoutError("a mail was not taken within a minute")
        pause.wait(LOOK_EACH)
    return time.perf_counter()


@contextmanager
def watched(dovecot: Dovecot) -> Iterator[Callable[[str], int]]:
    """A whole gateway at the mailbox; gives how many mails on record are so, as its database tells from outside."""
    with (
        serving("gateway", "up", MAILBOXES=dovecot.url(), TRUSTED_AUTHSERV=AUTHSERV) as gateway,
        closing(sqlite3.connect(f"file:{gateway.home}/carteiro.db?mode=ro", uri=True)) as database,
    ):

        def count(where: str, table: str = "inbound") -> int:
            return int(database.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0])  # noqa: S608 - our own words

        wait_for(lambda: count("whole_at IS NOT NULL", "mailbox") == 1, 60)
        yield count


@contextmanager
def idling(dovecot: Dovecot) -> Iterator[list[float]]:
    """imap-tools at the other mailbox, in a thread; gives when it had each mail in hand."""
    fetched: list[float] = []
    stop = threading.Event()
    context = ssl.create_default_context(cafile=str(dovecot.ca))

    def watch() -> None:
        seen = 0
        while not stop.is_set():
            # Under load imap-tools may break off in the middle of a line of the server's, and can only begin anew.
            with (
                suppress(IMAP4.abort),
                MailBox("127.0.0.1", dovecot.tls_port, ssl_context=context).login(OTHER, PASSWORD) as box,
            ):
                while not stop.is_set():
                    for one in box.fetch(f"UID {seen + 1}:*", mark_seen=False, bulk=True):
                        if int(one.uid or 0) > seen:
                            seen = int(one.uid or 0)
                            fetched.append(time.perf_counter())
                    box.idle.wait(timeout=IDLE_SECONDS)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield fetched
    finally:
        stop.set()
        thread.join()

"""Is a server that falls silent noticed in time, waited for without anything left behind, and heard again?"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.doors.imap import line, poller
from gateway.doors.imap.line import Patience
from gateway.doors.imap.poller import Poller
from gateway.doors.imap.taking import Look
from tests.dovecot import Dovecot
from tests.proxy import Proxy
from tests.wire.mailroom import Mailroom
from tests.wire.premises import until
from tests.wire.test_mailbox import mail
from tests.wire.test_mailbox_cut import AFTERWARDS, FOLDER, NOVEMBER, behind_a_proxy

PATIENCE = Patience(connect=2, answer=1)
NOTICED = 6.0  # seconds: the patience, the wait between looks, and what a busy machine takes
ENDED = 12.0  # seconds: twice what a poller is given to end, and some


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poller, "FIRST_PAUSE", 0.2)
    monkeypatch.setattr(poller, "LAST_PAUSE", 1.0)
    monkeypatch.setattr(line, "FAREWELL_SECONDS", 0.2)
    monkeypatch.setattr(poller, "SOON", {Look.BUSY: 0.2, Look.UNFINISHED: 0.2})


@contextmanager
def silent_at(home: Path, patience: Patience = PATIENCE, poll: float = 1.0, **wanted: object) -> Iterator[tuple[Dovecot, Proxy, Mailroom]]:
    """The same as behind_a_proxy, with looks in quick succession."""
    with behind_a_proxy(home, patience, **wanted) as (server, proxy, room):
        room.box = replace(room.box, poll=poll)
        yield server, proxy, room


def idling(proxy: Proxy, room: Mailroom) -> bool:
    """Whether a look was made over the newest connection and nothing is said any more."""
    before = proxy.bytes_down
    threading.Event().wait(0.3)
    return bool(room.mailbox.whole_at) and proxy.bytes_down == before


def handles() -> list[str]:
    """Every socket that this process holds."""
    found = []
    for one in Path("/proc/self/fd").iterdir():
        try:
            found.append(str(one.readlink()))
        except FileNotFoundError:  # the folder's own handle
            continue
    return sorted(name for name in found if name.startswith("socket:"))


def watching() -> list[threading.Thread]:
    """The threads of pollers that live."""
    return [one for one in threading.enumerate() if one.name.startswith("imap ")]


@pytest.mark.parametrize("heard", [True, False])
@pytest.mark.parametrize("command", [b"IDLE", b"DONE", b"UID FETCH", b"BODY.PEEK", b"UID MOVE", b"AUTHENTICATE", b"SELECT"])
def test_silence_after_a_command(tmp_path: Path, command: bytes, *, heard: bool) -> None:
    with silent_at(tmp_path) as (server, proxy, room):
        proxy.black_hole_when(command, heard=heard)
        server.put(mail(1, 40_000), at=NOVEMBER)
        begun = time.monotonic()
        with room.polling():
            until(lambda: room.mailbox.trouble == "silent", NOTICED)
            assert time.monotonic() - begun < NOTICED
            proxy.heal()
            room.ahead += AFTERWARDS
            until(lambda: not room.mailbox.trouble and server.count() == 0)
            server.put(mail(2), at=NOVEMBER)
            until(lambda: server.count(FOLDER) == 2)
        assert room.mails() == [mail(1, 40_000), mail(2)] == server.mails(FOLDER)
        assert room.told == [], "a short silence is nobody's business"


def test_silence_long_after_idle_began(tmp_path: Path) -> None:
    with silent_at(tmp_path, poll=2.0) as (server, proxy, room), room.polling():
        until(lambda: idling(proxy, room))
        proxy.black_hole()
        server.put(mail(1))
        until(lambda: room.mailbox.trouble == "silent", NOTICED)
        proxy.heal()
        until(lambda: room.mails() == [mail(1)])
        until(lambda: not room.mailbox.trouble)


def test_silence_amid_a_mail(tmp_path: Path) -> None:
    with silent_at(tmp_path) as (server, proxy, room):
        server.put(mail(1, 20_000_000))
        with room.polling():
            until(lambda: proxy.bytes_down > 100_000)
            proxy.black_hole()
            until(lambda: room.mailbox.trouble == "silent", NOTICED)
            assert room.mails() == []
            proxy.heal()
            room.ahead += AFTERWARDS
            until(lambda: server.count() == 0)
        assert room.mails() == [mail(1, 20_000_000)]


@pytest.mark.timeout(300)
def test_fifty_silences_leave_no_thread_and_no_socket(tmp_path: Path) -> None:
    sockets, threads = handles(), threading.active_count()
    with silent_at(tmp_path, Patience(connect=2, answer=0.4), poll=0.5) as (server, proxy, room):
        with room.polling():
            for n in range(50):
                connections = proxy.connections
                proxy.black_hole_when((b"IDLE", b"UID FETCH", b"UID MOVE", b"DONE")[n % 4], heard=n % 3 == 0)
                server.put(mail(n), at=NOVEMBER)
                until(lambda: room.mailbox.trouble == "silent", NOTICED)
                proxy.heal()
                room.ahead += AFTERWARDS
                until(lambda n=n: len(room.rows()) == n + 1 and not room.mailbox.trouble)
                assert len(watching()) == 1
                assert proxy.connections > connections
        until(lambda: server.count() == 0 or room.look() is None)
        assert room.mails() == [mail(n) for n in range(50)]
        assert not watching()
    until(lambda: handles() == sockets)
    until(lambda: threading.active_count() == threads)


Silence = Callable[[Proxy, Mailroom], bool]


def in_idle(proxy: Proxy, room: Mailroom) -> bool:
    if not idling(proxy, room):
        return False
    proxy.black_hole()
    return True


def in_a_fetch(proxy: Proxy, room: Mailroom) -> bool:
    proxy.black_hole_when(b"BODY.PEEK")
    return any(one.claimed_until for one in room.pickups)


@pytest.mark.parametrize("silence", [in_idle, in_a_fetch])
def test_a_silent_server_is_not_waited_for_at_the_end(tmp_path: Path, silence: Silence) -> None:
    with silent_at(tmp_path, Patience(connect=60, answer=60), poll=90.0) as (server, proxy, room):
        if silence is in_a_fetch:
            silence(proxy, room)
            server.put(mail(1))
        one: Poller = room.poller()
        one.open()
        until(lambda: silence(proxy, room))
        start = time.monotonic()
        one.close()
        assert time.monotonic() - start < ENDED
        assert not watching()
        assert not room.mailbox.trouble, "it was told to end"


@pytest.mark.parametrize("command", [b"", b"AUTHENTICATE"])
def test_nor_one_that_is_silent_from_the_beginning(tmp_path: Path, command: bytes) -> None:
    """What is still at the entrance ends when its patience does, and touches nothing any more."""
    with silent_at(tmp_path, Patience(connect=9, answer=9)) as (server, proxy, room):
        (proxy.black_hole_when if command else proxy.black_hole)(*filter(None, [command]))
        connections, heard = proxy.connections, proxy.bytes_down
        server.put(mail(1))
        one: Poller = room.poller()
        one.open()
        until(lambda: proxy.connections > connections and (not command or proxy.bytes_down > heard))
        start = time.monotonic()
        one.close()
        assert time.monotonic() - start < ENDED
        until(lambda: not watching())
        assert (room.pickups, room.mailbox.trouble) == ([], "")

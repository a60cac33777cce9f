"""What does a poller do while its mailbox is shut to it? It comes back less and less often, tells the operator, and loses nothing."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from gateway.doors.imap import poller
from gateway.doors.imap.line import Line
from gateway.doors.imap.poller import Poller
from gateway.doors.imap.trouble import UNREACHABLE, Trouble
from tests.certificate import certify
from tests.dovecot import NAMES, Dovecot
from tests.proxy import Proxy
from tests.wire.mailroom import Mailroom
from tests.wire.premises import until
from tests.wire.test_mailbox import mail

SHORT = {"FIRST_PAUSE": 0.05, "LAST_PAUSE": 0.4, "LOGIN_PAUSE": 0.1, "LAST_LOGIN_PAUSE": 0.4}
WINDOW = 3.0  # seconds
MOST = 20  # connections in the window: one each 0.2 s, and some
Mend = Callable[[], object]


def wrong_password(server: Dovecot, _: ExitStack) -> Mend:
    """The provider has another one now; so has the file, later."""
    server.set_password("outra")
    return lambda: server.password_file.write_text("outra\n")


def no_password_file(server: Dovecot, _: ExitStack) -> Mend:
    server.password_file.unlink()
    return lambda: server.password_file.write_text("carteiro\n")


def expired_certificate(server: Dovecot, _: ExitStack) -> Mend:
    renew(server, expired=True)
    return lambda: renew(server, expired=False)


def renew(server: Dovecot, *, expired: bool) -> None:
    server.stop()
    certify(server.home, NAMES, expired=expired)
    server.start()


def away(server: Dovecot, _: ExitStack) -> Mend:
    server.stop()
    return server.start


def too_many_connections(server: Dovecot, held: ExitStack) -> Mend:
    server.change(logins=1)
    other = server.client()
    held.callback(other.shutdown)
    return held.close


CASES = {
    "login": wrong_password,
    "login, no file": no_password_file,
    "tls": expired_certificate,
    "unreachable": away,
    "busy": too_many_connections,
}
Shut = Callable[[str], tuple[Dovecot, Proxy, Mailroom, Mend]]


@pytest.fixture
def shut(tmp_path: Path) -> Iterator[Shut]:
    """A mailbox that was looked into once, got a mail, and is shut since."""
    with ExitStack() as stack:

        def make(case: str) -> tuple[Dovecot, Proxy, Mailroom, Mend]:
            server = stack.enter_context(Dovecot())
            proxy = stack.enter_context(Proxy(server.tls_port))
            room = Mailroom(tmp_path, server.url(port=proxy.port))
            stack.callback(room.close)
            room.look()
            server.put(mail(1))
            return server, proxy, room, CASES[case](server, stack.enter_context(ExitStack()))

        yield make


def attempts(proxy: Proxy) -> int:
    return proxy.connections + proxy.refused


@pytest.mark.parametrize("case", CASES)
def test_shut_for_a_while(shut: Shut, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in SHORT.items():
        monkeypatch.setattr(poller, name, seconds)
    server, proxy, room, mend = shut(case)
    why = case.partition(",")[0]
    before = attempts(proxy)
    with room.polling():
        until(lambda: room.mailbox.trouble == why)
        since = room.mailbox.trouble_since
        threading.Event().wait(WINDOW)
        assert attempts(proxy) - before <= MOST
        assert room.told == [], "the operator is not called for every hiccup"
        room.ahead = timedelta(minutes=11)
        until(lambda: room.told)
        room.ahead = timedelta(hours=23)
        threading.Event().wait(1)
        assert [(told.why, told.since) for told in room.told] == [(why, since)]
        assert (server.mails(), server.flags(), room.mails()) == ([mail(1)], [""], []), "the mail lies there untouched"
        mend()
        until(lambda: room.mails() == [mail(1)])
        until(lambda: not room.mailbox.trouble and server.count() == 0)
        assert room.mailbox.trouble_since is None
        server.put(mail(2))
        until(lambda: len(room.rows()) == 2)
    assert room.mails() == [mail(1), mail(2)]
    assert len([told for told in room.told if told.why == why]) == 1


class Pauses(threading.Event):
    """What a poller stops by; it notes how long it would have waited, and ends after so many."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.noted: list[float] = []
        self._most = most

    def wait(self, timeout: float | None = None) -> bool:
        self.noted.append(timeout or 0)
        if len(self.noted) >= self._most:
            self.set()
        return self.is_set()


@pytest.mark.parametrize(("case", "first", "last"), [("unreachable", 2, 300), ("tls", 2, 300), ("login", 60, 900)])
@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_pauses_grow_and_are_not_the_same_for_all(shut: Shut, case: str, first: float, last: float, chance: float) -> None:
    _, _, room, _ = shut(case)
    one = Poller(room.keeping, room.box, lambda: chance, room.patience)
    one._stop = pauses = Pauses(12)
    one.open()
    until(lambda: len(pauses.noted) == 12)
    one.close()
    share = (1 + chance) / 2
    assert pauses.noted == [min(last, first * 2.0**n) * share for n in range(12)]


def test_a_server_that_hangs_up_after_each_look_is_not_hurried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It lets nobody wait: mails come in by one look each half minute."""

    def wait(*_: object) -> bool:
        raise Trouble(UNREACHABLE, "the server hung up")

    monkeypatch.setattr(Line, "wait", wait)
    with Dovecot() as server, Proxy(server.tls_port) as proxy:
        room = Mailroom(tmp_path, server.url(port=proxy.port))
        room.look()
        one = Poller(room.keeping, room.box, lambda: 1.0, room.patience)
        one._stop = pauses = Pauses(8)
        server.put(mail(1))
        one.open()
        until(lambda: len(pauses.noted) == 8)
        one.close()
        assert pauses.noted == [2, 4, 8, 16, 32, 32, 32, 32]
        assert (room.mails(), proxy.connections) == ([mail(1)], 9)
        room.close()


def test_the_password_file_is_read_at_each_connection(shut: Shut, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in SHORT.items():
        monkeypatch.setattr(poller, name, seconds)
    server, proxy, room, mend = shut("login")
    mend()
    with room.polling():
        until(lambda: len(room.rows()) == 1 and server.count() == 0)
        server.set_password("terceira")
        server.password_file.write_text("terceira")
        proxy.cut()
        server.put(mail(2))
        until(lambda: len(room.rows()) == 2)
    assert room.mails() == [mail(1), mail(2)]

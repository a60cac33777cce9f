"""Which of LDAP's results (RFC 4511, appendix A) are an answer, and which mean that the directory is away?"""

import socket
import threading
import time
from collections.abc import Iterator
from typing import Self

import pytest

from gateway.dial import Trouble
from gateway.people.directory import DirectoryUnavailable
from gateway.people.ldap import mapping
from gateway.people.ldap.breaker import Breaker
from gateway.people.ldap.directory import LdapDirectory
from gateway.people.ldap.pool import Pool
from gateway.people.ldap.remembered import Remembered
from gateway.people.ldap.url import read_url
from tests.slapd import MAPPING, PASSWORD, Slapd

MARIA = "maria@str-valesereno.example"
BIND, SEARCH = 0x60, 0x63
ANSWERS = {BIND: 0x61, SEARCH: 0x65}


class Scripted:
    """A server that answers each kind of request with a result of the test's choice. Ends with its `with` block."""

    def __init__(self, bind: int = 0, search: int = 0) -> None:
        self._codes = {BIND: bind, SEARCH: search}
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                caller = self._listener.accept()[0]
            except OSError:
                return
            threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        with caller:
            while request := caller.recv(65536):
                place = request.index(b"\x02\x01")
                number, kind = request[place + 2], request[place + 3]
                if kind not in ANSWERS:
                    return
                result = bytes([0x0A, 1, self._codes[kind], 4, 0, 4, 0])
                caller.sendall(bytes([0x30, 12, 2, 1, number, ANSWERS[kind], 7]) + result)


def known(port: int) -> LdapDirectory:
    return LdapDirectory(read_url(f"ldap://127.0.0.1:{port}?mapping={MAPPING}"), mapping.load(MAPPING), time.monotonic)


@pytest.mark.parametrize("code", [0, 1, 2, 3, 4, 8, 10, 11, 12, 13, 18, 32, 34, 50, 51, 52, 53, 54, 80])
def test_no_result_of_a_search_makes_anybody_unknown(code: int) -> None:
    """Even success with nothing found: nobody is seen there at all."""
    with Scripted(search=code) as server:
        ldap = known(server.port)
        for ask in (
            lambda: ldap.by_mail(MARIA),
            lambda: ldap.by_id("maria.conceicao"),
            lambda: ldap.authenticate("10438261700", PASSWORD),
            lambda: ldap.entity("27418305000100"),
            lambda: ldap.representatives("27418305000100"),
            lambda: ldap.members("21150.SR-1"),
            lambda: ldap.supervisors("21150.SR-1"),
            ldap.everyone,
        ):
            with pytest.raises(DirectoryUnavailable):
                ask()
        ldap.close()


@pytest.mark.parametrize("code", [1, 7, 8, 13, 49, 51, 52, 53, 80])
def test_no_result_of_the_service_accounts_bind_makes_anybody_unknown(code: int) -> None:
    with Scripted(bind=code) as server:
        ldap = known(server.port)
        with pytest.raises(DirectoryUnavailable):
            ldap.by_mail(MARIA)
        ldap.close()


@pytest.fixture(scope="module")
def slapd() -> Iterator[Slapd]:
    with Slapd() as server:
        yield server


@pytest.mark.parametrize("code", [19, 32, 34, 48, 49, 53])
def test_a_bind_that_is_refused_is_a_wrong_login(slapd: Slapd, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    ldap = LdapDirectory(read_url(slapd.url()), mapping.load(MAPPING), time.monotonic)
    monkeypatch.setattr(Pool, "knock", lambda *_: code)
    assert ldap.authenticate("10438261700", PASSWORD) is None
    ldap.close()


@pytest.mark.parametrize("code", [1, 2, 8, 13, 14, 50, 51, 52, 80])
def test_any_other_result_of_a_bind_is_our_trouble(slapd: Slapd, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    ldap = LdapDirectory(read_url(slapd.url()), mapping.load(MAPPING), time.monotonic)
    monkeypatch.setattr(Pool, "knock", lambda *_: code)
    with pytest.raises(DirectoryUnavailable, match=f"result {code}"):
        ldap.authenticate("10438261700", PASSWORD)
    ldap.close()


class Hands:
    """A clock that stands until it is moved."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_breaker_puts_off_then_lets_one_try(caplog: pytest.LogCaptureFixture) -> None:
    clock = Hands()
    breaker = Breaker(clock)
    with breaker.trying():
        pass
    with pytest.raises(DirectoryUnavailable), breaker.trying():
        raise Trouble("no answer in time")
    for seconds in (0.0, 4.9):
        clock.now = 100.0 + seconds
        with pytest.raises(DirectoryUnavailable):
            breaker.check()
    clock.now = 105.1
    with breaker.trying():
        with pytest.raises(DirectoryUnavailable):
            breaker.check()
        with pytest.raises(DirectoryUnavailable), breaker.trying():
            raise AssertionError
    breaker.check()
    assert [record.message.split(" (")[0] for record in caplog.records] == ["The directory does not answer", "The directory answers again"]


@pytest.mark.parametrize("end", [Trouble("x"), DirectoryUnavailable("x"), KeyError("x"), KeyboardInterrupt()])
def test_a_try_that_ends_badly_lets_the_next_one_try(end: BaseException) -> None:
    clock = Hands()
    breaker = Breaker(clock)
    with pytest.raises(DirectoryUnavailable), breaker.trying():
        raise Trouble("x")
    clock.now += 6
    with pytest.raises((type(end), DirectoryUnavailable)), breaker.trying():
        raise end
    clock.now += 6
    with breaker.trying():
        pass
    breaker.check()


def test_what_is_remembered_is_never_a_minute_old_and_nothing_is_not_remembered() -> None:
    clock = Hands()
    remembered = Remembered(clock)
    said = iter(range(1, 100))
    assert [remembered.get("a", lambda: next(said)) for _ in range(3)] == [1, 1, 1]
    remembered.renew("a", 7)
    assert remembered.get("a", lambda: next(said)) == 7
    clock.now += 55  # and the five seconds that asking may take
    assert remembered.get("a", lambda: next(said)) == 2
    assert [remembered.get("nobody", lambda: None) for _ in range(2)] == [None, None]
    assert remembered.get("nobody", lambda: next(said)) == 3

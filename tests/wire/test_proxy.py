"""Does the proxy of the tests cut, swallow, delay and refuse where it is told to, and leave nothing behind?"""

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proxy import Proxy
from tests.wire.echo import Echo
from tests.wire.premises import until


@pytest.fixture
def echo() -> Iterator[Echo]:
    server = Echo()
    yield server
    server.close()


@pytest.fixture
def proxy(echo: Echo) -> Iterator[Proxy]:
    with Proxy(echo.port) as between:
        yield between


@contextlib.contextmanager
def called(proxy: Proxy) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=10) as one:
        yield one


def say(one: socket.socket, said: bytes) -> bytes:
    one.sendall(said)
    return one.recv(65536)


def rest(one: socket.socket) -> tuple[bytes, str]:
    """What still comes, and how it ends: "end" or "reset"."""
    found = b""
    try:
        while data := one.recv(65536):
            found += data
    except ConnectionResetError:
        return found, "reset"
    return found, "end"


def is_silent(one: socket.socket) -> bool:
    one.settimeout(0.2)
    try:
        one.recv(1)
    except TimeoutError:
        one.settimeout(10)
        return True
    return False


def test_it_hands_on_and_counts(proxy: Proxy) -> None:
    with called(proxy) as one, called(proxy) as other:
        assert say(one, b"a NOOP\r\n") == b"a NOOP\r\n"
        assert say(other, b"b\r\n") == b"b\r\n"
        assert (proxy.connections, proxy.bytes_down, proxy.down) == (2, 11, [8, 3])


@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize("reset", [True, False])
def test_it_cuts_after_each_byte(proxy: Proxy, echo: Echo, number: int, reset: bool) -> None:
    proxy.cut_after, proxy.reset = number, reset
    with called(proxy) as one:
        with contextlib.suppress(OSError):
            one.sendall(b"a NOOP\r\n")
        found, end = rest(one)
    assert found == b"a NOOP\r\n"[:number]
    assert end == ("reset" if reset else "end")
    until(lambda: (proxy.cuts, echo.open) == (1, 0))
    assert proxy.down == [number]
    proxy.heal()
    with called(proxy) as one:
        assert say(one, b"b NOOP\r\n") == b"b NOOP\r\n"


def test_it_cuts_before_the_first_byte(proxy: Proxy) -> None:
    proxy.cut_after = 0
    # It may be so quick that the connection never opens.
    with contextlib.suppress(ConnectionResetError), called(proxy) as one:
        assert rest(one) == (b"", "reset")
    until(lambda: proxy.cuts == 1)
    assert proxy.down == [0]


def test_it_cuts_what_is_open_now(proxy: Proxy) -> None:
    with called(proxy) as one:
        assert say(one, b"a\r\n") == b"a\r\n"
        proxy.cut()
        assert rest(one) == (b"", "reset")
    with called(proxy) as one:
        assert say(one, b"b\r\n") == b"b\r\n"


def test_a_black_hole_swallows_both_ways_even_the_end(proxy: Proxy, echo: Echo) -> None:
    with called(proxy) as one:
        assert say(one, b"a\r\n") == b"a\r\n"
        proxy.black_hole()
        one.sendall(b"b\r\n")
        assert is_silent(one)
        with called(proxy) as fresh:
            fresh.sendall(b"c\r\n")
            assert is_silent(fresh)
    assert (echo.heard, echo.open) == (b"a\r\n", 2)
    proxy.heal()
    until(lambda: echo.open == 0)
    with called(proxy) as one:
        assert say(one, b"d\r\n") == b"d\r\n"


def test_a_connection_that_lost_bytes_stays_dumb(proxy: Proxy) -> None:
    with called(proxy) as one, called(proxy) as spared:
        assert say(one, b"a\r\n") + say(spared, b"b\r\n") == b"a\r\nb\r\n"
        proxy.black_hole()
        one.sendall(b"c\r\n")
        assert is_silent(one)
        proxy.heal()
        one.sendall(b"d\r\n")
        assert is_silent(one)
        assert say(spared, b"e\r\n") == b"e\r\n"


@pytest.mark.parametrize(("heard", "known"), [(False, b"a NOOP\r\nb U"), (True, b"a NOOP\r\nb UID MOVE 1 x\r\n")])
def test_a_black_hole_opens_with_a_word_of_the_client(proxy: Proxy, echo: Echo, heard: bool, known: bytes) -> None:
    proxy.black_hole_when(b" UID MOVE", heard=heard)
    with called(proxy) as one:
        assert say(one, b"a NOOP\r\n") == b"a NOOP\r\n"
        assert say(one, b"b U") == b"b U"  # in two pieces, as TCP may bring it
        one.sendall(b"ID MOVE 1 x\r\n")
        assert is_silent(one)
        one.sendall(b"c LOGOUT\r\n")
        assert is_silent(one)
    assert echo.heard == known


def test_it_refuses_new_ones_and_keeps_the_open(proxy: Proxy) -> None:
    with called(proxy) as one:
        assert say(one, b"a\r\n") == b"a\r\n"
        proxy.refuse()
        with contextlib.suppress(ConnectionResetError), called(proxy) as refused:
            assert rest(refused)[0] == b""
        until(lambda: proxy.refused == 1)
        assert say(one, b"b\r\n") == b"b\r\n"
        proxy.heal()
    with called(proxy) as one:
        assert say(one, b"c\r\n") == b"c\r\n"
    assert proxy.connections == 2


def test_an_answer_comes_late_or_drips(proxy: Proxy) -> None:
    with called(proxy) as one:
        proxy.delay = 0.4
        one.sendall(b"abc")
        assert is_silent(one)
        assert one.recv(10) == b"abc"
        proxy.delay, proxy.drip = 0.0, 0.05
        assert say(one, b"def") == b"d"
        assert one.recv(10) + one.recv(10) == b"ef"


def test_nothing_is_left_behind(echo: Echo) -> None:
    files = open_files()
    with Proxy(echo.port) as proxy, called(proxy) as one, called(proxy) as stuck:
        assert say(one, b"a\r\n") == b"a\r\n"
        proxy.drip = 60.0
        stuck.sendall(b"slow")
        proxy.black_hole()
        one.sendall(b"b\r\n")
        assert is_silent(one)
        assert threads_of(proxy) == 3
    until(lambda: echo.open == 0)
    assert threads_of(proxy) == 0
    assert open_files() == files
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", proxy.port))


def threads_of(proxy: Proxy) -> int:
    return sum(thread.name == f"proxy {proxy.port}" for thread in threading.enumerate())


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))

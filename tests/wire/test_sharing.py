"""Do several `carteiro smtp` share one port, and nobody else with them?"""

import signal
import smtplib
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from gateway.doors.sharing import EVERYWHERE, Shares, StrangersOwn
from tests.ports import free_port
from tests.wire.premises import PLAIN, until
from tests.wire.process import Running
from tests.world import ADDRESS, MARIA

TAKES = "takes mail for"
Starting = Callable[..., Running]


def has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


HOSTS = ("127.0.0.1", "[::1]") if has_ipv6() else ("127.0.0.1",)


@pytest.fixture
def place() -> str:
    return f"smtp://127.0.0.1:{free_port()}"


@pytest.fixture
def starting(tmp_path: Path) -> Iterator[Starting]:
    """Starts a command on a URL; each process has its own log, and the home that is named."""
    with ExitStack() as stack:

        def start(command: str, url: str, home: str = "home", **settings: str) -> Running:
            made = Running(tmp_path / home, settings={"LISTEN": url, "DATABASE": f"sqlite:///{tmp_path / home}/carteiro.db", **settings})
            stack.callback(made.close)
            made.start(command, wait=False)
            return made

        yield start


def opened(*doors: Running) -> None:
    """All of them listen; they have one home, and one log."""
    until(lambda: doors[0].log.count(TAKES) == len(doors), 60)


def callers(url: str, number: int) -> list[smtplib.SMTP]:
    host, port = urlsplit(url).hostname, urlsplit(url).port
    assert host is not None
    assert port is not None
    return [smtplib.SMTP(host, port, timeout=30) for _ in range(number)]


def sockets(door: Running) -> set[str]:
    """The sockets that a process has open."""
    assert door.process is not None
    links = [str(link.readlink()) for link in Path(f"/proc/{door.process.pid}/fd").iterdir() if link.is_symlink()]
    return {link for link in links if link.startswith("socket:")}


def refused(starting: Starting, *words: str, **more: str) -> None:
    """What is started does not start, and says why."""
    late = starting(**more)
    assert late.process is not None
    assert late.process.wait(60) == 2
    assert all(word in " ".join(late.log.split()) for word in words), late.log


@pytest.mark.parametrize("host", HOSTS)
def test_two_doors_share_a_port_and_mail_goes_on_when_one_is_killed(starting: Starting, host: str) -> None:
    url = f"smtp://{host}:{free_port()}"
    doors = [starting("smtp", url) for _ in range(2)]
    opened(*doors)
    before = [len(sockets(door)) for door in doors]
    clients = callers(url, 40)
    got = [len(sockets(door)) - had for door, had in zip(doors, before, strict=True)]
    assert sum(got) == len(clients)
    assert all(got), "the kernel gives each its share; that one of two gets none of forty happens once in 2^39"
    doors[0].stop(signal.SIGKILL)
    answered = 0
    for client in clients:
        try:
            client.sendmail(MARIA, ADDRESS, PLAIN)
            answered += 1
        except (OSError, smtplib.SMTPException):
            pass
        client.close()
    assert answered == got[1], "who is with the other notices nothing"
    for client in callers(url, 10):
        client.sendmail(MARIA, ADDRESS, PLAIN)
        client.quit()
    assert len(doors[1].json("mail", "list")) == answered + 10


def test_a_door_may_be_started_before_the_old_one_is_stopped(starting: Starting, place: str) -> None:
    """So no caller is turned away while a door is exchanged."""
    old = starting("smtp", place)
    opened(old)
    new = starting("smtp", place)
    opened(old, new)
    assert old.stop() == 0
    for client in callers(place, 10):
        client.sendmail(MARIA, ADDRESS, PLAIN)
        client.quit()


def test_a_port_of_another_program_is_refused(starting: Starting) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        url = f"smtp://127.0.0.1:{other.getsockname()[1]}"
        for command in ("smtp", "up"):
            refused(starting, "cannot be opened", "is another program using it?", command=command, url=url)


@pytest.mark.parametrize("pair", [("up", "up"), ("up", "smtp"), ("smtp", "up")])
def test_a_whole_gateway_has_its_port_alone(starting: Starting, place: str, pair: tuple[str, str]) -> None:
    """Whoever starts it twice by mistake is told so."""
    opened(starting(pair[0], place))
    refused(starting, "cannot be opened", command=pair[1], url=place)


def test_a_door_of_another_database_is_refused_and_takes_the_port_when_it_is_free(starting: Starting, place: str) -> None:
    """Half of the mail would be on record where nobody looks for it."""
    first = starting("smtp", place)
    opened(first)
    refused(starting, "cannot be shared", "give both the same CARTEIRO_DATABASE", command="smtp", url=place, home="other")
    first.stop(signal.SIGKILL)
    opened(starting("smtp", place, home="third"))


@pytest.mark.parametrize(
    ("first", "second"),
    [*((wide, "127.0.0.1") for wide in EVERYWHERE), *(("127.0.0.1", wide) for wide in EVERYWHERE), ("h" * 90, "h" * 90)],
)
def test_doors_of_two_databases_meet_where_one_listens_everywhere(first: str, second: str) -> None:
    port = free_port()
    with closing(Shares("one")) as one, closing(Shares("two")) as two:
        one.claim(first, port)
        with pytest.raises(StrangersOwn):
            two.claim(second, port)


def test_doors_of_two_databases_on_two_addresses_of_a_machine_do_not_meet() -> None:
    port = free_port()
    with closing(Shares("one")) as one, closing(Shares("two")) as two:
        one.claim("127.0.0.1", port)
        two.claim("127.0.0.2", port)

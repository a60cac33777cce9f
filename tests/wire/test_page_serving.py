"""Does the page leave mail alone? Slow callers, a port that is taken, the end of the process, a database that is away."""

import asyncio
import json
import socket
import sqlite3
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, closing
from email.message import EmailMessage
from pathlib import Path

import pytest

from gateway.console.page.callers import MOST
from gateway.console.page.server import serving
from gateway.settings import Settings
from storage.database import Database
from storage.record import seals
from storage.restoring import restored
from tests.ports import free_port
from tests.wire.looked_at import answers, looking
from tests.wire.premises import until
from tests.wire.process import Running
from tests.wire.test_refused_state import refused
from tests.world import ADDRESS, MARIA, World

SLOW = 200


def basic_auth(user: str, password: str) -> str:
    return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


def mail(subject: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = MARIA, ADDRESS, subject
    made.set_content("Como protocolar?")
    return made


def test_two_hundred_slow_callers_hold_up_no_mail_and_not_the_page_for_long(tmp_path: Path) -> None:
    with looking(tmp_path, "up") as site, ExitStack() as callers:
        for number in range(SLOW):
            caller = callers.enter_context(closing(socket.create_connection(("127.0.0.1", site.port), timeout=30)))
            callers.callback(lambda each=caller: each.close())
            try:
                caller.sendall(b"GET /mails HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"a" * number)
            except (BrokenPipeError, ConnectionResetError):
                assert number >= MOST  # there is no room for it
        site.running.deliver(mail("[11] Uma pergunta"), MARIA)
        until(lambda: site.running.letters(MARIA), 60)
        until(lambda: site.running.json("ticket", "list"), 60)
        until(lambda: answers(site), 60)


def test_idle_connections_do_not_take_its_life_sign_away(tmp_path: Path) -> None:
    Database(f"sqlite:///{tmp_path}/carteiro.db").upgrade()
    with looking(tmp_path) as site, ExitStack() as callers:
        for _ in range(2 * MOST):
            callers.enter_context(closing(socket.create_connection(("127.0.0.1", site.port), timeout=30)))
        assert [site.ask("/health/live").status for _ in range(5)] == [200] * 5


def test_it_ends_within_seconds_whoever_looks(tmp_path: Path) -> None:
    with looking(tmp_path, "up") as site, socket.create_connection(("127.0.0.1", site.port), timeout=30) as caller:
        caller.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        assert site.running.stop() == 0
        assert f"shown at {site.url}" in site.running.log


def test_a_port_that_is_taken_stops_the_start_and_says_how_to_mend_it(tmp_path: Path, taken: int) -> None:
    for command in ("up", "page"):
        running = Running(tmp_path / command, settings={"PAGE": f"http://127.0.0.1:{taken}"})
        Database(f"sqlite:///{running.home}/carteiro.db").upgrade()
        said = refused(running, command)
        assert f"CARTEIRO_PAGE: http://127.0.0.1:{taken} is taken by another program" in said
        assert f"such as http://127.0.0.1:{taken + 1}, or to off" in said


def test_the_demo_takes_another_port_instead(tmp_path: Path, taken: int) -> None:
    world = World(tmp_path)
    chosen = Settings.model_validate({"home": tmp_path, "page": f"http://127.0.0.1:{taken}"})

    async def shown() -> str:
        async with serving(world.tools, chosen, elsewhere=True) as url:
            return url

    url = asyncio.run(shown())
    assert url.startswith("http://127.0.0.1:")
    assert not url.endswith(f":{taken}")
    world.close()


def test_a_page_that_is_off_is_no_command(tmp_path: Path) -> None:
    assert "CARTEIRO_PAGE: is off; name where the page is to be served" in refused(Running(tmp_path), "page")


def test_without_a_database_the_page_is_red_and_green_again_when_it_is_there(tmp_path: Path) -> None:
    database = f"{tmp_path}/carteiro.db"
    Database(f"sqlite:///{database}").upgrade()
    with looking(tmp_path) as site, closing(sqlite3.connect(database)) as line:
        line.execute("ALTER TABLE inbound RENAME TO elsewhere")
        assert site.ask("/health/live").status == 200
        assert (site.ask("/health").status, site.ask("/health/ready").status) == (503, 503)
        today, mails = site.ask("/"), site.ask("/mails")
        assert (today.status, mails.status) == (503, 503)
        assert "The rows cannot be read" in today.text
        assert "carteiro doctor" in mails.text
        assert site.ask("/metrics").status == 200
        line.execute("ALTER TABLE elsewhere RENAME TO inbound")
        until(lambda: site.ask("/health/ready").status == 200, 30)
        today = site.ask("/")
        assert today.status == 200
        assert "No mail came today." in today.text
        assert f"Write one to <strong><bdi>{ADDRESS}</bdi></strong>" in today.text


def test_the_page_alone_makes_no_database_and_says_what_does(tmp_path: Path) -> None:
    running = Running(tmp_path / "empty", settings={"PAGE": f"http://127.0.0.1:{free_port()}"})
    before = sorted(path for path in running.home.rglob("*") if path.name in {"carteiro.db", "secret"})
    running.start("page", wait=False)
    assert running.process is not None
    assert running.process.wait(60) == 75
    assert "There is no database of Carteiro there yet: `carteiro up` makes it." in running.log
    assert sorted(path for path in running.home.rglob("*") if path.name in {"carteiro.db", "secret"}) == before == []
    running.close()


def test_an_older_state_is_shown_as_red(tmp_path: Path) -> None:
    world = World(tmp_path, database=f"sqlite:///{tmp_path}/carteiro.db")
    world.mail_in(MARIA, "[11] Uma pergunta")
    world.work_off()
    with world.tools.database.writing() as session:
        restored.mark(session, seals.head(session), world.clock())
    world.close()
    with looking(tmp_path) as site:
        site.running.ends_whole = False
        assert site.ask("/health/ready").status == 503
        red = [check["name"] for check in json.loads(site.ask("/health").text)["checks"] if not check["ok"]]
        assert "record" in red
        today = site.ask("/")
        assert today.status == 200
        assert '<strong>record</strong> <span class="pill pill-bad">red</span>' in today.text


def test_who_knows_the_password_looks(tmp_path: Path) -> None:
    (tmp_path / "word").write_text("certo\n")
    Database(f"sqlite:///{tmp_path}/carteiro.db").upgrade()
    with looking(tmp_path, guarded=tmp_path / "word") as site:
        asked = site.ask("/")
        assert (asked.status, asked.headers["WWW-Authenticate"]) == (401, 'Basic realm="Carteiro", charset="UTF-8"')
        assert site.ask("/", headers={"Authorization": basic_auth("operator", "errado")}).status == 401
        assert site.ask("/queues", headers={"Authorization": basic_auth("operator", "certo")}).status == 200
        assert site.ask("/health").status == 200
        assert "certo" not in site.running.log

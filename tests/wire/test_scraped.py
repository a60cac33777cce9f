"""Does Prometheus read of a running gateway what it has just done, and does its log say the same?"""

import json
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.deploy.parts import run
from tests.ports import free_port
from tests.wire.premises import until
from tests.wire.process import Running
from tests.wire.test_clients import write
from tests.world import MARIA


@pytest.fixture
def port() -> int:
    """Of the page."""
    return free_port()


@pytest.fixture
def running(tmp_path: Path, port: int) -> Iterator[Running]:
    made = Running(tmp_path / "home", settings={"PAGE": f"http://127.0.0.1:{port}", "LOG": "json"})
    made.start()
    yield made
    made.close()


def test_a_mail_is_counted_and_logged(running: Running, port: int) -> None:
    def scraped() -> str:
        with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as client:
            try:
                client.request("GET", "/metrics")
            except ConnectionRefusedError:  # the page opens after the doors
                return ""
            answer = client.getresponse()
            assert str(answer.headers["Content-Type"]).startswith("text/plain; version=0.0.4")
            return answer.read().decode()

    until(lambda: "\ncarteiro_mails_received_total{" in scraped(), 60)
    running.deliver(write(MARIA, "[11] Contado", "Bom dia.\n"), MARIA)
    until(lambda: 'carteiro_letters_total{kind="received",outcome="sent"} 1.0' in scraped(), 60)
    text = scraped()
    assert 'carteiro_mails_received_total{door="smtp"} 1.0' in text
    assert 'carteiro_mails_total{disposition="opened",door="smtp"} 1.0' in text
    done = run("promtool", "check", "metrics", input=text)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert running.stop() == 0
    lines = [json.loads(line) for line in running.log.splitlines()]
    (heard,) = [line for line in lines if line["event"].startswith("Heard")]
    assert (heard["mail"], heard["level"]) == ("in-1", "info")
    sent = [line for line in lines if line["event"].startswith("Sent")]
    assert {(line["mail"], line["ticket"]) for line in sent} == {("in-1", heard["ticket"])}
    assert len({line["letter"] for line in sent}) == len(sent) > 1

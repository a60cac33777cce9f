"""Who may look at the page? By which method, under which name, with which password."""

from base64 import b64encode
from pathlib import Path

import pytest

from gateway import pageurl
from gateway.console.page.guard import Guard
from gateway.settings import BadSettings


def guard(url: str) -> Guard:
    read = pageurl.read(url)
    assert read is not None
    return Guard(read)


def status(on: Guard, host: str | None = "127.0.0.1:8025", method: str = "GET", path: str = "/", word: str | None = None) -> int:
    """What a request gets; 200 for one that is let in. word: what Basic carries."""
    given = None if word is None else f"Basic {b64encode(word.encode()).decode()}"
    refused = on.refusal(method, path, host, given)
    return 200 if refused is None else refused.status


@pytest.mark.parametrize("host", ["127.0.0.1:8025", "localhost", "LOCALHOST:9000", "[::1]:8025", "127.0.0.1"])
def test_it_is_called_by_its_names_at_any_port(host: str) -> None:
    assert status(guard("http://127.0.0.1:8025"), host) == 200


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "192.0.2.7",
        "a@127.0.0.1",
        "127.0.0.1:x",
        "[::1",
        "127.0.0.1/x",
        "127.0.0.1, evil.example",
    ],
)
def test_no_other_name_is_answered(host: str | None) -> None:
    """DNS rebinding: a stranger's page makes its own name lead to us."""
    assert status(guard("http://127.0.0.1:8025"), host) == 421


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", ""])
def test_nothing_but_looking_is_a_method(method: str) -> None:
    assert status(guard("http://127.0.0.1:8025"), method=method) == 405
    assert status(guard("http://127.0.0.1:8025"), method="HEAD") == 200


def test_on_all_addresses_an_address_is_as_good_as_a_name_that_was_named(tmp_path: Path) -> None:
    (tmp_path / "word").write_text("certo\n")
    on = guard(f"http://0.0.0.0:8025?password_file={tmp_path}/word&host=Mesa.orgao.example")
    hosts = {"192.0.2.7:8025": 200, "mesa.orgao.example": 200, "[2001:db8::7]": 200, "evil.example": 421, "localhost": 421}
    assert {host: status(on, host, word="operator:certo") for host in hosts} == hosts


@pytest.mark.parametrize("named", ["[2001:DB8::2]", "2001:db8::2"])
def test_an_address_of_ipv6_is_a_name_with_and_without_brackets(named: str) -> None:
    on = guard(f"http://[::1]:8025?host={named}")
    hosts = {"[2001:db8::2]": 200, "[2001:db8::2]:9000": 200, "[::1]:8025": 200, "[2001:db8::3]": 421}
    assert {host: status(on, host) for host in hosts} == hosts


def test_with_a_password_only_probes_go_without(tmp_path: Path) -> None:
    (tmp_path / "word").write_text("sésamo: certo\n")
    on = guard(f"http://127.0.0.1:8025?password_file={tmp_path}/word")
    words = {"operator:sésamo: certo": 200, "operator:sésamo": 401, "admin:sésamo: certo": 401, "": 401, ":": 401, "operator:": 401}
    assert {word: status(on, word=word) for word in words} == words
    assert status(on) == 401
    probes = {"/health": 200, "/health/live": 200, "/health/ready": 200, "/metrics": 200}
    others = dict.fromkeys(("/health/x", "/health/", "/health/live/", "/metrics/x", "/healthy", "/mails"), 401)
    assert {path: status(on, path=path) for path in probes | others} == probes | others
    assert on.refusal("GET", "/", "localhost", "Bearer b3BlcmF0b3I6") is not None
    assert on.refusal("GET", "/", "localhost", "Basic %%%") is not None
    assert status(on, "evil.example", path="/health") == 421


@pytest.mark.parametrize("word", [None, "", " \n", "x" * 2000])
def test_a_password_that_is_none_stops_the_start(word: str | None, tmp_path: Path) -> None:
    if word is not None:
        (tmp_path / "word").write_text(word)
    with pytest.raises(BadSettings, match=r"CARTEIRO_PAGE: .*password"):
        guard(f"http://127.0.0.1:8025?password_file={tmp_path}/word")

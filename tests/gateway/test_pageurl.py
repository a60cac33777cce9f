"""What may CARTEIRO_PAGE be?"""

from pathlib import Path

import pytest

from gateway import pageurl
from gateway.settings import BadSettings, read


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("http://127.0.0.1:8025", "127.0.0.1", 8025),
        ("http://127.0.0.1", "127.0.0.1", 8025),
        ("http://localhost:0/", "localhost", 0),
        ("http://[::1]:9000", "::1", 9000),
    ],
)
def test_the_page_is_served_on_loopback_without_more_ado(url: str, host: str, port: int) -> None:
    found = pageurl.read(url)
    assert found is not None
    assert (found.host, found.port, found.password_file) == (host, port, None)
    assert found.names >= {"localhost", "127.0.0.1", "::1"}
    assert not found.any_address


def test_it_can_be_off() -> None:
    assert pageurl.read("off") is None


@pytest.mark.parametrize("url", ["http://0.0.0.0:8025", "http://[::]:8025", "http://192.0.2.7:8025", "http://carteiro.orgao.example"])
def test_where_others_reach_it_a_password_is_asked_for_at_the_start(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="ssh -L") as refused:
        read(tmp_path, {"CARTEIRO_PAGE": url})
    assert "password_file=FILE" in str(refused.value)
    guarded = pageurl.read(f"{url}?password_file=word&host=mesa.orgao.example")
    assert guarded is not None
    assert guarded.password_file == Path("word")
    assert "mesa.orgao.example" in guarded.names
    assert "127.0.0.1" not in guarded.names
    assert read(tmp_path, {"CARTEIRO_PAGE": f"{url}?password_file=word"}).page == f"{url}?password_file=word"


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1:8025",
        "http://",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:8025/tickets",
        "http://operator:word@127.0.0.1:8025",
        "http://127.0.0.1:8025?pasword_file=word",
        "http://127.0.0.1:8025?password_file=",
        "http://127.0.0.1:8025?password_file=a&password_file=b",
        "on",
        "",
    ],
)
def test_whatever_else_stops_the_start_with_what_is_allowed(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="CARTEIRO_PAGE"):
        read(tmp_path, {"CARTEIRO_PAGE": url})

"""Which authority do the settings name, and what is said of one that cannot be?"""

from datetime import timedelta
from pathlib import Path

import pytest

from gateway.app import authority, now
from gateway.settings import BadSettings, read
from gateway.stamping.url import Authority, read_url
from tests.tsa import Authority as Running

ROOTS = "ca=/etc/carteiro/roots.pem"


def test_nobody_is_asked_unless_named(tmp_path: Path) -> None:
    chosen = read(tmp_path, {"CARTEIRO_HOME": str(tmp_path)})
    assert chosen.timestamps == "off"
    assert authority(chosen) is None


def test_an_authority_is_asked_as_its_url_says(tmp_path: Path) -> None:
    (tmp_path / "word").write_text("segredo\n")
    options = f"{ROOTS}&every=15&timeout=2.5&policy=1.2.3.4.1&password_file={tmp_path}/word"
    found = read_url(f"https://fulano%40orgao@act.orgao.example:8443/tsa/rfc3161?{options}")
    assert found == Authority(
        "https://act.orgao.example:8443/tsa/rfc3161", "act.orgao.example", 8443, "/tsa/rfc3161", secure=True,
        ca="/etc/carteiro/roots.pem", every=timedelta(minutes=15), seconds=2.5, policy="1.2.3.4.1", user="fulano@orgao", password="segredo",
    )  # fmt: skip
    assert "segredo" not in repr(found)


def test_the_little_that_must_be_said_is_the_address_and_the_roots() -> None:
    found = read_url(f"http://act.orgao.example?{ROOTS}")
    assert found is not None
    assert (found.name, found.path, found.port) == ("http://act.orgao.example/", "/", 80)
    assert (found.every, found.seconds) == (timedelta(hours=1), 10)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://act.orgao.example/tsa", "ca=FILE names the roots"),
        (f"https:///tsa?{ROOTS}", "allowed: off, or https://"),
        (f"https://act.orgao.example/tsa?{ROOTS}&every=soon", "every=soon is no number of minutes from 1 to 1440"),
        (f"https://act.orgao.example/tsa?{ROOTS}&every=0", "every=0 is no number"),
        (f"https://act.orgao.example/tsa?{ROOTS}&every=1441", "every=1441 is no number"),
        (f"https://act.orgao.example/tsa?{ROOTS}&timeout=0", "timeout=0 is no number of seconds"),
        (f"https://act.orgao.example/tsa?{ROOTS}&timeout=61", "up to 60"),
        (f"https://act.orgao.example/tsa?{ROOTS}&policy=tsa", "policy=tsa is no object identifier"),
        (f"https://act.orgao.example/tsa?{ROOTS}&hash=md5", "unknown option 'hash'"),
        (f"https://act.orgao.example/t%20sa /x?{ROOTS}", "holds a blank"),
        (f"https://user:senha@act.orgao.example/tsa?{ROOTS}", "does not stand in the address"),
        (f"https://user@act.orgao.example/tsa?{ROOTS}", "come together"),
        (f"https://act.orgao.example/tsa?{ROOTS}&password_file=/dev/null", "come together"),
        (f"http://user@act.orgao.example/tsa?{ROOTS}&password_file=/dev/null", "over TLS only"),
        (f"https://user@act.orgao.example/tsa?{ROOTS}&password_file=/dev/null", "/dev/null is empty"),
        (f"https://user@act.orgao.example/tsa?{ROOTS}&password_file=/nowhere/word", "/nowhere/word cannot be read"),
        ("https://act.orgao.example/tsa?ca=/nowhere/roots.pem", "/nowhere/roots.pem holds no certificates that can be read (No such file"),
        ("https://act.orgao.example/tsa?ca=/dev/null", "/dev/null holds no certificates that can be read (no PEM)"),
    ],
)
def test_what_is_wrong_stops_the_start_and_is_said(tmp_path: Path, url: str, says: str) -> None:
    with pytest.raises(BadSettings) as wrong:
        authority(read(tmp_path, {"CARTEIRO_HOME": str(tmp_path), "CARTEIRO_TIMESTAMPS": url}))
    assert str(wrong.value).startswith("CARTEIRO_TIMESTAMPS: ")
    assert says in str(wrong.value)
    assert "senha" not in str(wrong.value)


@pytest.mark.parametrize("url", ["on", "ftp://act.orgao.example/tsa", "act.orgao.example"])
def test_other_ways_are_not_known(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadSettings, match=r"allowed: off, http://, https://"):
        read(tmp_path, {"CARTEIRO_TIMESTAMPS": url})


def test_roots_are_read_at_the_start(tmp_path: Path) -> None:
    with Running(tmp_path / "tsa") as tsa:
        asks = authority(read(tmp_path, {"CARTEIRO_HOME": str(tmp_path), "CARTEIRO_TIMESTAMPS": tsa.url}), now)
    assert asks is not None
    assert asks.authority.name == f"http://127.0.0.1:{tsa.port}/tsa"

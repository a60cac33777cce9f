"""Who is asked, and which hosts are believed? CARTEIRO_RESOLVER, CARTEIRO_TRUSTED_AUTHSERV, CARTEIRO_BORDER."""

from pathlib import Path

import pytest

from gateway.people.aligned.resolver import DnsResolver
from gateway.settings import BadSettings, read


def test_the_defaults_trust_nobody_but_this_host(tmp_path: Path) -> None:
    settings = read(tmp_path, {})
    assert (settings.resolver, settings.trusted_authserv, settings.border) == ("dns:", (), ("127.0.0.1/32", "::1/128"))


def test_several_are_comma_separated(tmp_path: Path) -> None:
    said = {
        "CARTEIRO_TRUSTED_AUTHSERV": "mx.carteiro.example, mx2.carteiro.example",
        "CARTEIRO_BORDER": "10.0.0.5, 192.168.7.0/24, 2001:db8::/32",
    }
    settings = read(tmp_path, said)
    assert settings.trusted_authserv == ("mx.carteiro.example", "mx2.carteiro.example")
    assert settings.border == ("10.0.0.5", "192.168.7.0/24", "2001:db8::/32")
    assert read(tmp_path, {"CARTEIRO_BORDER": ""}).border == ()


@pytest.mark.parametrize("value", ["dns:", "dns:?timeout=2", "dns://127.0.0.1", "dns://127.0.0.1:5353", "dns://[::1]:5353?timeout=0.5"])
def test_a_resolver_that_may_be_said_can_be_made(tmp_path: Path, value: str) -> None:
    DnsResolver(read(tmp_path, {"CARTEIRO_RESOLVER": value}).resolver)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "udp://127.0.0.1",
        "127.0.0.1",
        "dns://resolver.example",
        "dns://",
        "dns:127.0.0.1",
        "dns://127.0.0.1/zone",
        "dns://maria@127.0.0.1",
        "dns://127.0.0.1?timeout=",
        "dns://127.0.0.1?timeout=0",
        "dns://127.0.0.1?timeout=-1",
        "dns://127.0.0.1?timeout=1&timeout=2",
        "dns://127.0.0.1?retries=2",
        "dns://127.0.0.1?timeout=nan",
        "dns://[::1",
    ],
)
def test_another_is_refused_with_what_is_allowed(tmp_path: Path, value: str) -> None:
    with pytest.raises(BadSettings) as bad:
        read(tmp_path, {"CARTEIRO_RESOLVER": value})
    assert "CARTEIRO_RESOLVER" in str(bad.value)
    assert "dns://ADDRESS[:PORT], such as dns://127.0.0.1:5353" in str(bad.value)


def test_a_port_is_a_number(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="a port is a number from 0 to 65535"):
        read(tmp_path, {"CARTEIRO_RESOLVER": "dns://127.0.0.1:99999"})


@pytest.mark.parametrize("value", ["10.0.0.0/33", "mx.carteiro.example", "10.0.0.5, 10.0.0", "10.0.0.5/24"])
def test_a_border_is_made_of_addresses_and_networks(tmp_path: Path, value: str) -> None:
    with pytest.raises(BadSettings) as bad:
        read(tmp_path, {"CARTEIRO_BORDER": value})
    assert "is no network; allowed: addresses and networks, such as 10.0.0.5" in str(bad.value)

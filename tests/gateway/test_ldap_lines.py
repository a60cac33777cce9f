"""Is the server really the one that was meant, is nothing said in clear that should not be, and does another host step in?"""

import logging
import os
import random
import re
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway import dial
from gateway.people.directory import DirectoryUnavailable
from gateway.people.ldap import mapping
from gateway.people.ldap.directory import LdapDirectory
from gateway.people.ldap.url import read_url
from tests.ports import free_port
from tests.slapd import BASE, MAPPING, PASSWORD, READER, ROOT, Slapd

MARIA = "maria@str-valesereno.example"
CPF = "104.382.617-00"


@pytest.fixture(scope="module")
def slapd() -> Iterator[Slapd]:
    with Slapd() as server:
        yield server


def known(url: str) -> LdapDirectory:
    return LdapDirectory(read_url(url), mapping.load(MAPPING), time.monotonic)


@pytest.fixture(scope="module")
def ldap(slapd: Slapd) -> Iterator[LdapDirectory]:
    made = known(slapd.url())
    yield made
    made.close()


def refused(ldap: LdapDirectory, why: str) -> None:
    with pytest.raises(DirectoryUnavailable, match=why):
        ldap.by_mail(MARIA)
    with pytest.raises(DirectoryUnavailable):
        ldap.authenticate(CPF, PASSWORD)
    ldap.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize("scheme", ["ldap", "ldaps"])
def test_a_certificate_of_the_named_authority_is_believed(slapd: Slapd, scheme: str, host: str) -> None:
    options = (f"ca={slapd.ca}",) if scheme == "ldaps" else ("starttls", f"ca={slapd.ca}")
    ldap = known(slapd.url(*options, scheme=scheme, host=host))
    maria = ldap.by_mail(MARIA)
    assert maria is not None
    assert ldap.authenticate(CPF, PASSWORD) == maria
    assert ldap.authenticate(CPF, "errada") is None
    ldap.close()


@pytest.mark.parametrize("scheme", ["ldap", "ldaps"])
def test_a_certificate_of_any_other_is_not_and_no_password_is_said(scheme: str) -> None:
    with Slapd() as slapd, Slapd() as other:
        options = () if scheme == "ldaps" else ("starttls",)
        refused(known(slapd.url(*options, f"ca={other.ca}", scheme=scheme)), "certificate is not believed|certificate verify failed")
        refused(known(slapd.url(*options, scheme=scheme)), "certificate")
        assert slapd.binds == []


@pytest.mark.parametrize("scheme", ["ldap", "ldaps"])
def test_a_certificate_for_another_name_is_not_believed(scheme: str) -> None:
    with Slapd(names="DNS:outro.example,IP:127.0.0.2") as slapd:
        options = (f"ca={slapd.ca}",) if scheme == "ldaps" else ("starttls", f"ca={slapd.ca}")
        for host in ("127.0.0.1", "localhost"):
            refused(known(slapd.url(*options, scheme=scheme, host=host)), "certificate is not believed")
        assert slapd.binds == []


def test_there_is_no_way_back_to_clear_text() -> None:
    with Slapd(names="") as slapd:
        refused(known(slapd.url("starttls")), "StartTLS: result 2")
        refused(known(slapd.url(scheme="ldaps", port=slapd.port)), "127.0.0.1")
        assert slapd.binds == []


def test_a_service_account_that_is_not_let_in_is_told_without_its_password(slapd: Slapd, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    slapd.password_file.write_text("outra-senha-secreta")
    try:
        ldap = known(slapd.url())
    finally:
        slapd.password_file.write_text(PASSWORD)
    refused(ldap, "service account is not let in .result 49")
    assert "result 49" in caplog.text
    assert "outra-senha" not in caplog.text
    assert READER not in caplog.text


def test_the_rights_that_the_manual_names_are_enough() -> None:
    rights = re.findall(r"```\n(access .*?)```", (ROOT / "docs" / "ldap.md").read_text("utf-8"), re.DOTALL)[0]
    with Slapd(rights.replace("dc=orgao,dc=example", BASE)) as slapd:
        ldap = known(slapd.url())
        maria = ldap.by_mail(MARIA)
        assert maria is not None
        assert ldap.authenticate(CPF, PASSWORD) == maria
        assert ldap.by_mail("ninguem@fora.example") is None
        assert len(ldap.members("21150.SR-1")) == 3
        ldap.close()


def test_an_anonymous_reader_sees_what_anybody_may() -> None:
    with Slapd("access to attrs=userPassword by anonymous auth\naccess to * by * read\n") as slapd:
        ldap = known(f"ldap://127.0.0.1:{slapd.port}?mapping={MAPPING}")
        assert ldap.by_mail(MARIA) == ldap.authenticate(CPF, PASSWORD) is not None
        ldap.close()


def test_the_next_host_answers_when_the_first_is_gone_or_hung(slapd: Slapd) -> None:
    second = slapd.url().replace("127.0.0.1:", f"127.0.0.1:{free_port()},localhost:", 1)
    ldap = known(second)
    assert ldap.by_mail(MARIA) == ldap.authenticate(CPF, PASSWORD) is not None
    ldap.close()
    with Slapd() as hung:
        ldap = known(hung.url().replace(f":{hung.port}", f":{hung.port},127.0.0.1:{slapd.port}", 1))
        hung.pause()
        begun = time.monotonic()
        assert ldap.by_mail(MARIA) is not None
        first = time.monotonic() - begun
        assert ldap.authenticate(CPF, PASSWORD) is not None, "asked last from now on"
        assert time.monotonic() - begun - first < 1
        ldap.close()


def test_a_name_that_nobody_resolves_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = threading.Event()
    real = socket.getaddrinfo

    def slow(host: str, *rest: object, **named: object) -> object:
        if host == "ldap.orgao.example" and not named.get("flags"):
            waiting.wait(20)
        return real(host, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(dial.socket, "getaddrinfo", slow)
    begun = time.monotonic()
    refused(known(f"ldaps://ldap.orgao.example?mapping={MAPPING}"), "no answer in time")
    assert time.monotonic() - begun < 6
    waiting.set()


def answering(answer: bytes) -> socket.socket:
    """A server that says this to whatever it is asked, and then nothing more."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                caller = listener.accept()[0]
            except OSError:
                return
            with caller:
                caller.recv(4096)
                caller.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    return listener


BIND_OK = bytes.fromhex("300c02010161070a010004000400")
NOISE = random.Random(3)
GARBAGE = [
    b"",
    b"HTTP/1.1 400 Bad Request\r\n\r\n",
    b"\x30\x84\xff\xff\xff\xff",
    b"\x30\x80",
    b"\x30\x05\x02\x01\x01\x61\x00",
    BIND_OK[:9],
    BIND_OK + b"\x30\x0c\x02\x01\x07\x65\x07\x0a\x01\x00\x04\x00\x04\x00",
    BIND_OK.replace(b"\x02\x01\x01", b"\x02\x01\x63"),
    *(NOISE.randbytes(NOISE.randrange(1, 200)) for _ in range(20)),
]


@pytest.mark.parametrize("answer", GARBAGE, ids=lambda answer: answer[:8].hex())
def test_whatever_a_broken_server_says_the_directory_is_away(answer: bytes) -> None:
    with answering(answer) as server:
        refused(known(f"ldap://127.0.0.1:{server.getsockname()[1]}?mapping={MAPPING}"), ".")


@given(text=st.one_of(st.text(max_size=300), st.builds(lambda a, b: f"{a}@{b}", st.text(max_size=20), st.text(max_size=20))))
@settings(max_examples=300, deadline=None)
def test_any_text_is_nobody_and_raises_nothing(ldap: LdapDirectory, text: str) -> None:
    assert ldap.by_mail(text) is None
    assert ldap.by_id(text) is None
    assert ldap.entity(text) is None
    assert ldap.members(text) == ()
    assert ldap.authenticate(text, "errada") is None


@given(password=st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_other_password_is_wrong(ldap: LdapDirectory, password: str) -> None:
    assert (ldap.authenticate(CPF, password) is not None) == (password == PASSWORD)


def test_no_password_is_shown(slapd: Slapd) -> None:
    ldap = known(slapd.url())
    assert ldap.by_mail(MARIA) is not None
    shown = repr(ldap) + repr(vars(ldap)) + repr(vars(ldap._pool)) + repr(ldap._pool._access)
    assert f"password='{PASSWORD}'" not in shown
    assert os.fspath(slapd.home) not in shown
    ldap.close()

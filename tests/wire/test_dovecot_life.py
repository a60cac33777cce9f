"""Does the tests' IMAP server live, freeze and die when a test tells it to, and does mail lie where the test put it?"""

import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.dovecot import USER, Dovecot
from tests.wire.talk import LOGIN, Talk, talk

MAILS = [b"Subject: [%d]\r\n\r\nErro, n\xe3o abre\r\n" % number for number in range(12)]


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    with Dovecot() as server:
        yield server


def test_mails_lie_in_their_order_byte_for_byte_with_their_date(dovecot: Dovecot) -> None:
    dovecot.put_many(MAILS)
    dovecot.put(b"Subject: [12]\r\n\r\nvelha\r\n", at=datetime(2026, 3, 1, 12, 0, tzinfo=UTC), flags="S")
    with dovecot.client() as client:
        client.select(readonly=True)
        said = client.uid("FETCH", "1:*", "(INTERNALDATE FLAGS BODY.PEEK[])")[1]
    found = [(one[0], one[1]) for one in said if isinstance(one, tuple)]
    assert [body for _, body in found] == dovecot.mails() == [*MAILS, b"Subject: [12]\r\n\r\nvelha\r\n"]
    assert b'INTERNALDATE "01-Mar-2026 12:00:00 +0000"' in found[-1][0]
    assert rb"FLAGS (\Seen " in found[-1][0]
    assert dovecot.count() == 13
    assert dovecot.mails("Recebidos/2026-11") == []


def test_a_mail_wakes_an_idle_client(dovecot: Dovecot) -> None:
    with talk(dovecot, "SELECT INBOX") as caller:
        assert caller.last("IDLE") == "+ idling"
        dovecot.put(MAILS[0])
        assert caller.line() == "* 1 EXISTS"
        dovecot.put(MAILS[1], flags="S")
        assert "* 2 EXISTS" in [caller.line() for _ in range(2)]


def test_another_uidvalidity_begins_at_the_first_uid_and_keeps_the_ports(dovecot: Dovecot) -> None:
    dovecot.put_many(MAILS[:2])
    ports, seen = (dovecot.port, dovecot.tls_port), []
    for _ in range(2):
        with talk(dovecot) as caller:
            said = " ".join(caller.say("SELECT INBOX"))
            seen.append(int(said.partition("[UIDVALIDITY ")[2].partition("]")[0]))
            assert "[UIDNEXT 3]" in said
            caller.say("UID MOVE 1 INBOX")
        dovecot.renumber()
    assert seen[0] < seen[1]
    assert (dovecot.port, dovecot.tls_port) == ports
    assert sorted(dovecot.mails()) == MAILS[:2]


def test_a_stop_is_told_and_a_kill_is_not(dovecot: Dovecot) -> None:
    with talk(dovecot) as caller:
        dovecot.stop()
        assert caller.line() == "* BYE Server shutting down."
    dovecot.start()
    with talk(dovecot) as caller:
        dovecot.kill()
        assert caller.line() == ""
    with pytest.raises(ConnectionRefusedError):
        Talk(dovecot.port)
    dovecot.put(MAILS[0])
    dovecot.start()
    with talk(dovecot) as caller:
        assert "* 1 EXISTS" in caller.say("SELECT INBOX")


def test_a_frozen_server_says_nothing_and_goes_on_where_it_was(dovecot: Dovecot) -> None:
    with talk(dovecot) as caller, socket.create_connection(("127.0.0.1", dovecot.port)) as before:
        assert before.recv(1024).startswith(b"* OK ")
        dovecot.freeze()
        with socket.create_connection(("127.0.0.1", dovecot.port)) as fresh:
            before.sendall(f"a {LOGIN}\r\n".encode())
            caller.send("b NOOP")
            for one in (caller.socket, before, fresh):
                one.settimeout(0.2)
                with pytest.raises(TimeoutError):
                    one.recv(1, socket.MSG_PEEK)
            dovecot.thaw()
            for one, answer in ((before, b"a OK "), (fresh, b"* OK "), (caller.socket, b"b OK NOOP")):
                one.settimeout(10)
                assert one.recv(1024).startswith(answer)


def test_a_frozen_server_can_be_killed_and_nothing_of_it_is_left() -> None:
    with Dovecot() as server:
        with talk(server, "SELECT INBOX") as caller:
            assert caller.last("IDLE") == "+ idling"
            there = server.processes()
            assert len(there) >= 5
            assert all(is_dovecot(number) for number in there)
            server.freeze()
        home = server.home
    assert not home.exists()
    assert [number for number in there if is_dovecot(number)] == []


def is_dovecot(number: int) -> bool:
    try:
        return b"dovecot" in Path("/proc", str(number), "cmdline").read_bytes()
    except FileNotFoundError:
        return False


def test_each_user_has_a_mailbox() -> None:
    with Dovecot(users=(USER, "ouvidoria@carteiro.example")) as server:
        server.put(MAILS[0])
        server.mailboxes["ouvidoria@carteiro.example"].put_many(MAILS[1:3])
        with Talk(server.port, 'LOGIN "ouvidoria@carteiro.example" carteiro') as caller:
            assert "* 2 EXISTS" in caller.say("SELECT INBOX")
        assert server.count() == 1


def test_the_url_says_where_it_is_and_what_to_trust(dovecot: Dovecot) -> None:
    url = urlsplit(dovecot.url(poll=5, backlog="all"))
    assert (url.scheme, url.hostname, url.port, url.path) == ("imaps", "127.0.0.1", dovecot.tls_port, "/INBOX")
    said = {name: value for name, (value,) in parse_qs(url.query).items()}
    assert said == {"password_file": str(dovecot.password_file), "ca": str(dovecot.ca), "poll": "5", "backlog": "all"}
    assert dovecot.url("starttls", scheme="imap", port=1).partition("@127.0.0.1:")[2].startswith("1/INBOX?starttls&password_file=/")
    assert "password_file" not in dovecot.url(token_command="oauth-token suporte")
    assert "ca=" not in dovecot.url(scheme="imap")


@pytest.mark.parametrize("way", ["imaps", "starttls"])
def test_its_certificate_is_good_for_its_names_and_its_time(way: str) -> None:
    with Dovecot() as good, Dovecot(names="DNS:outra.example") as other, Dovecot(expired=True) as expired:
        assert handshake(good, way) == "OK"
        assert "certificate is not valid for" in handshake(other, way)
        assert "certificate has expired" in handshake(expired, way)


def handshake(server: Dovecot, way: str) -> str:
    """OK, or what is wrong with the certificate for a client that trusts its authority."""
    context = ssl.create_default_context(cafile=server.ca)
    with ExitStack() as stack:
        if way == "imaps":
            plain = stack.enter_context(socket.create_connection(("127.0.0.1", server.tls_port), timeout=10))
        else:
            caller = stack.enter_context(Talk(server.port))
            assert caller.last("STARTTLS").startswith("OK ")
            plain = caller.socket
        try:
            with context.wrap_socket(plain, server_hostname="localhost") as one:
                one.sendall(b"a CAPABILITY\r\n")
                return "OK" if one.recv(1024).startswith(b"* ") else "nothing said"
        except ssl.SSLCertVerificationError as bad:
            return bad.verify_message

"""Does a letter go out by SMTP, and does every answer of the server become the right failure?"""

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.post.relay import Permanent, Relay, Temporary, relay
from tests.sink import Clock, Listener, Sink, abort, server_tls

MAIL = b"From: a@b.example\r\nMessage-ID: <1@b.example>\r\n\r\n.ponto\r\n..\r\n"
TO = "maria@aurora.example"


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def listener(sink: Sink) -> Iterator[Listener]:
    server = Listener(sink, hostname="127.0.0.1", port=0, authenticator=sink.authenticate, auth_require_tls=False)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def out(listener: Listener, clock: Clock) -> Iterator[Relay]:
    way = relay(f"smtp://127.0.0.1:{listener.port}", clock, name="carteiro.example")
    yield way
    way.close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject, *files], check=True, capture_output=True
    )
    return folder


def connections(sink: Sink) -> int:
    return len(set(sink.peers))


def test_a_letter_arrives_byte_for_byte(sink: Sink, out: Relay) -> None:
    out.send("", TO, MAIL)
    out.send("suporte+b1@carteiro.example", TO, MAIL)
    assert [(each.mail_from, each.rcpt_tos, each.content) for each in sink.taken] == [
        ("<>", [TO], MAIL),
        ("suporte+b1@carteiro.example", [TO], MAIL),
    ]
    assert not any(option.startswith("SMTPUTF8") for option in sink.taken[0].mail_options)


def test_one_connection_carries_a_hundred_letters(sink: Sink, out: Relay) -> None:
    for _ in range(101):
        out.send("", TO, MAIL)
    assert (len(sink.taken), connections(sink)) == (101, 2)


def test_a_connection_is_given_up_after_a_minute(sink: Sink, out: Relay, clock: Clock) -> None:
    for clock.now in (0.0, 59.9, 60.0):
        out.send("", TO, MAIL)
    assert connections(sink) == 2


def test_each_thread_has_a_connection_of_its_own(sink: Sink, out: Relay) -> None:
    out.send("", TO, MAIL)
    other = threading.Thread(target=out.send, args=("", TO, MAIL))
    other.start()
    other.join()
    assert (len(sink.taken), connections(sink)) == (2, 2)


def test_a_server_that_hung_up_meanwhile_is_called_again(sink: Sink, out: Relay, listener: Listener) -> None:
    out.send("", TO, MAIL)
    listener.loop.call_soon_threadsafe(abort, listener.smtpd)
    out.send("", TO, MAIL)
    assert (len(sink.taken), connections(sink)) == (2, 2)


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("answer", ["421 4.3.2 closing", "450 4.2.1 greylisted", "451 4.3.0 later", "452 4.5.3 too many"])
def test_a_4yz_answer_at_any_step_is_temporary_and_the_next_letter_goes(sink: Sink, out: Relay, step: str, answer: str) -> None:
    sink.answers[step] = answer
    with pytest.raises(Temporary, match=answer[4:]):
        out.send("", TO, MAIL)
    sink.answers[step] = ""
    out.send("", TO, MAIL)
    assert sink.taken[-1].rcpt_tos == [TO]


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
@pytest.mark.parametrize("answer", ["550 5.1.1 no such user", "552 5.2.2 full", "554 5.7.1 refused"])
def test_a_5yz_answer_at_any_step_is_permanent_and_the_next_letter_goes(sink: Sink, out: Relay, step: str, answer: str) -> None:
    sink.answers[step] = answer
    with pytest.raises(Permanent) as raised:
        out.send("", TO, MAIL)
    assert (raised.value.code, raised.value.text) == (int(answer[:3]), answer[4:])
    sink.answers[step] = ""
    out.send("", TO, MAIL)
    assert (sink.taken[-1].rcpt_tos, connections(sink)) == ([TO], 1)


@pytest.mark.parametrize("answer", ["550 5.7.1 sender not allowed", "553 5.1.8 sender domain unknown"])
def test_a_relay_that_does_not_take_our_sender_keeps_the_letter_waiting(sink: Sink, out: Relay, answer: str) -> None:
    sink.answers["MAIL"] = answer
    with pytest.raises(Temporary, match=answer[4:]):
        out.send("", TO, MAIL)


def test_a_5yz_answer_about_our_login_leaves_the_letter_waiting(sink: Sink, out: Relay) -> None:
    sink.answers["MAIL"] = "530 5.7.0 authentication required"
    with pytest.raises(Temporary, match="authentication required"):
        out.send("", TO, MAIL)


def test_a_connection_cut_after_the_letter_is_temporary(sink: Sink, out: Relay) -> None:
    sink.cut = True
    with pytest.raises(Temporary):
        out.send("", TO, MAIL)
    sink.cut = False
    out.send("", TO, MAIL)
    assert len(sink.taken) == 2  # at least once, under the same Message-ID


@pytest.mark.parametrize("greeting", [b"554 5.3.2 not today\r\n", b"421 busy\r\n", b"", b"nonsense\r\n", b"x" * 10000 + b"\r\n"])
def test_a_server_that_does_not_greet_is_temporary(clock: Clock, greeting: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:

        def greet() -> None:
            peer, _ = door.accept()
            with peer:
                peer.sendall(greeting)

        thread = threading.Thread(target=greet)
        thread.start()
        with pytest.raises(Temporary):
            relay(f"smtp://127.0.0.1:{door.getsockname()[1]}", clock).send("", TO, MAIL)
        thread.join()


def test_nobody_listening_is_temporary(clock: Clock) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    with pytest.raises(Temporary):
        relay(f"smtp://127.0.0.1:{port}", clock).send("", TO, MAIL)


@pytest.mark.parametrize(
    "address",
    [
        "", "maria", "a@b@c.example", "a b@c.example", "<a@b.example>", '"a@b"@c.example', "a@-b.example", "a\u2028@b.example",
        "a@b.example\n", "a@b.example\r\nRCPT TO:<x@y.example>", "a" * 300 + "@b.example", "a@" + "b." * 130 + "example",
    ],
)  # fmt: skip
def test_an_impossible_recipient_never_touches_the_wire(sink: Sink, out: Relay, address: str) -> None:
    with pytest.raises(Permanent) as raised:
        out.send("", address, MAIL)
    assert raised.value.code == 553
    assert not sink.peers


def test_an_impossible_envelope_sender_is_a_fault_of_ours(sink: Sink, out: Relay) -> None:
    with pytest.raises(ValueError, match="address"):
        out.send("a@b.example\r\nRCPT TO:<x@y.example>", TO, MAIL)
    assert not sink.peers


def test_international_domains_go_as_ascii_and_local_parts_with_smtputf8(sink: Sink, out: Relay) -> None:
    domain = "ação.example".encode("idna").decode()
    out.send("", "maria@ação.example", MAIL)
    out.send("", "joão@ação.example", MAIL)
    assert [each.rcpt_tos for each in sink.taken] == [[f"maria@{domain}"], [f"joão@{domain}"]]
    assert [any("SMTPUTF8" in option for option in each.mail_options) for each in sink.taken] == [False, True]


def test_a_server_without_smtputf8_is_permanent_for_such_an_address_alone(sink: Sink, clock: Clock) -> None:
    server = Listener(sink, hostname="127.0.0.1", port=0, enable_SMTPUTF8=False)
    server.start()
    out = relay(f"smtp://127.0.0.1:{server.port}", clock)
    with pytest.raises(Permanent, match="SMTPUTF8"):
        out.send("", "joão@b.example", MAIL)
    out.send("", TO, MAIL)
    out.close()
    server.stop()
    assert len(sink.taken) == 1


def test_it_logs_in_with_the_password_of_a_file(sink: Sink, listener: Listener, clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "senha").write_text("segredo\n")
    out = relay(f"smtp://suporte%40carteiro.example@127.0.0.1:{listener.port}?password_file={tmp_path}/senha", clock)
    out.send("", TO, MAIL)
    out.close()
    assert [(each.login, each.password) for each in sink.logins] == [(b"suporte@carteiro.example", b"segredo")]


def test_a_refused_login_is_temporary(sink: Sink, listener: Listener, clock: Clock) -> None:
    out = relay(f"smtp://suporte:errada@127.0.0.1:{listener.port}", clock)
    with pytest.raises(Temporary, match="535"):
        out.send("", TO, MAIL)
    assert not sink.taken


@pytest.mark.parametrize("query", ["smtp://localhost:{port}?starttls", "smtps://localhost:{port}"])
def test_tls_is_verified_and_used(sink: Sink, clock: Clock, certificate: Path, query: str) -> None:
    ours = server_tls(certificate)
    server = (
        Listener(sink, hostname="127.0.0.1", port=0, ssl_context=ours)
        if query.startswith("smtps")
        else Listener(sink, hostname="127.0.0.1", port=0, tls_context=ours)
    )
    server.start()
    url = query.format(port=server.port)
    with pytest.raises(Temporary, match="CERTIFICATE_VERIFY_FAILED"):
        relay(url, clock).send("", TO, MAIL)
    assert not sink.taken
    out = relay(url, clock, tls=ssl.create_default_context(cafile=certificate / "cert.pem"))
    out.send("", TO, MAIL)
    out.close()
    server.stop()
    assert len(sink.taken) == 1


def test_a_server_without_starttls_gets_nothing_in_clear(sink: Sink, listener: Listener, clock: Clock) -> None:
    with pytest.raises(Temporary, match="STARTTLS"):
        relay(f"smtp://127.0.0.1:{listener.port}?starttls", clock).send("", TO, MAIL)
    assert not sink.peers


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("imap://x", "maildir:PATH"),
        ("maildir:", "maildir:PATH"),
        ("smtp:///x", "no host"),
        ("smtp://h?tls=yes", "unknown option 'tls'"),
        ("smtp://u@h?starttls", "needs a password"),
        ("smtp://u:p@h.example", "over TLS only"),
    ],
)
def test_a_wrong_url_says_what_is_allowed(clock: Clock, url: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        relay(url, clock)

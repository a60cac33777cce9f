"""What if a server hears MAIL, RCPT and DATA in one write (RFC 2920)? The same failures, and no letter goes where none is wanted."""

import os
import smtplib
import subprocess
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.server import listens
from gateway.post.failures import Uncertain
from gateway.post.relay import Permanent, Relay, Temporary, relay
from gateway.post.transaction import stuffed
from tests.ports import free_port
from tests.scripted_relay import END, Script
from tests.sink import Clock, Listener, Sink
from tests.wire.premises import until

MAIL = b"From: a@b.example\r\nMessage-ID: <1@b.example>\r\n\r\n.ponto\r\n..\r\n"
TO = "maria@aurora.example"
ENVELOPE = f"MAIL FROM:<> SIZE={len(MAIL)}\r\nRCPT TO:<{TO}>\r\nDATA\r\n".encode()
WELL = b"250 ok\r\n250 ok\r\n354 go on\r\n"


class Pipelining(Sink):
    """Says that it hears several commands at once; aiosmtpd does, and does not say so."""

    async def handle_EHLO(self, _s: object, session: object, _e: object, name: str, answers: list[str]) -> list[str]:  # noqa: N802 - aiosmtpd's name
        session.host_name = name  # type: ignore[attr-defined]  # aiosmtpd's session
        return [answers[0], "250-PIPELINING", *answers[1:]]


@pytest.fixture
def sink() -> Sink:
    return Pipelining()


@pytest.fixture
def out(sink: Sink) -> Iterator[Relay]:
    server = Listener(sink, hostname="127.0.0.1", port=0)
    server.start()
    way = relay(f"smtp://127.0.0.1:{server.port}", Clock(), name="carteiro.example")
    yield way
    way.close()
    server.stop()


def test_a_letter_is_two_writes() -> None:
    with Script([WELL, b"250 taken\r\n"]) as script:
        out = relay(script.url, Clock(), name="carteiro.example")
        out.send("", TO, MAIL)
        out.close()
    assert script.heard == [[b"ehlo carteiro.example\r\n", ENVELOPE, stuffed(MAIL)]]


def test_letters_arrive_byte_for_byte(sink: Sink, out: Relay) -> None:
    out.send("", TO, MAIL)
    out.send("suporte+b1@carteiro.example", TO, MAIL)
    assert [(each.mail_from, each.rcpt_tos, each.content) for each in sink.taken] == [
        ("<>", [TO], MAIL),
        ("suporte+b1@carteiro.example", [TO], MAIL),
    ]


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("answer", ["421 4.3.2 closing", "450 4.2.1 greylisted", "452 4.5.3 too many"])
def test_a_4yz_answer_at_any_step_is_temporary_and_the_next_letter_goes(sink: Sink, out: Relay, step: str, answer: str) -> None:
    sink.answers[step] = answer
    with pytest.raises(Temporary, match=answer[4:]):
        out.send("", TO, MAIL)
    taken = len(sink.taken)
    sink.answers[step] = ""
    out.send("", TO, MAIL)
    assert [(each.rcpt_tos, each.content) for each in sink.taken[taken:]] == [([TO], MAIL)]


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
@pytest.mark.parametrize("answer", ["550 5.1.1 no such user", "554 5.7.1 refused"])
def test_a_5yz_answer_at_any_step_is_permanent_and_the_next_letter_goes(sink: Sink, out: Relay, step: str, answer: str) -> None:
    sink.answers[step] = answer
    with pytest.raises(Permanent) as raised:
        out.send("", TO, MAIL)
    assert (raised.value.code, raised.value.text) == (int(answer[:3]), answer[4:])
    sink.answers[step] = ""
    out.send("", TO, MAIL)
    assert (sink.taken[-1].rcpt_tos, len(set(sink.peers))) == ([TO], 1)


def test_a_refused_sender_keeps_the_letter_waiting_though_the_rest_is_taken() -> None:
    with Script([b"550 5.7.1 not you\r\n250 ok\r\n503 no\r\n", b"250 reset\r\n", WELL, b"250 taken\r\n"]) as script:
        out = relay(script.url, Clock())
        with pytest.raises(Temporary, match="not you"):
            out.send("", TO, MAIL)
        out.send("", TO, MAIL)
        out.close()
    assert [b"rset\r\n", ENVELOPE, stuffed(MAIL)] == script.heard[0][2:]


@pytest.mark.parametrize("refusal", [b"550 5.1.1 no\r\n", b"450 4.2.1 later\r\n"])
@pytest.mark.parametrize("of", [0, 1])
def test_who_refuses_the_envelope_and_waits_for_a_letter_all_the_same_gets_none(refusal: bytes, of: int) -> None:
    answers = [b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n"]
    answers[of] = refusal
    with Script([b"".join(answers)], [WELL, b"250 taken\r\n"]) as script:
        out = relay(script.url, Clock())
        with pytest.raises((Permanent, Temporary), match=refusal[4:9].decode()):
            out.send("", TO, MAIL)
        out.send("", TO, MAIL)
        out.close()
    assert script.heard[0][1:] == [ENVELOPE], "neither a dot nor a word more"
    assert script.heard[1][1:] == [ENVELOPE, stuffed(MAIL)]


@pytest.mark.parametrize("said", [b"421 4.3.2 closing\r\n", b"250 ok\r\n421 4.3.2 closing\r\n", b"250 ok\r\n550 5.1.1 closing\r\n"])
def test_a_server_that_refuses_and_hangs_up_has_said_why(said: bytes) -> None:
    with Script([said + END], [WELL, b"250 taken\r\n"]) as script:
        out = relay(script.url, Clock())
        with pytest.raises((Permanent, Temporary), match="closing"):
            out.send("", TO, MAIL)
        out.send("", TO, MAIL)
        out.close()
    assert script.heard[1][1:] == [ENVELOPE, stuffed(MAIL)]


@pytest.mark.parametrize("cut", [END, b"250 ok\r\n" + END, b"250 ok\r\n250 ok\r\n" + END])
def test_a_kept_connection_that_is_cut_before_the_letter_left_is_made_anew(cut: bytes) -> None:
    with Script([WELL, b"250 taken\r\n", cut], [WELL, b"250 taken\r\n"]) as script:
        out = relay(script.url, Clock())
        out.send("", TO, MAIL)
        out.send("", TO, MAIL)
        out.close()
    assert [part[1:] for part in script.heard] == [[ENVELOPE, stuffed(MAIL), ENVELOPE], [ENVELOPE, stuffed(MAIL)]]


def test_a_connection_cut_after_the_letter_left_leaves_doubt_and_it_is_not_sent_twice() -> None:
    with Script([WELL, b"250 taken\r\n", WELL, END]) as script:
        out = relay(script.url, Clock())
        out.send("", TO, MAIL)
        with pytest.raises(Uncertain):
            out.send("", TO, MAIL)
    assert script.heard[0].count(stuffed(MAIL)) == 2


def test_postfix_smtp_sink_takes_them_so() -> None:
    port = free_port()
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    sink = subprocess.Popen(["/usr/sbin/smtp-sink", "-c", *user, f"127.0.0.1:{port}", "10"], stdout=subprocess.PIPE)
    try:
        until(lambda: listens(port))
        out = relay(f"smtp://127.0.0.1:{port}", Clock())
        for _ in range(3):
            out.send("", TO, MAIL)
        out.close()
    finally:
        sink.terminate()
        said, _ = sink.communicate(timeout=20)
    assert b"mesg=3" in said


@given(letter=st.lists(st.sampled_from([b".", b"\r\n", b"\n", b"\r", b"a", b"\r\n.\r\n"]), max_size=12).map(b"".join))
def test_dots_are_doubled_as_smtplib_does(letter: bytes) -> None:
    quoted = smtplib._quote_periods(letter)  # type: ignore[attr-defined]  # what its own data() uses
    assert stuffed(letter) == quoted + (b"" if quoted.endswith(b"\r\n") else b"\r\n") + b".\r\n"

"""Who may be written to, from whom, how much at once, and in which words is the rest refused?"""

import socket

import pytest

from gateway.doors.crowd import Crowd
from tests.wire.premises import PLAIN, Caller, Opener, Premises, on_the_wire, registered, until

RECIPIENTS = [
    ("suporte@carteiro.example", "250"),
    ("SUPORTE@Carteiro.Example", "250"),
    ("suporte+l61122001.1.abc@carteiro.example", "250"),
    ("postmaster@carteiro.example", "250"),
    ("Postmaster", "250"),
    ("ninguem@carteiro.example", "550 5.1.1 Este endereco nao existe; escreva para suporte@carteiro.example"),
    ("suporte+@ninguem.example", "554 5.7.1 Nao entregamos para outros dominios; escreva para suporte@carteiro.example"),
    ("maria@str-valesereno.example", "554 5.7.1"),
    ("suporte%str-valesereno.example@carteiro.example", "550 5.1.1"),
    ("@carteiro.example:maria@str-valesereno.example", "55"),
    ('"suporte@carteiro.example"@str-valesereno.example', "554 5.7.1"),
    ("suporte", "55"),
    ("", "55"),
]


@pytest.mark.parametrize(("address", "answer"), RECIPIENTS)
def test_mail_is_taken_for_our_address_only(caller: Caller, address: str, answer: str) -> None:
    caller.say("MAIL FROM:<maria@str-valesereno.example>")
    assert caller.say(f"RCPT TO:<{address}>").startswith(answer)


def test_one_mail_to_several_of_our_addresses_is_one_record(premises: Premises, caller: Caller) -> None:
    caller.say("MAIL FROM:<maria@str-valesereno.example>")
    for address in ("suporte@carteiro.example", "ninguem@carteiro.example", "suporte+x@carteiro.example", "fora@x.example"):
        caller.say(f"RCPT TO:<{address}>")
    caller.say("DATA")
    registered(caller.send(on_the_wire(PLAIN)).answer())
    (row,) = premises.rows
    assert row.rcpt_to == ["suporte@carteiro.example", "suporte+x@carteiro.example"]


def test_the_hundred_and_first_recipient_is_asked_to_wait(caller: Caller) -> None:
    caller.say("MAIL FROM:<maria@str-valesereno.example>")
    answers = [caller.say(f"RCPT TO:<suporte+{n}@carteiro.example>")[:3] for n in range(101)]
    assert answers == ["250"] * 100 + ["452"]


def test_many_commands_at_once_are_offered_and_answered_in_one_write(premises: Premises, caller: Caller) -> None:
    assert "250-PIPELINING" in caller.say("EHLO cliente.example").splitlines()
    recipients = b"RCPT TO:<ninguem@carteiro.example>\r\nRCPT TO:<suporte@carteiro.example>\r\n"
    caller.send(b"MAIL FROM:<maria@str-valesereno.example>\r\n" + recipients + b"DATA\r\n")
    assert [line[:3] for line in caller.socket.recv(4096).splitlines()] == [b"250", b"550", b"250", b"354"]
    registered(caller.send(on_the_wire(PLAIN)).answer())
    assert premises.rows[0].rcpt_to == ["suporte@carteiro.example"]


@pytest.mark.parametrize(
    "behind", [b"RCPT TO:<suporte@carteiro.exam", b"NOOP\r\n", b"\r\n", b"a" * 100_000 + b"\r\n", b"QUIT\r\n", b"RCPT\r\n"]
)
def test_no_answer_waits_for_what_does_not_come(caller: Caller, behind: bytes) -> None:
    caller.send(b"MAIL FROM:<maria@str-valesereno.example>\r\n" + behind)
    assert caller.answer().startswith("250")
    if behind.endswith(b"\n"):
        assert caller.answer()


def test_nobody_is_told_who_exists(caller: Caller) -> None:
    told = {caller.say(f"VRFY {address}") for address in ("suporte@carteiro.example", "maria@str-valesereno.example", "ninguem@x.example")}
    assert len(told) == 1
    assert told.pop().startswith("252")
    assert caller.say("EXPN suporte").startswith("502")


def test_the_null_sender_of_a_bounce_is_taken(premises: Premises, caller: Caller) -> None:
    registered(caller.deliver(PLAIN, sender=""))
    assert premises.rows[0].mail_from == ""


def test_a_sender_beyond_ascii_is_kept(premises: Premises, caller: Caller) -> None:
    assert caller.say("MAIL FROM:<josé@valesereno.example> SMTPUTF8 BODY=8BITMIME").startswith("250")
    caller.say("RCPT TO:<suporte@carteiro.example>")
    caller.say("DATA")
    mail = "From: josé@valesereno.example\r\nSubject: [12] Não abre\r\n\r\nÉ urgente.\r\n".encode()
    inbound_id = registered(caller.send(on_the_wire(mail)).answer())
    assert premises.rows[0].mail_from == "josé@valesereno.example"
    assert premises.stored(inbound_id) == mail


def test_a_relay_that_logged_in_may_name_no_author(caller: Caller) -> None:
    """RFC 4954, 5: Postfix adds AUTH=<> whenever it logs in."""
    assert caller.say("MAIL FROM:<maria@str-valesereno.example> SIZE=100 AUTH=<> BODY=8BITMIME").startswith("250")


@pytest.mark.parametrize("line", ["MAIL FROM:maria", "MAIL FROM:<a@b> SIZE=x", "MAIL FROM:<a@b> FUTURE=1", "MAIL", "RCPT TO:<a@b>", "DATA"])
def test_what_is_out_of_order_or_unknown_is_refused_and_forgotten(premises: Premises, caller: Caller, line: str) -> None:
    if not line.endswith(("maria", "MAIL")):
        assert caller.say(line)[:1] == "5"
    registered(caller.deliver(PLAIN))
    assert len(premises.rows) == 1


def test_a_line_without_end_is_refused_and_the_connection_goes_on(premises: Premises, caller: Caller) -> None:
    assert caller.say(b"MAIL FROM:<" + b"a" * 200_000 + b"@x.example>").startswith("500")
    registered(caller.deliver(PLAIN))
    assert len(premises.rows) == 1


def test_a_declared_size_beyond_ours_is_refused_before_it_is_sent(open_premises: Opener, caplog: pytest.LogCaptureFixture) -> None:
    caller = open_premises(size=1_000_000).call().greet()
    refused = "552 5.3.4 Mensagem maior que 1 MB; envie os anexos em mensagens separadas"
    assert caller.say("MAIL FROM:<a@b.example> SIZE=1000001") == refused
    assert "Refused: 1000001 bytes, beyond the limit of 1000000" in caplog.text
    assert caller.say("MAIL FROM:<SIZE=9999999@b.example> SIZE=1000000").startswith("250")


@pytest.mark.parametrize("size", [1_000_000, 2_000_000])  # below and beyond what rides in the database
def test_an_undeclared_size_beyond_ours_is_refused_at_its_end_and_the_connection_goes_on(
    open_premises: Opener, size: int, caplog: pytest.LogCaptureFixture
) -> None:
    premises = open_premises(size=size)
    caller = premises.call().greet()
    fits = PLAIN + b"x" * (size - len(PLAIN) - 2) + b"\r\n"
    assert caller.deliver(b"y" + fits).startswith("552 5.3.4")
    assert caller.deliver(fits * 3).startswith("552 5.3.4")
    assert [f"Refused: {n} bytes, beyond the limit of {size}" in caplog.text for n in (size + 1, size * 3)] == [True, True]
    assert premises.rows == []
    assert premises.stored(registered(caller.deliver(fits))) == fits
    assert list(premises.evidence.root.glob("tmp/*")) == []


def test_caps_count_connections_per_address_and_in_all(open_premises: Opener) -> None:
    premises = open_premises(crowd=Crowd(per_address=2, in_all=3))
    first, _second = premises.call().greet(), premises.call().greet()
    third = premises.call()
    assert third.answer().startswith("421 4.7.0")
    assert third.answer() == ""
    other = premises.call(source="127.0.0.2").greet()
    registered(other.deliver(PLAIN))
    assert premises.call(source="127.0.0.3").answer().startswith("421 4.7.0")
    first.say("QUIT")
    assert first.answer() == ""
    premises.call().greet()


def test_lmtp_answers_for_each_recipient(open_premises: Opener) -> None:
    premises = open_premises(urls=("lmtp://127.0.0.1:0", "smtp://127.0.0.1:0"))
    caller = premises.call().greet("LHLO relay.example")
    caller.say("MAIL FROM:<maria@str-valesereno.example>")
    for address, code in (("suporte@carteiro.example", "250"), ("x@carteiro.example", "550"), ("suporte+b@carteiro.example", "250")):
        assert caller.say(f"RCPT TO:<{address}>").startswith(code)
    caller.say("DATA")
    answers = [caller.send(on_the_wire(PLAIN)).answer(), caller.answer()]
    assert len(set(answers)) == 1
    registered(answers[0])
    assert caller.say("NOOP").startswith("250")
    assert [row.door for row in premises.rows] == ["lmtp"]
    assert caller.say("EHLO x").startswith("500")
    premises.call(number=1).greet()


def test_a_caller_who_vanishes_in_mid_mail_leaves_nothing(premises: Premises, caller: Caller) -> None:
    gone = premises.call().greet().begin()
    gone.send(b"x" * 3_000_000)
    gone.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")  # a reset, not a goodbye
    gone.hang_up()
    registered(caller.deliver(PLAIN))
    assert len(premises.rows) == 1
    until(lambda: not list(premises.evidence.root.glob("tmp/*")))

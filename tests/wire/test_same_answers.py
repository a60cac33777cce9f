"""Does the door tell whom or which ticket we know? Two callers who differ only in that must hear the same, byte for byte."""

import re
from collections.abc import Iterator, Sequence

import pytest

from tests.wire.premises import Caller, on_the_wire, until
from tests.wire.process import Running
from tests.wire.test_clients import CPF, write
from tests.wire.test_login import plain
from tests.world import ADDRESS, ANA, MARIA

STRANGER = "estranho@fora.example"
LOCAL, DOMAIN = ADDRESS.split("@")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A gateway with one ticket."""
    made = Running(tmp_path_factory.mktemp("home"))
    made.start()
    made.deliver(write(MARIA, "[11] O que existe", "Texto."), CPF)
    until(lambda: made.letters(MARIA))
    yield made
    made.close()


@pytest.fixture(scope="module")
def number(running: Running) -> str:
    (ticket,) = running.json("ticket", "list")
    return str(ticket["number"])


@pytest.fixture(scope="module")
def token(running: Running) -> str:
    """The address that a reply to the ticket goes to."""
    address = str(running.letters(MARIA)[0]["Reply-To"])
    assert address.startswith(f"{LOCAL}+")
    return address


def heard(running: Running, lines: Sequence[str | bytes]) -> bytes:
    """All that is said to these lines, one after the other. A mail's registration number is left out: it counts all mails."""
    caller = Caller(running.address)
    said = [caller.answer()]
    said += [caller.say(line) for line in ("EHLO cliente.example", *lines)]
    caller.hang_up()
    return re.sub(r"registrado \d+", "registrado N", "\n".join(said)).encode()


def mail(sender: str = MARIA, subject: str = "Assunto", to: str = ADDRESS) -> list[str | bytes]:
    """One mail whole, as the lines of a call."""
    raw = on_the_wire(write(sender, subject, "O que houve?").as_bytes().replace(b"\n", b"\r\n"))
    return [f"MAIL FROM:<{sender}>", f"RCPT TO:<{to}>", "DATA", raw.removesuffix(b"\r\n")]


@pytest.mark.parametrize("logged_in", [False, True])
def test_a_known_and_an_unknown_sender_hear_the_same(running: Running, logged_in: bool) -> None:
    login = [plain(CPF)] if logged_in else []
    told = {heard(running, [*login, *mail(sender)]) for sender in (MARIA, ANA, STRANGER, "sebastiao@str-valesereno.example")}
    assert len(told) == 1
    assert told.pop().endswith(b"250 2.0.0 registrado N")


def test_a_ticket_that_exists_and_one_that_does_not_are_answered_the_same(running: Running, number: str) -> None:
    other = f"{number[:-3]}999"
    assert other != number
    for sender in (MARIA, STRANGER):
        assert heard(running, mail(sender, f"Sobre {number}")) == heard(running, mail(sender, f"Sobre {other}"))
    for sign in (number, number.lower(), number.replace("_", "")):
        with_sign, without = (heard(running, mail(to=f"{LOCAL}+{n}@{DOMAIN}")) for n in (sign, sign[:-3] + "999"))
        assert with_sign == without


def test_the_address_of_a_token_that_holds_and_one_that_does_not_are_answered_the_same(running: Running, token: str) -> None:
    forged = token.replace(f"@{DOMAIN}", "").translate(str.maketrans("abcdefgh", "hgfedcba")) + f"@{DOMAIN}"
    forged = f"{LOCAL}+{forged.partition('+')[2]}"
    assert forged != token
    told = {heard(running, mail(sender, to=to)) for sender in (MARIA, STRANGER) for to in (token, forged, f"{LOCAL}+x@{DOMAIN}")}
    assert len(told) == 1


def test_nobody_is_told_who_or_what_exists(running: Running, number: str, token: str) -> None:
    asked = (MARIA, ANA, STRANGER, ADDRESS, token, number, "L_99999999", "21150.SR-1", "ninguem", f"<{MARIA}>", "")
    for command in ("VRFY", "EXPN"):
        for login in ([], [plain(CPF)]):
            told = {heard(running, [*login, f"{command} {each}"]) for each in asked if each}
            assert len(told) == 1, command


def test_addresses_that_are_not_ours_are_refused_in_the_same_words_known_or_not(running: Running) -> None:
    begin = f"MAIL FROM:<{MARIA}>"
    for group in ((MARIA, ANA, STRANGER), (f"maria@{DOMAIN}", f"ninguem@{DOMAIN}", f"l_61122001@{DOMAIN}", f"ana.barros@{DOMAIN}")):
        assert len({heard(running, [begin, f"RCPT TO:<{each}>"]) for each in group}) == 1


def test_a_wrong_login_is_answered_the_same_known_unknown_or_inactive(running: Running) -> None:
    """Each from an address of its own; what follows, and the delays, are compared in test_login_tries.py."""
    left, left_address = "654.942.376-55", "sebastiao@str-valesereno.example"
    tries = [
        (CPF, "errada"),
        (MARIA, "errada"),
        (left, "carteiro"),
        (left_address, "errada"),
        ("99999999999", "carteiro"),
        (STRANGER, "errada"),
    ]
    told = set()
    for n, (login, password) in enumerate(tries):
        caller = Caller(running.address, f"127.0.3.{n + 1}").greet()
        told.add(caller.say(plain(login, password)))
        caller.hang_up()
    assert told == {"535 5.7.8 Login ou senha incorretos; use o CPF ou o e-mail, e a senha LDAP"}

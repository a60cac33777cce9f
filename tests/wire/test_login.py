"""Who may log in, where, and what becomes of it?"""

from base64 import b64encode

import pytest

from gateway.doors import smtp
from gateway.people.directory import DirectoryUnavailable
from gateway.people.file import FileDirectory
from tests.wire.premises import PLAIN, Caller, Opener, Premises, registered

MARIA = "maria.conceicao"
PASSWORD = "carteiro"


def plain(login: str, password: str = PASSWORD) -> str:
    return "AUTH PLAIN " + b64encode(f"\0{login}\0{password}".encode()).decode()


def log_in_slowly(caller: Caller, login: str, password: str = PASSWORD) -> str:
    """AUTH LOGIN, as Outlook does it."""
    assert caller.say("AUTH LOGIN").startswith("334")
    assert caller.say(b64encode(login.encode())).startswith("334")
    return caller.say(b64encode(password.encode()))


@pytest.mark.parametrize("login", ["104.382.617-00", "10438261700", "maria@str-valesereno.example", "MARIA@STR-valesereno.example"])
def test_the_login_is_the_cpf_or_the_mail_address(premises: Premises, caller: Caller, login: str) -> None:
    assert caller.say(plain(login)).startswith("235")
    registered(caller.deliver(PLAIN))
    other = premises.call().greet()
    assert log_in_slowly(other, login).startswith("235")
    registered(other.deliver(PLAIN))
    assert [row.login for row in premises.rows] == [MARIA, MARIA]


def test_the_login_holds_for_every_mail_of_the_connection(premises: Premises, caller: Caller) -> None:
    caller.say(plain("10438261700"))
    registered(caller.deliver(PLAIN))
    caller.say("RSET")
    registered(caller.deliver(PLAIN))
    caller.say("EHLO de.novo.example")
    registered(caller.deliver(PLAIN))
    assert [row.login for row in premises.rows] == [MARIA] * 3


WRONG = [("10438261700", "errada"), ("99999999999", "carteiro"), ("654.942.376-55", "carteiro"), ("10438261700", ""), ("", "carteiro")]


@pytest.mark.parametrize(("login", "password"), WRONG, ids=["password", "unknown", "has left", "no password", "no login"])
def test_a_wrong_login_is_refused_in_the_same_words_and_the_third_ends_the_call(
    premises: Premises, caller: Caller, login: str, password: str
) -> None:
    assert caller.say(plain(login, password)) == "535 5.7.8 Login ou senha incorretos; use o CPF ou o e-mail, e a senha LDAP"
    assert log_in_slowly(caller, login, password) == "535 5.7.8 Login ou senha incorretos; use o CPF ou o e-mail, e a senha LDAP"
    assert caller.say(plain(login, password)).startswith("421 4.7.0")
    assert caller.answer() == ""
    assert premises.rows == []


def test_after_a_wrong_login_the_right_one_counts(premises: Premises, caller: Caller) -> None:
    assert caller.say(plain("10438261700", "errada")).startswith("535")
    assert caller.say(plain("10438261700")).startswith("235")
    registered(caller.deliver(PLAIN))
    assert premises.rows[0].login == MARIA


@pytest.mark.parametrize(
    "line", ["AUTH", "AUTH CRAM-MD5", "AUTH PLAIN %%%", "AUTH PLAIN " + b64encode(b"so um").decode(), "AUTH PLAIN a b c"]
)
def test_what_is_no_login_is_refused(caller: Caller, line: str) -> None:
    assert caller.say(line)[0] == "5"
    assert caller.say(plain("10438261700")).startswith("235")


def test_a_login_called_off_is_no_try(caller: Caller) -> None:
    for _ in range(4):
        assert caller.say("AUTH LOGIN").startswith("334")
        assert caller.say("*").startswith("501")
    assert caller.say(plain("10438261700")).startswith("235")


def test_a_directory_that_is_away_asks_to_try_again(premises: Premises, caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise DirectoryUnavailable

    with monkeypatch.context() as broken:
        broken.setattr(FileDirectory, "authenticate", away)
        for _ in range(4):
            assert caller.say(plain("10438261700")).startswith("454 4.7.0")
    assert caller.say(plain("10438261700")).startswith("235")
    assert premises.rows == []


def test_in_clear_the_login_is_offered_on_loopback_only(premises: Premises, caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "AUTH LOGIN PLAIN" in caller.say("EHLO x")
    monkeypatch.setattr(smtp, "is_loopback", lambda _host: False)
    far = premises.call().greet()
    assert "AUTH" not in far.say("EHLO x")
    assert far.say(plain("10438261700")).startswith("538")
    registered(far.deliver(PLAIN))
    assert premises.rows[0].login == ""


def test_behind_starttls_the_login_is_offered_and_the_mail_tells_how_it_came(
    open_premises: Opener, certificate: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "is_loopback", lambda _host: False)
    premises = open_premises(urls=(f"smtp://127.0.0.1:0{certificate}",))
    caller = premises.call().greet()
    assert "STARTTLS" in caller.say("EHLO x")
    caller.start_tls()
    assert caller.say("MAIL FROM:<a@b.example>").startswith("503"), "RFC 3207, 4.2: the greeting is forgotten"
    hello = caller.say("EHLO x")
    assert "AUTH LOGIN PLAIN" in hello
    assert "STARTTLS" not in hello
    assert caller.say(plain("10438261700")).startswith("235")
    registered(caller.deliver(PLAIN))
    assert premises.rows[0].login == MARIA
    assert premises.rows[0].tls.startswith("TLSv1.")


def test_what_was_said_in_clear_is_forgotten_behind_starttls(open_premises: Opener, certificate: str) -> None:
    premises = open_premises(urls=(f"smtp://127.0.0.1:0{certificate}",))
    caller = premises.call().greet()
    assert caller.say(plain("10438261700")).startswith("235")
    caller.say("MAIL FROM:<antes@x.example>")
    caller.start_tls().say("EHLO x")
    assert caller.say("RCPT TO:<suporte@carteiro.example>").startswith("503")
    registered(caller.deliver(PLAIN))
    assert premises.rows[0].login == ""


def test_commands_slipped_in_behind_starttls_are_dropped(open_premises: Opener, certificate: str) -> None:
    premises = open_premises(urls=(f"smtp://127.0.0.1:0{certificate}",))
    caller = premises.call().greet()
    # In one packet with STARTTLS: what a man in the middle would put in front of the encrypted session.
    caller.socket.sendall(b"EHLO x\r\nSTARTTLS\r\nEHLO eu\r\nMAIL FROM:<intruso@x.example>\r\n")
    assert [caller.answer()[:3] for _ in range(2)] == ["250", "220"]
    caller.encrypt()
    assert caller.say("RCPT TO:<suporte@carteiro.example>").startswith("503 Error: send HELO")


def test_a_handshake_that_is_none_ends_the_call_and_harms_nobody(open_premises: Opener, certificate: str) -> None:
    premises = open_premises(urls=(f"smtp://127.0.0.1:0{certificate}", f"smtps://127.0.0.1:0{certificate}"))
    caller = premises.call().greet()
    assert caller.say("STARTTLS").startswith("220")
    caller.send(b"isto nao e TLS\r\n" * 10)
    while caller.answer():
        pass
    premises.call(number=1).send(b"EHLO x\r\n").hang_up()
    other = premises.call().greet()
    registered(other.deliver(PLAIN))


def test_smtps_is_encrypted_from_the_first_byte(open_premises: Opener, certificate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "is_loopback", lambda _host: False)
    premises = open_premises(urls=(f"smtps://127.0.0.1:0{certificate}",))
    caller = premises.call()
    caller.encrypt().greet()
    assert "AUTH LOGIN PLAIN" in caller.say("EHLO x")
    assert caller.say(plain("maria@str-valesereno.example")).startswith("235")
    registered(caller.deliver(PLAIN))
    assert premises.rows[0].login == MARIA
    assert premises.rows[0].tls.startswith("TLSv1.")

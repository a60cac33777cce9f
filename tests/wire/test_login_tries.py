"""Is guessing slowed and capped, without telling who exists, and without shutting out who is right?"""

import logging
from collections.abc import Callable

import pytest

from gateway.doors.login import attempts
from gateway.doors.login.attempts import Attempts, NotNow, network, spelling
from gateway.people.directory import Person
from gateway.people.file import FileDirectory
from tests.wire.premises import Caller, Premises
from tests.wire.test_login import log_in_slowly, plain

MARIA, JOAO, LEFT, NOBODY = "10438261700", "21850493611", "65494237655", "99999999999"
WRONG = "535 5.7.8 Login ou senha incorretos; use o CPF ou o e-mail, e a senha LDAP"
CAPPED = "454 4.7.0 Tentativas demais; aguarde 15 minutos e confira o CPF e a senha LDAP antes de tentar de novo"
HERE, THERE, ELSEWHERE = "127.0.0.1", "127.0.0.2", "127.0.0.3"
FALSE = "errada"


@pytest.fixture
def guess(premises: Premises) -> Callable[..., str]:
    """One try on a connection of its own."""

    def once(login: str = MARIA, password: str = FALSE, source: str = HERE) -> str:
        caller = premises.call(source).greet()
        answer = caller.say(plain(login, password))
        caller.hang_up()
        return answer

    return once


def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    questions: list[str] = []
    really = FileDirectory.authenticate

    def authenticate(directory: FileDirectory, login: str, password: str) -> Person | None:
        questions.append(login)
        return really(directory, login, password)

    monkeypatch.setattr(FileDirectory, "authenticate", authenticate)
    return questions


def test_a_wrong_login_is_answered_later_with_every_failure(premises: Premises, guess: Callable[..., str]) -> None:
    assert [guess() for _ in range(5)] == [WRONG] * 5
    assert premises.pauses == [0, 1, 2, 4, 4]


def test_the_failures_of_a_network_slow_it_for_every_login_and_those_of_a_login_for_every_network(
    premises: Premises, guess: Callable[..., str]
) -> None:
    guess(MARIA), guess(JOAO), guess(NOBODY)
    assert premises.pauses == [0, 1, 2]
    guess(MARIA, source=THERE)
    assert premises.pauses[3:] == [1]
    assert guess(RITA, "carteiro").startswith("235")
    assert premises.pauses[4:] == [], "who is right never waits"


RITA = "54583126744"


def test_after_five_failures_of_a_login_from_a_network_right_and_wrong_are_told_the_same_without_asking(
    premises: Premises, guess: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        assert guess() == WRONG
    questions = asked(monkeypatch)
    pauses = len(premises.pauses)
    assert {guess(password=password) for password in ("errada", "carteiro", "", "x" * 300)} == {CAPPED}
    assert (questions, len(premises.pauses)) == ([], pauses)
    assert guess(JOAO, "carteiro").startswith("235"), "another person from the same network"
    assert guess(MARIA, "carteiro", THERE).startswith("235"), "the same person from another network"
    premises.clock += 899
    assert guess(password="carteiro").startswith("454 4.7.0 Tentativas demais; aguarde 1 minuto e")
    premises.clock += 1
    assert guess(password="carteiro").startswith("235")


@pytest.mark.parametrize("spellings", [["104.382.617-00", "10438261700", " 104 382 617 00 ", "1.0.4.3.8.2.6.1.7.0.0", "104-382-617-00"]])
def test_no_spelling_of_a_cpf_earns_further_tries(guess: Callable[..., str], spellings: list[str]) -> None:
    assert [guess(login) for login in spellings] == [WRONG] * 5
    assert guess("104.382.61700", "carteiro") == CAPPED


def test_no_spelling_of_an_address_earns_further_tries(guess: Callable[..., str]) -> None:
    for login in (
        "maria@str-valesereno.example",
        "MARIA@str-valesereno.example",
        "Maria@STR-ValeSereno.example",
        " maria@str-valesereno.example ",
    ):
        assert guess(login) == WRONG
    assert guess("maria@str-valesereno.EXAMPLE\t") == WRONG
    assert guess("mariA@str-valesereno.example", "carteiro") == CAPPED


def test_a_success_takes_back_the_failures_of_the_pair_but_not_those_of_the_network(guess: Callable[..., str]) -> None:
    for _ in range(4):
        for _ in range(4):
            assert guess() == WRONG
        assert guess(password="carteiro").startswith("235")
    for _ in range(4):
        assert guess() == WRONG
    assert guess(JOAO, "carteiro") == CAPPED, "twenty of the network"


def test_after_twenty_failures_a_network_waits_and_the_others_do_not(guess: Callable[..., str], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    for n in range(20):
        assert guess(f"{n:011}") == WRONG
    assert guess(MARIA, "carteiro") == CAPPED
    assert guess(MARIA, "carteiro", THERE).startswith("235")
    assert [r.getMessage() for r in caplog.records] == [
        "Too many wrong logins, the last from 127.0.0.1: 20 from there in 15 minutes; further ones wait"
    ]


def test_after_fifty_failures_from_anywhere_a_login_waits_everywhere(guess: Callable[..., str], caplog: pytest.LogCaptureFixture) -> None:
    for n in range(50):
        assert guess(source=f"127.0.1.{n // 5}") == WRONG
    assert caplog.messages[-1].endswith(
        "from 127.0.1.9: 5 of one login from there in 15 minutes, 50 of one login from anywhere in 60 minutes; further ones wait"
    )
    assert guess(password="carteiro", source=ELSEWHERE) == CAPPED.replace("15", "60")
    assert guess(JOAO, "carteiro", ELSEWHERE).startswith("235")


def test_the_log_says_once_that_a_cap_is_reached_and_names_nobody(guess: Callable[..., str], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    for login in ("104.382.617-00", MARIA, MARIA, MARIA, MARIA, MARIA, MARIA):
        guess(login)
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert (
        record.getMessage() == "Too many wrong logins, the last from 127.0.0.1: 5 of one login from there in 15 minutes; further ones wait"
    )


@pytest.mark.parametrize("password", ["errada", "carteiro"])
def test_known_unknown_and_inactive_logins_are_told_the_same_after_the_same_delays(
    premises: Premises, guess: Callable[..., str], password: str
) -> None:
    told = {}
    for n, login in enumerate((MARIA, LEFT, NOBODY, "sebastiao@str-valesereno.example", "ninguem@fora.example")):
        if (login, password) == (MARIA, "carteiro"):
            continue
        premises.pauses.clear()
        told[login] = ([guess(login, password, f"127.0.2.{n}") for _ in range(7)], tuple(premises.pauses))
    first, *others = told.values()
    assert all(other == first for other in others)
    assert first == ([WRONG] * 5 + [CAPPED] * 2, (0, 1, 2, 4, 4))


def test_the_third_wrong_login_of_a_connection_ends_it_however_it_is_said(caller: Caller) -> None:
    assert caller.say(plain(MARIA, "errada")) == WRONG
    assert log_in_slowly(caller, JOAO, "errada") == WRONG
    caller.send(plain(NOBODY, "errada").encode() + b"\r\n" + plain(MARIA).encode() + b"\r\n")
    assert caller.answer().startswith("421 4.7.0 Tentativas demais")
    assert caller.answer() == ""


def test_what_is_held_tells_no_login_and_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "HELD", 100)
    now = [0.0]
    memory = Attempts(lambda: now[0])
    for n in range(1000):
        one = memory.named(f"{n:011}", f"10.0.{n // 256}.{n % 256}")
        memory.begin(one)
        memory.end(one, right=False)
    windows = (memory._pairs, memory._networks, memory._logins)
    assert [len(window._failures) for window in windows] == [100] * 3
    assert [len(window.open) for window in windows] == [0] * 3
    held = repr([list(window._failures.items()) for window in windows])
    assert [n for n in range(1000) if f"{n:011}" in held] == []
    assert Attempts(lambda: 0).named(MARIA, HERE) != memory.named(MARIA, HERE), "each process has a key of its own"
    now[0] = 3601
    assert [len(window._failures) for window in windows] == [0] * 3


def test_the_window_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "OF_A_NETWORK", 1000)
    now = [0.0]
    memory = Attempts(lambda: now[0])
    one = memory.named(MARIA, HERE)
    for at in (0, 100, 200, 300, 400):
        now[0] = at
        memory.begin(one)
        memory.end(one, right=False)
    now[0] = 899.0
    with pytest.raises(NotNow):
        memory.begin(one)
    now[0] = 900.0
    memory.begin(one)
    memory.end(one, right=False)
    now[0] = 999.0
    with pytest.raises(NotNow):
        memory.begin(one)


def test_what_has_no_verdict_counts_for_nothing() -> None:
    memory = Attempts(lambda: 0.0)
    one = memory.named(MARIA, HERE)
    for _ in range(100):
        memory.begin(one)
        memory.end(one, right=None)
    assert memory.delay(one) == 0


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unix", "unix"),
    ],
)
def test_what_counts_as_one_network(host: str, counted: str) -> None:
    assert network(host) == counted


def test_other_logins_are_not_taken_for_the_same() -> None:
    logins = [MARIA, JOAO, "maria@x.example", "maria@y.example", "josé@x.example", "jose@x.example", "maria", ""]
    assert len({spelling(login) for login in logins}) == len(logins)

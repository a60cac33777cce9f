"""Is every form of login understood, and is what is none refused in one answer, without asking the directory?"""

import logging
from base64 import b64encode
from collections.abc import Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gateway.people.directory import Person
from gateway.people.file import FileDirectory
from tests.wire.premises import PLAIN, Caller, Opener, Premises, registered

CPF = "10438261700"
WRONG = "535 5.7.8 Login ou senha incorretos; use o CPF ou o e-mail, e a senha LDAP"


def b64(*parts: bytes) -> bytes:
    return b64encode(b"\0".join(parts))


RIGHT = b64(b"", CPF.encode(), b"carteiro")
NAME, PASSWORD = b64(CPF.encode()), b64(b"carteiro")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the directory was asked: login and password."""
    questions: list[tuple[str, str]] = []
    really = FileDirectory.authenticate

    def authenticate(directory: FileDirectory, login: str, password: str) -> Person | None:
        questions.append((login, password))
        return really(directory, login, password)

    monkeypatch.setattr(FileDirectory, "authenticate", authenticate)
    return questions


@pytest.mark.parametrize(
    "lines",
    [
        [b"AUTH PLAIN " + RIGHT],
        [b"AUTH PLAIN", RIGHT],
        [b"AUTH LOGIN", NAME, PASSWORD],
        [b"AUTH LOGIN " + NAME, PASSWORD],
        [b"auth plain " + RIGHT],
        [b"Auth Login", NAME, PASSWORD],
    ],
    ids=["plain at once", "plain asked", "login asked", "login at once", "small letters", "mixed letters"],
)
def test_every_form_logs_in(premises: Premises, caller: Caller, lines: list[bytes]) -> None:
    *before, last = [caller.say(line) for line in lines]
    assert [answer[:4] for answer in before] == ["334 "] * len(before)
    assert last == "235 2.7.0 Login aceito"
    registered(caller.deliver(PLAIN))
    assert premises.rows[0].login == "maria.conceicao"


def test_the_questions_are_those_that_clients_expect(caller: Caller) -> None:
    assert caller.say("AUTH LOGIN") == "334 VXNlcm5hbWU6"
    assert caller.say(NAME) == "334 UGFzc3dvcmQ6"
    caller.say("*")
    assert caller.say("AUTH PLAIN") == "334 "


@pytest.mark.parametrize("asking", [[b"AUTH PLAIN"], [b"AUTH LOGIN"], [b"AUTH LOGIN", NAME], [b"AUTH LOGIN " + NAME]])
@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (b"*", "501 5.7.0"),
        (b"%%%", "501 5.5.2"),
        (b"QQ", "501 5.5.2"),
        ("ção".encode(), "501 5.5.2"),
        (b"\xff\xfe", "501 5.5.2"),
        (b"A" * 12_287, "500 5.5.6"),
        (b"A" * 65_535, "500 5.5.6"),
        (b"A" * 65_536 + b"\r\r", "500 5.5.6"),
        (b"NOOP " * 50_000, "500 5.5.6"),
    ],
    ids=["asterisk", "no base64", "half base64", "beyond ASCII", "no UTF-8", "long", "edge", "beyond", "huge"],
)
def test_an_answer_that_is_none_ends_the_login_in_one_reply_and_is_no_try(
    premises: Premises, caller: Caller, asked: list[tuple[str, str]], asking: list[bytes], line: bytes, answer: str
) -> None:
    for _ in range(4):
        for word in asking:
            assert caller.say(word).startswith("334 ")
        assert caller.say(line).startswith(answer)
    assert asked == []
    assert premises.pauses == []
    assert caller.say(b"AUTH PLAIN " + RIGHT).startswith("235"), "nothing of it was heard as a command"


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (b"AUTH", "504 5.5.4"),
        (b"AUTH CRAM-MD5", "504 5.5.4"),
        (b"AUTH XOAUTH2 " + RIGHT, "504 5.5.4"),
        (b"AUTH PLAIN =", "501 5.5.2"),
        (b"AUTH PLAIN " + b64(b"so um"), "501 5.5.2"),
        (b"AUTH PLAIN " + b64(b"", b"sem senha"), "501 5.5.2"),
        (b"AUTH PLAIN " + RIGHT + b" mais", "501 5.5.2"),
        (b"AUTH PLAIN \xff\xfe", "501 5.5.2"),
        (b"AUTH PLAIN " + b"A" * 12_300, "500"),
        (b"AUTH LOGIN %%%", "501 5.5.2"),
    ],
)
def test_a_command_that_offers_no_login_is_refused_and_no_try(
    caller: Caller, asked: list[tuple[str, str]], line: bytes, answer: str
) -> None:
    for _ in range(4):
        assert caller.say(line).startswith(answer)
    assert asked == []
    assert caller.say(b"AUTH PLAIN " + RIGHT).startswith("235")


@pytest.mark.parametrize(
    ("login", "password"),
    [
        (CPF.encode(), b""),
        (b"", b"carteiro"),
        (CPF.encode(), b"x" * 256),
        (b"1" * 256, b"carteiro"),
        (CPF.encode(), b"carteiro\0"),
        (CPF.encode(), b"carteiro\0carteiro"),
        (CPF.encode(), "criação".encode("latin-1")),
        (b"jos\xe9@x.example", b"carteiro"),
    ],
    ids=["no password", "no login", "long password", "long login", "NUL", "two passwords", "password no UTF-8", "login no UTF-8"],
)
def test_what_no_directory_should_see_is_wrong_without_asking_it_and_counts(
    premises: Premises, caller: Caller, asked: list[tuple[str, str]], login: bytes, password: bytes
) -> None:
    assert caller.say(b"AUTH PLAIN " + b64(b"", login, password)) == WRONG
    for line in (b"AUTH LOGIN", b64(login), b64(password)):
        answer = caller.say(line)
    assert answer == WRONG
    assert asked == []
    assert premises.pauses == [0, 1]


def test_a_nul_in_the_login_of_auth_login_never_reaches_the_directory(caller: Caller, asked: list[tuple[str, str]]) -> None:
    caller.say("AUTH LOGIN")
    caller.say(b64(CPF.encode(), b"x"))
    assert caller.say(PASSWORD) == WRONG
    assert asked == []


def test_the_longest_login_and_password_reach_the_directory_whole(caller: Caller, asked: list[tuple[str, str]]) -> None:
    login, password = "a" * 243 + "@x.example  ", "é" * 127 + "!"
    assert caller.say(b"AUTH PLAIN " + b64(login.encode(), login.encode(), password.encode())) == WRONG
    assert asked == [(login, password)]


@pytest.mark.parametrize(
    ("behalf", "answer"),
    [
        (CPF, "235"),
        ("104.382.617-00", "235"),
        ("", "235"),
        ("218.504.936-11", "535"),
        ("maria@str-valesereno.example", "535"),
        ("é", "535"),
    ],
)
def test_nobody_acts_on_behalf_of_another(caller: Caller, asked: list[tuple[str, str]], behalf: str, answer: str) -> None:
    """RFC 4616, 2."""
    assert caller.say(b"AUTH PLAIN " + b64(behalf.encode(), CPF.encode(), b"carteiro")).startswith(answer)
    assert len(asked) == (answer == "235")


def test_who_is_logged_in_logs_in_no_second_time(premises: Premises, caller: Caller) -> None:
    caller.say(b"AUTH PLAIN " + RIGHT)
    joao = b64(b"", b"21850493611", b"carteiro")
    for line in (b"AUTH PLAIN " + joao, b"AUTH PLAIN", b"AUTH LOGIN", b"AUTH CRAM-MD5"):
        assert caller.say(line).startswith("503 5.5.1")
    registered(caller.deliver(PLAIN))
    assert caller.say(b"AUTH PLAIN " + joao).startswith("503 5.5.1")
    assert premises.rows[0].login == "maria.conceicao"


@pytest.mark.parametrize("sender", ["maria@str-valesereno.example", ""])
def test_nobody_logs_in_during_a_mail(premises: Premises, caller: Caller, sender: str) -> None:
    """RFC 4954, 4."""
    caller.say(f"MAIL FROM:<{sender}>")
    assert caller.say(b"AUTH PLAIN " + RIGHT).startswith("503 5.5.1")
    caller.say("RCPT TO:<suporte@carteiro.example>")
    assert caller.say(b"AUTH LOGIN").startswith("503 5.5.1")
    caller.say("RSET")
    assert caller.say(b"AUTH PLAIN " + RIGHT).startswith("235")
    registered(caller.deliver(PLAIN))
    assert premises.rows[0].login == "maria.conceicao"


def test_nobody_logs_in_before_ehlo(premises: Premises) -> None:
    caller = premises.call()
    assert caller.answer().startswith("220")
    for greeting in ("NOOP", "HELO cliente.example"):
        caller.say(greeting)
        assert caller.say(b"AUTH PLAIN " + RIGHT).startswith("503 5.5.1")
    caller.say("EHLO cliente.example")
    assert caller.say(b"AUTH PLAIN " + RIGHT).startswith("235")


def test_no_log_holds_login_or_password(open_premises: Opener, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "mail")
    caller = open_premises().call().greet()
    secret = [
        CPF,
        "carteiro\\x00",
        "errada-1",
        *(b64(*p).decode() for p in ((CPF.encode(),), (b"errada-1",), (b"", CPF.encode(), b"errada-1"))),
    ]
    caller.say(b"AUTH PLAIN " + b64(b"", CPF.encode(), b"errada-1"))
    for lines in ([b"AUTH PLAIN", b64(b"", CPF.encode(), b"errada-1") + b"%"], [b"AUTH LOGIN " + NAME, b64(b"errada-1")]):
        for line in lines:
            caller.say(line)
    assert "AUTH" in caplog.text
    assert [word for word in secret if word in caplog.text] == []


@pytest.fixture(scope="module")
def long_open(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Premises]:
    """One door for many examples."""
    made = Premises(tmp_path_factory.mktemp("door"))
    yield made
    made.close()


PIECES = (b"*", b"=", b" ", b"\0", b"\t", b"\xff", b"A" * 13_000, RIGHT[:-4], RIGHT[4:], NAME, PASSWORD, b"==")
words = st.lists(st.sampled_from(PIECES) | st.binary(max_size=6), max_size=4).map(b"".join).map(lambda b: b.translate(None, b"\r\n"))


@given(mechanism=st.sampled_from([b"AUTH PLAIN", b"AUTH LOGIN", b"AUTH", b"auth x"]), initial=words, answers=st.tuples(words, words))
@settings(max_examples=150, deadline=None)
def test_whatever_is_said_each_line_has_one_answer_and_nobody_is_let_in(
    long_open: Premises, mechanism: bytes, initial: bytes, answers: tuple[bytes, bytes]
) -> None:
    assume(not (NAME in initial + answers[0] and PASSWORD in answers[1]))
    caller = long_open.call().greet()
    said = caller.say(mechanism + b" " + initial)
    for answer in answers:
        if said.startswith("334 "):
            said = caller.say(answer)
    assert said[:3] in {"454", "500", "501", "503", "504", "535"}
    registered(caller.deliver(PLAIN))
    assert long_open.rows[-1].login == ""
    caller.hang_up()

"""Is a server that does not let us into its mailbox, or would have us speak in clear, told for what it is? By a script."""

from pathlib import Path

import pytest

from gateway.doors.imap.line import Line, Patience
from gateway.doors.imap.trouble import ANSWER, BUSY, FOLDER, LOGIN, READ_ONLY, TLS, TOKEN, UNREACHABLE, Trouble
from tests.certificate import certify
from tests.wire.scripted import Scripted

QUICK = Patience(5, 5)
DONE = b"TAG OK done\r\n"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text('se"gredo\\')
    return file


def entering(server: Scripted, secret: Path, **options: str) -> Trouble:
    with pytest.raises(Trouble) as trouble:
        Line(server.box(secret, **options), QUICK)
    assert 'se"gredo' not in str(trouble.value)
    return trouble.value


GREETINGS = [
    (b"* BYE [UNAVAILABLE] come back later\r\nEND", BUSY, "come back later"),
    (b"* BYE not for you\r\nEND", UNREACHABLE, "not for you"),
    (b"220 smtp.example ESMTP\r\n", ANSWER, "not understood"),
    (b"END", UNREACHABLE, "hung up"),
]


@pytest.mark.parametrize(("greeting", "why", "words"), GREETINGS)
def test_a_greeting_that_is_none_is_told(secret: Path, greeting: bytes, why: str, words: str) -> None:
    with Scripted({}, greeting) as server:
        trouble = entering(server, secret)
        assert (trouble.why, words in str(trouble)) == (why, True)


REFUSALS = [
    ("LOGIN", b"TAG NO [AUTHENTICATIONFAILED] no\r\n", LOGIN),
    ("LOGIN", b"TAG NO [ALERT] Too many simultaneous connections\r\n", BUSY),
    ("LOGIN", b"TAG NO [INUSE] later\r\n", BUSY),
    ("LOGIN", b"TAG NO [OVERQUOTA] bandwidth\r\n", BUSY),
    ("LOGIN", b"TAG BAD what\r\n", LOGIN),
    ("LOGIN", b"* BYE no\r\nEND", UNREACHABLE),
    ("SELECT", b"TAG NO [NONEXISTENT] what\r\n", FOLDER),
    ("SELECT", b"TAG NO [INUSE] locked\r\n", BUSY),
    ("SELECT", b"* OK [UIDVALIDITY 9] .\r\nTAG OK [READ-ONLY] done\r\n", READ_ONLY),
    ("SELECT", b"TAG OK [READ-WRITE] done\r\n", ANSWER),
    ("CAPABILITY", b"TAG OK done\r\n", ANSWER),
    ("CAPABILITY", b"* CAPABILITY {3}\r\nabc\r\nTAG OK done\r\n", ANSWER),
    ("CAPABILITY", b"* CAPABILITY IMAP2\r\nTAG OK done\r\n", ANSWER),
]


@pytest.mark.parametrize(("command", "answer", "why"), REFUSALS)
def test_a_mailbox_that_does_not_let_us_in_says_why(secret: Path, command: str, answer: bytes, why: str) -> None:
    with Scripted({command: answer}) as server:
        assert entering(server, secret).why == why


def test_login_is_said_where_plain_is_not_offered(secret: Path) -> None:
    with Scripted({}) as server:
        Line(server.box(secret), QUICK).close()
        assert 'LOGIN "ana" "se\\"gredo\\\\"' in server.asked


@pytest.mark.parametrize(
    ("challenge", "words"),
    [(b"eyJzdGF0dXMiOiJpbnZhbGlkIHRva2VuIn0=", "status invalid token"), (b"W10=", "no"), (b"", "no")],
)
def test_a_token_that_is_refused_is_told_by_its_status(secret: Path, challenge: bytes, words: str) -> None:
    """{"status": "invalid token"}, [], nothing."""
    offer = b"* CAPABILITY IMAP4rev1 AUTH=XOAUTH2\r\n" + DONE
    script = {"CAPABILITY": offer, "AUTHENTICATE XOAUTH2": b"+ \r\n", "dXNlc": b"+ " + challenge + b"\r\n", "": b"TAG NO no\r\n"}
    with Scripted(script) as server:
        trouble = entering(server, secret, token_command="echo abc")
        assert (trouble.why, str(trouble)) == (TOKEN, f"the access token is refused ({words})")


def test_no_token_is_asked_for_where_none_can_be_shown(secret: Path, tmp_path: Path) -> None:
    with Scripted({}) as server:
        trouble = entering(server, secret, token_command=f"touch {tmp_path}/asked")
        assert (trouble.why, "offers no XOAUTH2" in str(trouble), (tmp_path / "asked").exists()) == (TOKEN, True, False)
        assert not any(said.startswith("AUTHENTICATE") for said in server.asked)


@pytest.fixture
def tls(tmp_path: Path) -> Path:
    certify(tmp_path, "IP:127.0.0.1")
    return tmp_path


STARTTLS = {"CAPABILITY": b"* CAPABILITY IMAP4rev1 STARTTLS\r\n" + DONE}


@pytest.mark.parametrize("answer", [b"", b"* BYE out\r\n", b"* OK [CAPABILITY IMAP4rev1 IDLE]\r\nx1 OK x\r\n"])
def test_what_was_said_before_the_handshake_does_not_count(secret: Path, tls: Path, answer: bytes) -> None:
    """CVE-2011-0411 and its like: somebody between puts words behind the answer to STARTTLS."""
    with Scripted(STARTTLS | {"STARTTLS": DONE + answer}, tls=tls) as server:
        line = Line(server.box(secret, tls="starttls", ca=str(tls / "ca.pem")), QUICK)
        assert (line.exists, line.can_idle) == (3, False)
        line.close()
        assert server.asked[:3] == ["CAPABILITY", "STARTTLS", "CAPABILITY"]


@pytest.mark.parametrize(
    ("script", "greeting"),
    [
        ({}, b"* OK ready\r\n"),
        (STARTTLS | {"STARTTLS": b"TAG NO not today\r\n"}, b"* OK ready\r\n"),
        (STARTTLS | {"STARTTLS": b"TAG BAD what\r\n"}, b"* OK ready\r\n"),
        (STARTTLS, b"* PREAUTH you are in\r\n"),
    ],
)
def test_without_tls_nothing_is_said_in_clear(secret: Path, tls: Path, script: dict[str, bytes], greeting: bytes) -> None:
    with Scripted(script, greeting) as server:
        assert entering(server, secret, tls="starttls", ca=str(tls / "ca.pem")).why == TLS
        assert not any(said.startswith(("LOGIN", "AUTHENTICATE", "SELECT")) for said in server.asked)

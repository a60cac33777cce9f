"""Does the tests' IMAP server do what a test tells it to? Spoken to in raw lines, so that no client decides what is asked."""

import base64
import json
from collections.abc import Iterator

import pytest

from tests.dovecot import USER, Dovecot
from tests.proxy import Proxy
from tests.wire.premises import until
from tests.wire.talk import LOGIN, Talk, talk

FILED = "Recebidos/2026-11"


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    with Dovecot() as server:
        yield server


@pytest.mark.parametrize("capability", ["IDLE", "MOVE", "UIDPLUS"])
def test_a_capability_is_taken_away_before_and_after_the_login(capability: str) -> None:
    with Dovecot(without=(capability,)) as server, Talk(server.port) as caller:
        for said in (caller.greeting, caller.last(LOGIN), caller.say("CAPABILITY")[0]):
            assert " IMAP4rev1 " in said
            assert capability not in said.split()


def test_all_three_are_offered_otherwise(dovecot: Dovecot) -> None:
    with talk(dovecot) as caller:
        assert {"IDLE", "MOVE", "UIDPLUS"} <= set(caller.say("CAPABILITY")[0].split())


def test_the_commands_of_a_capability_that_is_not_offered_still_work() -> None:
    """So a test must look at what a client asked, too."""
    with Dovecot(without=("IDLE", "MOVE", "UIDPLUS")) as server:
        server.put(b"Subject: [1]\r\n\r\nErro\r\n")
        server.make(FILED)
        commands = ("SELECT INBOX", f"UID MOVE 1 {FILED}", "UID EXPUNGE 1")
        with talk(server, *commands) as caller:
            assert caller.last("IDLE") == "+ idling"
            until(lambda: server.asked == [*commands, "IDLE"])


def test_a_wrong_password_is_refused(dovecot: Dovecot) -> None:
    with Talk(dovecot.port) as caller:
        dovecot.set_password("outra")
        assert caller.last(LOGIN) == "NO [AUTHENTICATIONFAILED] Authentication failed."
        dovecot.set_password("carteiro")
        assert caller.last(LOGIN).startswith("OK ")


def initial(mechanism: str, token: str) -> str:
    """What the client says first (RFC 7628, 3.1; XOAUTH2 is the form before it)."""
    begun = f"user={USER}" if mechanism == "XOAUTH2" else f"n,a={USER},\1host=localhost\1port=143"
    return base64.b64encode(f"{begun}\1auth=Bearer {token}\1\1".encode()).decode()


@pytest.mark.parametrize(
    ("mechanism", "challenge"),
    [("XOAUTH2", {"status": "401", "schemes": "bearer", "scope": "mail"}), ("OAUTHBEARER", {"status": "invalid_token"})],
)
def test_a_token_is_taken_while_it_is_good(mechanism: str, challenge: dict[str, str]) -> None:
    with Dovecot(oauth=True) as server:
        with Talk(server.port) as good:
            assert good.last(f"AUTHENTICATE {mechanism} {initial(mechanism, server.token(600))}").startswith("OK ")
        for token in (server.token(-600), server.token(600, user="maria@str-valesereno.example")):
            with Talk(server.port) as bad:
                said = bad.last(f"AUTHENTICATE {mechanism} {initial(mechanism, token)}")
                assert json.loads(base64.b64decode(said.removeprefix("+ "))) == challenge
                bad.send("")
                assert bad.line() == "a NO [AUTHENTICATIONFAILED] Authentication failed."
        assert "Token has expired" in server.log


def test_a_connection_too_many_is_refused() -> None:
    said = "NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=1)"
    with Dovecot(logins=1) as server:
        with talk(server), Talk(server.port) as second:
            assert second.last(LOGIN) == said
        until(lambda: logs_in(server))


def logs_in(server: Dovecot) -> bool:
    with Talk(server.port) as caller:
        return caller.last(LOGIN).startswith("OK ")


@pytest.mark.parametrize("command", ["MOVE", "COPY"])
def test_a_folder_beyond_its_quota_takes_nothing_until_it_is_raised(command: str) -> None:
    with Dovecot(quota=1000) as server:
        server.put_many([b"Subject: [1]\r\n\r\n" + b"x" * 600 + b"\r\n"] * 2)
        with talk(server, f"CREATE {FILED}", "SELECT INBOX", f"UID {command} 1 {FILED}") as caller:
            assert caller.last(f"UID {command} 2 {FILED}").startswith("NO [OVERQUOTA] Quota exceeded (mailbox for user is full) ")
        assert server.count(FILED) == 1
        assert server.folders() == ["INBOX", FILED]
        server.change(quota=10_000)
        with talk(server, "SELECT INBOX", f"UID {command} 2 {FILED}"):
            assert server.count(FILED) == 2


def test_a_folder_that_is_read_only_takes_nothing(dovecot: Dovecot) -> None:
    dovecot.put(b"Subject: [2]\r\n\r\nErro\r\n")
    dovecot.read_only("Fechada")
    with talk(dovecot, "SELECT INBOX") as caller:
        for command in ("MOVE", "COPY"):
            assert caller.last(f"UID {command} * Fechada").startswith("NO [SERVERBUG] Internal error occurred.")
        assert dovecot.count("Fechada") == 0
        dovecot.writable("Fechada")
        assert caller.last("UID MOVE * Fechada").startswith("OK ")
        assert dovecot.count("Fechada") == 1


def test_an_intake_folder_that_is_read_only_says_so_and_keeps_what_it_says_is_moved() -> None:
    with Dovecot() as server:
        server.put(b"Subject: [2]\r\n\r\nErro\r\n", flags="S")
        server.make(FILED)
        talk(server, "SELECT INBOX").__exit__()
        server.read_only()
        with talk(server) as caller:
            assert caller.last("SELECT INBOX").startswith("OK [READ-ONLY] ")
            said = caller.say(f"UID MOVE 1 {FILED}")
            assert said[-1].startswith("OK Move completed ")
            assert not any("EXPUNGE" in line for line in said)
        assert (server.count(), server.count(FILED)) == (1, 1)
        server.writable()


def test_a_folder_that_is_not_there_is_called_so(dovecot: Dovecot) -> None:
    dovecot.put(b"Subject: [3]\r\n\r\nErro\r\n")
    with talk(dovecot) as caller:
        assert caller.last("SELECT Nada").startswith("NO Mailbox doesn't exist: Nada ")
        assert caller.last("SELECT INBOX").startswith("OK [READ-WRITE] ")
        assert caller.last("UID MOVE * Nada").startswith("NO [TRYCREATE] Mailbox doesn't exist: Nada ")


def test_a_namespace_has_its_prefix_and_separator() -> None:
    with Dovecot(separator=".", prefix="INBOX.") as server:
        server.put_many([b"Subject: [1]\r\n\r\nErro\r\n", b"Subject: [2]\r\n\r\nErro\r\n"])
        with talk(server, "CREATE INBOX.Recebidos.2026-11", "SELECT INBOX", "UID MOVE 1 INBOX.Recebidos.2026-11") as caller:
            assert caller.say("NAMESPACE")[0] == '* NAMESPACE (("INBOX." ".")) NIL NIL'
        assert server.mails(FILED) == [b"Subject: [1]\r\n\r\nErro\r\n"]
        server.flag(FILED, [1], r"\Seen \Flagged")
        assert server.flags(FILED) == ["FS"]


def test_a_move_is_done_and_its_answer_lost_behind_the_proxy(dovecot: Dovecot) -> None:
    dovecot.put(b"Subject: [4]\r\n\r\nErro\r\n")
    dovecot.make("Perdida")
    with Proxy(dovecot.port) as proxy, Talk(proxy.port, LOGIN, "SELECT INBOX") as caller:
        proxy.black_hole_when(b" UID MOVE", heard=True)
        caller.send("a UID MOVE * Perdida")
        until(lambda: dovecot.count("Perdida") == 1)
        caller.socket.settimeout(0.2)
        with pytest.raises(TimeoutError):
            caller.line()
    assert dovecot.mails("Perdida") == [b"Subject: [4]\r\n\r\nErro\r\n"]

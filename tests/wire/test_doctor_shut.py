"""What does `carteiro doctor` say of a mailbox that does not let us in, and of how to mend it?"""

import socket
from pathlib import Path

from gateway.console.doctor import mailbox, remedies
from gateway.doors.imap.trouble import Trouble
from gateway.doors.imap.url import read_url
from tests.dovecot import Dovecot
from tests.wire.test_doctor_mailbox import dovecot, found, local, look

__all__ = ["dovecot"]


def script(folder: Path, *lines: str) -> str:
    """A token command."""
    file = folder / "token"
    file.write_text("\n".join(("#!/bin/sh", *lines)) + "\n")
    file.chmod(0o700)
    return str(file)


def test_a_token_that_is_good_one_that_is_over_and_a_command_that_fails(dovecot: Dovecot, tmp_path: Path) -> None:
    good, over = (dovecot.token(seconds) for seconds in (600, -600))
    assert found(dovecot.url(token_command=script(tmp_path, f"echo {good}"))) == (True, "")
    refused = look(dovecot.url(token_command=script(tmp_path, f"echo {over}")))
    assert (refused.ok, refused.why, over in str(refused)) == (False, "token", False)
    failed = look(dovecot.url(token_command=script(tmp_path, "exit 3")))
    assert (failed.ok, failed.why) == (False, "token")
    assert "exit code 3" in failed.says
    assert "run it by hand as Carteiro's user" in failed.mend
    assert "grant" in refused.mend


def test_a_folder_that_is_not_there_is_said(dovecot: Dovecot) -> None:
    finding = look(dovecot.url(folder="Entrada"))
    assert (finding.ok, finding.why) == (False, "folder")
    assert "Entrada" in finding.says


def test_a_certificate_is_checked(dovecot: Dovecot) -> None:
    with Dovecot(names="DNS:outro.example") as other:
        assert found(other.url()) == (False, "tls")
        assert found(other.url("starttls", scheme="imap")) == (False, "tls")
        assert found(dovecot.url(ca=other.ca)) == (False, "tls")


def test_a_password_that_is_wrong_or_whose_file_is_gone_meanwhile(tmp_path: Path, dovecot: Dovecot) -> None:
    file = tmp_path / "password"
    file.write_text("errada\n")
    wrong = look(dovecot.url(password_file=file))
    assert (wrong.ok, wrong.why, "errada" in wrong.says) == (False, "login", False)
    box = read_url(dovecot.url(password_file=file))
    file.unlink()
    gone = mailbox.look(box, None, local, trusted=True)
    assert (gone.why, "read the file named by password_file" in gone.mend) == ("login", True)


def test_an_authority_whose_file_is_gone_is_told(tmp_path: Path, dovecot: Dovecot) -> None:
    finding = look(dovecot.url(ca=tmp_path / "ca.pem"))
    assert (finding.ok, finding.why, "read the file named by ca" in finding.mend) == (False, "tls", True)


def test_a_server_that_is_away_one_that_hangs_and_too_many_connections() -> None:
    with Dovecot(logins=1) as server:
        with server.client():
            assert found(server.url()) == (False, "busy")
        server.freeze()
        assert found(server.url()) == (False, "silent")
        server.thaw()
        server.kill()
        assert found(server.url()) == (False, "unreachable")
    with socket.create_server(("127.0.0.1", 0)) as hung:
        finding = look(server.url(port=hung.getsockname()[1], scheme="imap", password_file=__file__))
        assert (finding.ok, finding.why, "imaps://" in finding.mend) == (False, "silent", True)


def test_a_port_of_the_other_kind_is_told(dovecot: Dovecot) -> None:
    clear = look(dovecot.url(port=dovecot.port))
    assert (clear.why, clear.mend) == ("tls", remedies.NO_TLS)
    encrypted = look(dovecot.url("starttls", scheme="imap", port=dovecot.tls_port))
    assert (encrypted.why, "imaps://" in encrypted.mend) == ("silent", True)


def test_a_server_without_tokens_is_told() -> None:
    with Dovecot() as server:
        finding = look(server.url(token_command="echo abc"))
        assert (finding.ok, finding.why) == (False, "token")
        assert "no XOAUTH2" in finding.says
        assert "password_file" in finding.mend


def test_exchange_online_that_lets_in_and_opens_nothing_has_a_remedy_of_its_own() -> None:
    said = Trouble("folder", "the folder INBOX cannot be opened (User is authenticated but not connected.)")
    box = read_url("imaps://suporte@imap.orgao.example/INBOX?token_command=token")
    assert "FullAccess" in remedies.mended(said, box)
    assert remedies.mended(Trouble("folder", "the folder INBOX cannot be opened (NO)"), box) == remedies.MENDS["folder"]

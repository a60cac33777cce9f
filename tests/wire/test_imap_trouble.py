"""Is every trouble with a mailbox noticed in time, and told for what it is? Over a real Dovecot."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.doors.imap.line import Line, Patience
from gateway.doors.imap.trouble import (
    BUSY,
    FOLDER,
    LOGIN,
    READ_ONLY,
    SILENT,
    TLS,
    TOKEN,
    UNREACHABLE,
    Trouble,
)
from gateway.doors.imap.url import read_url
from tests.certificate import certify
from tests.dovecot import Dovecot
from tests.ports import free_port

MAIL = b"Subject: x\r\n\r\nx\r\n"
SECONDS = 15.0  # of the machine's, on top of what was configured
QUICK, SLOW = Patience(1, 1), Patience(10, 10)


def told(work: Callable[[], object]) -> Trouble:
    """The trouble that this ends in, soon."""
    begun = time.monotonic()
    with pytest.raises(Trouble) as trouble:
        work()
    assert time.monotonic() - begun < SECONDS
    assert "\n" not in str(trouble.value)
    return trouble.value


def entering(url: str, patience: Patience = SLOW) -> Trouble:
    return told(lambda: Line(read_url(url), patience))


def test_a_password_that_is_refused_is_trouble_with_the_login() -> None:
    with Dovecot() as dovecot:
        dovecot.password_file.write_text("errada")
        for url in (dovecot.url(), dovecot.url(scheme="imap")):
            trouble = entering(url)
            assert (trouble.why, str(trouble)) == (LOGIN, "the login is refused ([AUTHENTICATIONFAILED] Authentication failed.)")


def test_a_password_changed_meanwhile_serves_without_a_restart() -> None:
    with Dovecot() as dovecot:
        box = read_url(dovecot.url())
        dovecot.set_password("outra")
        assert told(lambda: Line(box)).why == LOGIN
        dovecot.password_file.unlink()
        assert told(lambda: Line(box)).why == LOGIN
        dovecot.password_file.write_text("outra\n")
        Line(box).close()


def test_a_token_lets_in_until_it_is_over(tmp_path: Path) -> None:
    with Dovecot(oauth=True) as dovecot:
        file = tmp_path / "token"
        url = dovecot.url(token_command=f"cat {file}")
        file.write_text(dovecot.token(600))
        Line(read_url(url)).close()
        file.write_text(dovecot.token(-600))
        trouble = entering(url)
        assert (trouble.why, str(trouble)) == (TOKEN, "the access token is refused (status 401)")
        file.unlink()
        trouble = entering(url)
        assert (trouble.why, str(trouble)) == (TOKEN, "the token command cat failed (exit code 1)")


def test_a_server_that_has_enough_of_us_is_busy() -> None:
    with Dovecot(logins=1) as dovecot:
        one = Line(read_url(dovecot.url()))
        trouble = entering(dovecot.url())
        assert trouble.why == BUSY
        assert "Maximum number of connections" in str(trouble)
        one.close()


def test_a_certificate_that_proves_nothing_is_not_believed(tmp_path: Path) -> None:
    certify(tmp_path, "DNS:localhost")
    with Dovecot(names="DNS:localhost") as dovecot:
        for said, options in (("local issuer", {"ca": tmp_path / "ca.pem", "host": "localhost"}), ("IP address mismatch", {})):
            for flags, scheme in (((), "imaps"), (("starttls",), "imap")):
                trouble = entering(dovecot.url(*flags, scheme=scheme, **options))  # type: ignore[arg-type]
                assert (trouble.why, said in str(trouble)) == (TLS, True)
        Line(read_url(dovecot.url(host="localhost"))).close()
        assert "method=PLAIN" in dovecot.log
    with Dovecot(expired=True) as dovecot:
        trouble = entering(dovecot.url())
        assert (trouble.why, str(trouble)) == (TLS, "its certificate is not believed (certificate has expired)")


def test_a_port_that_speaks_no_tls_or_nothing_but_tls_is_told() -> None:
    with Dovecot() as dovecot:
        assert entering(dovecot.url(port=dovecot.port)).why == TLS
        assert entering(dovecot.url("starttls", scheme="imap", port=dovecot.tls_port), QUICK).why in {SILENT, UNREACHABLE}


def test_nobody_there_is_unreachable() -> None:
    with Dovecot() as dovecot:
        trouble = entering(dovecot.url(port=free_port()))
        assert (trouble.why, "Connection refused" in str(trouble)) == (UNREACHABLE, True)


def test_a_folder_that_is_missing_or_closed_is_told() -> None:
    with Dovecot() as dovecot:
        trouble = entering(dovecot.url(folder="Suporte/Entrada"))
        assert (trouble.why, "Suporte/Entrada" in str(trouble)) == (FOLDER, True)
        dovecot.put(MAIL)
        dovecot.read_only()
        assert entering(dovecot.url()).why == READ_ONLY
        dovecot.writable()
        Line(read_url(dovecot.url())).close()


def test_silence_is_noticed_whatever_is_done() -> None:
    with Dovecot() as dovecot:
        dovecot.put(MAIL)
        works: list[Callable[[Line], object]] = [
            lambda line: line.uids(1),
            lambda line: line.bodies([1]),
            lambda line: line.move([1], ("Recebidos",)),
            lambda line: line.wait(1, threading.Event()),
        ]
        lines = [Line(read_url(dovecot.url()), QUICK) for _ in works]
        idle = Line(read_url(dovecot.url()), QUICK)
        frozen = threading.Timer(1, dovecot.freeze)
        frozen.start()
        assert told(lambda: idle.wait(3, threading.Event())).why == SILENT
        frozen.join()
        for line, work in zip(lines, works, strict=True):
            assert told(lambda line=line, work=work: work(line)).why == SILENT  # type: ignore[misc]
        assert entering(dovecot.url(), QUICK).why == SILENT
        begun = time.monotonic()
        for line in (*lines, idle):
            line.close()
        assert time.monotonic() - begun < 2 * 5 + SECONDS
        dovecot.thaw()


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_a_server_that_goes_ends_the_wait(how: str) -> None:
    with Dovecot() as dovecot:
        line = Line(read_url(dovecot.url()))
        gone = threading.Timer(0.5, getattr(dovecot, how))
        gone.start()
        assert told(lambda: line.wait(600, threading.Event())).why == UNREACHABLE
        gone.join()
        assert told(lambda: line.uids(1)).why == UNREACHABLE
        line.close()
        assert entering(dovecot.url()).why == UNREACHABLE


@pytest.mark.parametrize("scheme", ["imaps", "imap"])
def test_a_line_is_broken_off_from_another_thread(scheme: str) -> None:
    with Dovecot() as dovecot:
        line = Line(read_url(dovecot.url(scheme=scheme)))
        broken = threading.Timer(0.5, line.break_off)
        broken.start()
        assert told(lambda: line.wait(600, threading.Event())).why == UNREACHABLE
        broken.join()
        assert told(lambda: line.uids(1)).why == UNREACHABLE
        for _ in range(2):
            line.close()
            line.break_off()
        assert told(lambda: line.uids(1)).why == UNREACHABLE

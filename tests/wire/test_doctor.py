"""What does `carteiro doctor` say of real servers, whole and broken?"""

import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gateway.app import now
from gateway.console.doctor import relay
from gateway.console.doctor.finding import Finding
from gateway.console.doctor.trials import trial_of
from gateway.settings import Settings
from tests.nsd import Nsd
from tests.sink import Listener, Sink
from tests.slapd import HIDDEN, MAPPING, READABLE, Slapd

ADDRESS = "suporte@prefeitura.example"


def found(finding: Finding) -> tuple[bool, str]:
    """What is wrong; whatever is must say how it is mended."""
    assert finding.mend or (finding.ok and not finding.why), finding
    return finding.ok, finding.why


class Smtp:
    """SMTP servers of one test."""

    def __init__(self, folder: Path) -> None:
        self.sink = Sink()
        self._folder = folder
        self._open: list[Listener] = []

    def listen(self, **more: Any) -> int:
        made = Listener(self.sink, hostname="127.0.0.1", port=0, **more)
        made.start()
        self._open.append(made)
        return made.port

    def context(self) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(self._folder / "cert.pem", self._folder / "key.pem")
        return made

    def close(self) -> None:
        for each in self._open:
            each.stop()


@pytest.fixture
def smtp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Smtp]:
    """With a certificate for localhost, which the system believes as soon as `believe` says so."""
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    files = ["-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names, *files]
    subprocess.run(made, check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    servers = Smtp(tmp_path)
    yield servers
    servers.close()


def tried(url: str, home: Path) -> Finding:
    return relay.look(Settings(home=home, relay=url))


def test_a_relay_is_greeted_and_entered_told_whom_letters_are_from_and_given_none(smtp: Smtp, tmp_path: Path) -> None:
    port = smtp.listen(authenticator=smtp.sink.authenticate, auth_require_tls=False)
    assert found(tried(f"smtp://127.0.0.1:{port}", tmp_path)) == (True, "")
    finding = tried(f"smtp://suporte:segredo@127.0.0.1:{port}", tmp_path)
    assert found(finding) == (True, "")
    assert (finding.name, "lets suporte in" in finding.says) == (f"127.0.0.1:{port}", True)
    assert (len(smtp.sink.logins), smtp.sink.taken, len(smtp.sink.peers)) == (1, [], 2)
    smtp.sink.answers["MAIL"] = "553 5.7.1 Sender address rejected: not owned by user"
    refused = tried(f"smtp://127.0.0.1:{port}", tmp_path)
    assert found(refused) == (False, "sender")
    assert "553" in refused.says


def test_a_relay_that_refuses_the_password_is_said_without_it(smtp: Smtp, tmp_path: Path) -> None:
    port = smtp.listen(authenticator=smtp.sink.authenticate, auth_require_tls=False)
    finding = tried(f"smtp://suporte:errada@127.0.0.1:{port}", tmp_path)
    assert found(finding) == (False, "login")
    assert "535" in finding.says
    assert "errada" not in str(finding)


@pytest.mark.parametrize("form", ["smtp://{host}:{port}?starttls", "smtps://{host}:{port}"])
def test_a_relays_certificate_is_checked(smtp: Smtp, tmp_path: Path, form: str) -> None:
    how = {"ssl_context": smtp.context()} if form.startswith("smtps") else {"tls_context": smtp.context()}
    port = smtp.listen(**how)
    assert found(tried(form.format(host="localhost", port=port), tmp_path)) == (True, "")
    assert found(tried(form.format(host="127.0.0.1", port=port), tmp_path)) == (False, "tls")


def test_a_relay_without_starttls_one_that_is_away_and_one_that_says_nothing(
    smtp: Smtp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(tried(f"smtp://localhost:{smtp.listen()}?starttls", tmp_path)) == (False, "tls")
    away = tried("smtp://127.0.0.1:1", tmp_path)
    assert (*found(away), away.says) == (False, "unreachable", "Connection refused")
    monkeypatch.setattr(relay, "SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as hung:
        assert found(tried(f"smtp://127.0.0.1:{hung.getsockname()[1]}", tmp_path)) == (False, "silent")


def asked(url: str, home: Path) -> tuple[bool, str]:
    finding = trial_of("directory", Settings(home=home, directory=url), now).run()
    assert finding.name == url.partition("?")[0]
    assert "carteiro,ou=" not in str(finding)
    return found(finding)


def test_a_directory_away_blind_hung_or_not_entered_is_told_apart(tmp_path: Path) -> None:
    with Slapd() as slapd:
        assert asked(slapd.url(), tmp_path) == (True, "")
        assert asked(slapd.url(f"ca={slapd.ca}", scheme="ldaps"), tmp_path) == (True, "")
        assert asked(slapd.url(scheme="ldaps"), tmp_path) == (False, "tls")
        slapd.password_file.write_text("errada\n")
        assert asked(slapd.url(), tmp_path) == (False, "login")
        slapd.password_file.write_text("carteiro\n")
        slapd.pause()
        assert asked(slapd.url(), tmp_path) == (False, "silent")
        slapd.resume()
        slapd.kill()
        assert asked(slapd.url(), tmp_path) == (False, "unreachable")
        slapd.start(HIDDEN)
        assert asked(slapd.url(), tmp_path) == (False, "blind")
        slapd.kill()
        slapd.start(READABLE)
        for base in ("ou=entidades", "ou=grupos"):
            wrong = tmp_path / "ldap.yml"
            wrong.write_text(MAPPING.read_text("utf-8").replace(base, "ou=nenhures"), "utf-8")
            assert asked(slapd.url(mapping=wrong), tmp_path) == (False, "blind")


def test_a_resolver_is_asked_about_our_own_domain() -> None:
    with Nsd({"prefeitura.example": '@ TXT "v=spf1 mx -all"\n'}) as nsd:
        chosen = Settings(address=ADDRESS, resolver=f"{nsd.url}?timeout=0.5")
        assert found(trial_of("resolver", chosen, now).run()) == (True, "")
        with nsd.paused():
            assert found(trial_of("resolver", chosen, now).run()) == (True, "silent")

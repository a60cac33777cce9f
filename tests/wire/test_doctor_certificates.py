"""Does the doctor see when certificates end, those of servers outside and our own, and whom they are for?"""

import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gateway.app import now
from gateway.console.doctor import listener, outside
from gateway.console.doctor.finding import Finding
from gateway.console.doctor.handshake import Endpoint
from gateway.console.doctor.trials import trials_of
from gateway.settings import Settings
from tests.certificate import certify
from tests.dovecot import Dovecot
from tests.sink import Listener, Sink, server_tls
from tests.slapd import Slapd
from tests.wire.premises import Opener
from tests.wire.process import ROOT

LATER = timedelta(days=9)  # the tests' certificates are good for two


def found(endpoint: Endpoint, at: datetime) -> tuple[bool, str]:
    finding = outside.look(endpoint, at)
    assert bool(finding.mend) == bool(finding.why) == bool(finding.matters), finding
    return finding.ok, finding.why


def endpoint(settings: Settings) -> Endpoint:
    [one] = outside.endpoints(settings)
    return one


def test_a_mailbox_by_tls_and_by_starttls() -> None:
    with Dovecot() as server:
        for url in (server.url(), server.url("starttls", scheme="imap")):
            seen = endpoint(Settings(mailboxes=(url,)))
            assert found(seen, now()) == (True, "ending")
            assert found(seen, now() - timedelta(days=30)) == (False, "expired")  # not valid yet
            assert found(seen, now() + LATER) == (False, "expired")
        assert endpoint(Settings(mailboxes=(server.url(), server.url(folder="Entrada")))).name.startswith("mailbox 127.0.0.1:")
    assert found(seen, now()) == (True, "unseen")


def test_a_directory_by_tls_and_by_starttls() -> None:
    with Slapd() as slapd:
        for url in (slapd.url(f"ca={slapd.ca}", scheme="ldaps"), slapd.url("starttls", f"ca={slapd.ca}")):
            assert found(endpoint(Settings(directory=url)), now()) == (True, "ending")
    with Slapd(names="") as plain:
        url = plain.url("starttls", f"ca={plain.ca}")
        seen = outside.look(endpoint(Settings(directory=url)), now())
        assert (seen.why, "it offers no StartTLS" in seen.says) == ("unseen", True)


def test_a_relay_that_offers_starttls_and_one_that_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certify(tmp_path, "DNS:localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    (tmp_path / "server.pem").rename(tmp_path / "cert.pem")
    (tmp_path / "server.key").rename(tmp_path / "key.pem")
    for context, why in ((server_tls(tmp_path), "ending"), (None, "unseen")):
        made = Listener(Sink(), hostname="127.0.0.1", port=0, tls_context=context)
        made.start()
        assert found(endpoint(Settings(relay=f"smtp://localhost:{made.port}?starttls")), now()) == (True, why)
        made.stop()


@contextmanager
def postgresql(folder: Path, answer: bytes) -> Iterator[int]:
    """What a PostgreSQL server says before TLS, and its TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            caller, _ = server.accept()
            with caller:
                assert caller.recv(8) == bytes.fromhex("0000000804d2162f")
                caller.sendall(answer)
                if answer == b"S":
                    context.wrap_socket(caller, server_side=True).close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield int(server.getsockname()[1])
        thread.join(20)


@pytest.mark.parametrize(
    ("answer", "at", "word"), [(b"S", 0, (True, "ending")), (b"S", 9, (False, "expired")), (b"N", 0, (True, "unseen"))]
)
def test_a_postgresql_whose_certificate_nobody_checks(tmp_path: Path, answer: bytes, at: int, word: tuple[bool, str]) -> None:
    certify(tmp_path, "DNS:db.orgao.example")
    with postgresql(tmp_path, answer) as port:
        url = f"postgresql+psycopg://carteiro:segredo@127.0.0.1:{port}/tickets?sslmode=require"
        assert found(endpoint(Settings(database=url)), now() + timedelta(days=at)) == word


def test_only_servers_that_speak_tls_are_asked() -> None:
    plain = Settings(database="postgresql+psycopg://u:p@db.example/t", broker="redis://r.example", relay="smtp://127.0.0.1")
    assert list(outside.endpoints(plain)) == []
    full = Settings(
        broker="rediss://r.example", evidence="s3://provas?endpoint=https://s3.example:9000", timestamps="https://t.example/?ca=x"
    )
    assert [one.name for one in outside.endpoints(full)] == [
        "broker r.example:6379",
        "evidence s3.example:9000",
        "timestamps t.example:443",
    ]


def door(url: str) -> Finding:
    [trial] = trials_of("listener", Settings(address="suporte@orgao.example", listen=(url,)), now)
    finding = trial.run()
    assert bool(finding.mend) == bool(finding.why) == bool(finding.matters), finding
    return finding


def test_whom_a_listeners_certificate_is_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certify(tmp_path, "DNS:*.orgao.example")
    files = f"?tls_cert={tmp_path}/server.pem&tls_key={tmp_path}/server.key"
    assert "nothing below" not in door(f"smtp://0.0.0.0:0{files}").says
    assert "unable to get local issuer" in door(f"smtp://0.0.0.0:0{files}").says
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    assert "issuer" not in door(f"smtp://0.0.0.0:0{files}").says
    monkeypatch.setattr(listener, "_port", lambda _: ("its port is free", []))  # of a name that is not this machine's
    assert door(f"smtp://mail.orgao.example:0{files}").ok
    wrong = door(f"smtp://mail.outro.example:0{files}")
    assert (wrong.ok, wrong.why, "not for mail.outro.example" in wrong.says) == (False, "names", True)
    certify(tmp_path, "DNS:mail.outro.example")
    assert "nothing below orgao.example" in door(f"smtp://0.0.0.0:0{files}").says


def test_a_door_without_a_certificate() -> None:
    assert (door("smtp://0.0.0.0:0").ok, door("smtp://0.0.0.0:0").why) == (True, "in-clear")
    assert (door("smtps://127.0.0.1:0").ok, door("smtps://127.0.0.1:0").why) == (False, "no-certificate")
    assert (door("smtp://127.0.0.1:0?cert=x").why, door("lmtp://127.0.0.1:0").why) == ("setting", "")


def test_a_door_of_ours_has_its_port(open_premises: Opener, certificate: str) -> None:
    opened = open_premises(urls=("smtp://127.0.0.1:0", f"smtps://127.0.0.1:0{certificate}"))
    (_, plain), (_, secure) = opened.listening.addresses
    assert "a door of Carteiro answers there" in door(f"smtp://127.0.0.1:{plain}").says
    assert "a door of Carteiro answers there" in door(f"smtps://127.0.0.1:{secure}{certificate}").says


def test_a_port_that_only_the_system_may_take() -> None:
    look = (
        "from gateway.app import now; from gateway.settings import Settings; from gateway.console.doctor.trials import trial_of; "
        "f = trial_of('listener', Settings(listen=('smtp://127.0.0.1:783',)), now).run(); print(f.ok, f.why, f.mend)"
    )
    without = ("setpriv", "--bounding-set=-net_bind_service", "--inh-caps=-net_bind_service")
    said = subprocess.run((*without, sys.executable, "-c", look), cwd=ROOT, check=True, capture_output=True, text=True, timeout=60).stdout
    assert said.startswith("True privileged Let the service have it (`AmbientCapabilities=CAP_NET_BIND_SERVICE`")

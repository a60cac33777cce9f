"""Is a certificate served with those that lead to its authority, and what is asked of a caller who speaks in clear?"""

import smtplib
import ssl
import subprocess
from pathlib import Path

import pytest

from gateway.doors import smtp
from tests.wire.premises import PLAIN, Opener, registered
from tests.wire.test_login import plain

KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
AUTHORITY = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"


def chain(home: Path) -> str:
    """A certificate that an intermediate signed, whose own is the root's work: the query of a listener's URL; root.pem lies beside."""

    def openssl(*command: str) -> None:
        subprocess.run(("openssl", *command), cwd=home, check=True, capture_output=True, timeout=60)

    openssl("req", *KEY, "-x509", "-days", "2", "-subj", "/CN=root.example", "-keyout", "root.key", "-out", "root.pem")
    signer = "root"
    for name, says in (("middle", AUTHORITY), ("server", "subjectAltName=DNS:localhost\n")):
        (home / "says").write_text(says)
        openssl("req", *KEY, "-subj", f"/CN={name}.example", "-keyout", f"{name}.key", "-out", f"{name}.csr")
        signed = ("-CA", f"{signer}.pem", "-CAkey", f"{signer}.key", "-CAcreateserial", "-days", "2", "-extfile", "says")
        openssl("x509", "-req", "-in", f"{name}.csr", "-out", f"{name}.pem", *signed)
        signer = name
    (home / "whole.pem").write_text((home / "server.pem").read_text() + (home / "middle.pem").read_text())
    return f"?tls_cert={home}/whole.pem&tls_key={home}/server.key"


def test_who_trusts_the_root_alone_believes_the_certificate(open_premises: Opener, tmp_path: Path) -> None:
    premises = open_premises(urls=(f"smtp://127.0.0.1:0{chain(tmp_path)}",))
    client = smtplib.SMTP("localhost", premises.listening.addresses[0][1], timeout=20)
    with client:
        client.starttls(context=ssl.create_default_context(cafile=str(tmp_path / "root.pem")))
        client.sendmail("maria@str-valesereno.example", "suporte@carteiro.example", PLAIN)
    (row,) = premises.rows
    assert row.tls.startswith("TLSv1.")


def test_a_mail_may_come_in_clear_and_a_login_may_not(open_premises: Opener, certificate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A border host may have no TLS; a password never crosses the wire without it, and nobody proves anything by the mail."""
    monkeypatch.setattr(smtp, "is_loopback", lambda _host: False)
    premises = open_premises(urls=(f"smtp://127.0.0.1:0{certificate}",))
    caller = premises.call().greet()
    assert caller.say(plain("10438261700")).startswith("538 5.7.11")
    registered(caller.deliver(PLAIN))
    assert [(row.tls, row.login) for row in premises.rows] == [("", "")]

"""Does the doctor name what is wrong with a Redis over TLS, with the mend that mends it?"""

import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.console.doctor import broker
from gateway.settings import Settings
from tests.certificate import certify

INFO = b"redis_version:7.2.4\r\nmaxmemory:0\r\n"


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """A Redis over TLS, whose authority is its own; it knows just enough of the protocol to say yes."""
    certify(tmp_path, "IP:127.0.0.1")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem", tmp_path / "server.key")
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=serve, args=(server, context), daemon=True).start()
        yield int(server.getsockname()[1])
        server.shutdown(socket.SHUT_RDWR)


def serve(server: socket.socket, context: ssl.SSLContext) -> None:
    while True:
        try:
            caller, _ = server.accept()
        except OSError:
            return
        try:
            with context.wrap_socket(caller, server_side=True) as secured:
                while said := secured.recv(4096):
                    secured.sendall(b"$%d\r\n%s\r\n" % (len(INFO), INFO) if b"INFO" in said else b"+OK\r\n" * said.count(b"*"))
        except OSError:
            continue


def test_an_authority_that_nobody_named_is_named_as_the_mend_says(port: int, tmp_path: Path) -> None:
    url = f"rediss://:segredo@127.0.0.1:{port}/0"
    unknown = broker.look(Settings(broker=url))
    assert (unknown.ok, unknown.why, "with ssl_ca_certs=FILE in CARTEIRO_BROKER" in unknown.mend) == (False, "tls", True), unknown
    named = broker.look(Settings(broker=f"{url}?ssl_ca_certs={tmp_path}/ca.pem"))
    assert (named.ok, named.why) == (True, ""), named


def test_an_option_that_nobody_knows_is_a_setting_to_mend(port: int, tmp_path: Path) -> None:
    finding = broker.look(Settings(broker=f"rediss://:segredo@127.0.0.1:{port}/0?ca={tmp_path}/ca.pem"))
    assert (finding.ok, finding.why, "ssl_ca_certs=FILE" in finding.mend) == (False, "setting", True), finding
    assert "segredo" not in str(finding)

"""Is a connection that is reset before it is encrypted closed, and not left to nobody?"""

import gc
import select
import socket
import struct
import sys
from collections.abc import Iterator

import pytest

from gateway.dial import trusting


@pytest.fixture
def reset() -> Iterator[socket.socket]:
    """A connection that the other side has reset already."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        near = socket.create_connection(server.getsockname())
        far, _ = server.accept()
        far.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        far.close()
        heard = select.poll()
        heard.register(near, select.POLLIN)
        assert heard.poll(5000)
        yield near
        near.close()


def test_a_connection_reset_before_it_is_encrypted_is_closed(reset: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", left.append)
    with pytest.raises(ConnectionResetError):
        trusting("").wrap_socket(reset, server_hostname="localhost")
    gc.collect()
    assert left == []


def test_a_file_without_certificates_is_told() -> None:
    with pytest.raises(ValueError, match="holds no certificates that can be read"):
        trusting("/dev/null")

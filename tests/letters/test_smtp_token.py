"""Does the relay let us in with an access token, made anew by a command at each connection (XOAUTH2)?"""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from gateway.post.relay import Temporary, relay
from tests.ports import free_port

MAIL = b"Subject: oi\r\n\r\noi\r\n"
REFUSED = base64.b64encode(b'{"status":"400","schemes":"Bearer"}').decode()


@dataclass
class Provider:
    """Takes one token, and refuses others as large providers do: with a challenge first."""

    token: str = "boa"
    said: list[str] = field(default_factory=list)
    taken: list[bytes] = field(default_factory=list)

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802 - aiosmtpd's name
        said = base64.b64decode(args[1]).decode()
        self.said.append(said)
        if said == f"user=suporte@carteiro.example\1auth=Bearer {self.token}\1\1":
            return AuthResult(success=True, auth_data=said)
        await server.push(f"334 {REFUSED}")
        assert server._reader is not None
        assert await server._reader.readline() == b"\r\n", "an empty answer ends it"
        return AuthResult(success=False, handled=False)

    async def handle_DATA(self, _server: SMTP, _session: object, envelope: Any) -> str:  # noqa: N802 - the same
        self.taken.append(envelope.content)
        return "250 OK"


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
def url(provider: Provider, tmp_path: Path) -> Iterator[str]:
    """The relay's, with a command that prints what stands in the file `token`."""
    server = Controller(provider, hostname="127.0.0.1", port=free_port(), auth_require_tls=False)
    server.start()
    yield f"smtp://suporte%40carteiro.example@127.0.0.1:{server.port}?token_command=cat%20{tmp_path}/token"
    server.stop()


def test_a_letter_goes_with_a_token_that_is_read_anew(provider: Provider, url: str, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("velha\n")
    out = relay(url, lambda: 0.0)
    with pytest.raises(Temporary, match="535"):
        out.send("", "maria@str-valesereno.example", MAIL)
    (tmp_path / "token").write_text("boa\n")
    out.send("", "maria@str-valesereno.example", MAIL)
    out.close()
    assert len(provider.taken) == 1


def test_a_command_that_fails_makes_the_letter_wait_and_nothing_is_said_to_the_server(provider: Provider, url: str) -> None:
    with pytest.raises(Temporary, match=r"token command cat failed \(exit code 1\)"):
        relay(url, lambda: 0.0).send("", "maria@str-valesereno.example", MAIL)
    assert provider.said == []


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("smtp://u:p@127.0.0.1?token_command=cat", "not with both"),
        ("smtp://127.0.0.1?token_command=cat", "needs a user"),
        ("smtp://u@h.example?token_command=cat", "over TLS only"),
    ],
)
def test_a_wrong_url_says_what_is_allowed(query: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        relay(query, lambda: 0.0)

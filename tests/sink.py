"""Who takes our letters in a test? A real SMTP server that answers as told, and keeps what it was given."""

import asyncio
import ssl
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


def abort(server: SMTP | None) -> None:
    """Cut the server's connection, as a crash would."""
    assert server is not None
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


class Sink:
    """A server's mind: what it was given, what it answers. refuses: address -> the answer to it alone."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.peers: list[object] = []
        self.logins: list[LoginPassword] = []
        self.answers = {"MAIL": "", "RCPT": "", "DATA": ""}
        self.refuses: dict[str, str] = {}
        self.cut = False

    async def handle_MAIL(self, _s: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802 -- aiosmtpd's name
        self.peers.append(session.peer)
        if self.answers["MAIL"]:
            return self.answers["MAIL"]
        envelope.mail_from, envelope.mail_options = address, options
        return "250 OK"

    async def handle_RCPT(self, _s: SMTP, _session: Session, envelope: Envelope, address: str, _o: list[str]) -> str:  # noqa: N802 -- aiosmtpd's name
        if refusal := self.refuses.get(address, self.answers["RCPT"]):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name
        self.taken.append(envelope)
        if self.cut:
            abort(server)
        return self.answers["DATA"] or "250 OK"

    def authenticate(self, _s: object, _session: object, _e: object, _m: str, data: LoginPassword) -> AuthResult:
        self.logins.append(data)
        return AuthResult(success=data.password == b"segredo", handled=False)


class Clock:
    """Seconds that stand still until they are moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Listener(Controller):
    """aiosmtpd on any free port; the port is known once it listens."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call] # aiosmtpd leaves it bare


def server_tls(folder: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context

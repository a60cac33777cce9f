"""How does mail come in by SMTP and LMTP? accept -> durable -> 250; any fault of ours is a 451 without detail."""

import asyncio
import ipaddress
import logging
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from gateway.doors.crowd import Crowd
from gateway.doors.data import Content, Intake, TooBig, receive
from gateway.doors.door import Door
from gateway.people.directory import Directory, DirectoryUnavailable
from parsers.thread import conversation
from storage.evidence import Evidence
from storage.inbox import Arrival

log = logging.getLogger(__name__)

IDLE_SECONDS = 300  # RFC 5321, 4.5.3.2.7
DATA_SECONDS = 900
RECIPIENTS = 100  # RFC 5321, 4.5.3.1.8
LOGIN_TRIES = 3
GOODBYE_SECONDS = 10
OUR_FAULT = "451 4.3.0 Falha temporaria nossa; tente novamente em alguns minutos"
HALFWAY = "421 4.3.0 Falha temporaria nossa; tente novamente em alguns minutos"
TOO_SLOW = "421 4.4.2 A mensagem demorou demais; tente novamente"
SILENT = "421 4.4.2 Sem comandos ha muito tempo; conecte-se de novo"
LEAVING = "421 4.3.2 Servico em manutencao; tente novamente em alguns minutos"
CROWDED = "421 4.7.0 Conexoes demais; tente novamente em alguns minutos"
TOO_MANY_TRIES = "421 4.7.0 Tentativas demais; confira o CPF e a senha LDAP"


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a listener needs to receive mail."""

    address: str
    size: int
    door: Door
    evidence: Evidence
    directory: Directory
    clock: Callable[[], datetime]
    crowd: Crowd


class Handler:
    """Who may be written to, and what a fault is answered with (aiosmtpd's hooks)."""

    def __init__(self, threshold: Threshold) -> None:
        self._address = threshold.address
        self._local, _, self._domain = threshold.address.rpartition("@")

    async def handle_RCPT(self, _server: object, _session: object, envelope: Any, address: str, _options: list[str]) -> str:  # noqa: N802 - aiosmtpd's name
        """250 for our address and its sub-addresses, otherwise a sentence that says what to do."""
        local, _, domain = address.lower().rpartition("@")
        if domain != self._domain and address.lower() != "postmaster":
            return f"554 5.7.1 Nao entregamos para outros dominios; escreva para {self._address}"
        if local.partition("+")[0] not in {self._local, "postmaster"} and address.lower() != "postmaster":
            return f"550 5.1.1 Este endereco nao existe; escreva para {self._address}"
        if len(envelope.rcpt_tos) >= RECIPIENTS:
            return "452 4.5.3 Destinatarios demais; envie aos outros em nova mensagem"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_exception(self, error: Exception) -> str:
        """Our trouble is never the sender's: a retry, and no word about the reason."""
        log.error("Fault at the door", exc_info=error)
        return OUR_FAULT


class Listener(SMTP):  # type: ignore[misc]  # aiosmtpd is Any to mypy (pyproject.toml)
    """One connection. What it adds to aiosmtpd: bulk DATA, caps, login against the directory on loopback or TLS only."""

    line_length_limit = 1 << 16  # the stream's limit: how much DATA is read at once

    def __init__(self, threshold: Threshold, tls: ssl.SSLContext | None, alive: set["Listener"]) -> None:
        super().__init__(
            Handler(threshold),
            data_size_limit=threshold.size,
            enable_SMTPUTF8=True,
            hostname=threshold.address.rpartition("@")[2],
            ident="Carteiro",
            tls_context=tls,
            timeout=IDLE_SECONDS,
            authenticator=lambda _server, _session, _envelope, _mechanism, data: AuthResult(success=True, auth_data=data),
            loop=asyncio.get_running_loop(),
        )
        self._threshold = threshold
        self._alive = alive
        self._host = ""
        self._welcome = True
        self._tries = LOGIN_TRIES
        self._login = ""
        self.busy = False
        self.leaving = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Counts the caller and decides whether AUTH may be offered in clear."""
        if not self._host:
            self._host = str((transport.get_extra_info("peername") or ("unix",))[0])
            self._welcome = self._threshold.crowd.enter(self._host)
            self._auth_require_tls = transport.get_extra_info("ssl_object") is None and not _is_loopback(self._host)
            self._alive.add(self)
        super().connection_made(transport)
        self._login = ""

    def connection_lost(self, error: Exception | None) -> None:
        """Uncounts the caller."""
        if self in self._alive:
            self._alive.discard(self)
            self._threshold.crowd.leave(self._host)
        super().connection_lost(error)

    async def _handle_client(self) -> None:
        if self._welcome:
            await super()._handle_client()
        else:
            self.hang_up(CROWDED)

    def leave(self) -> None:
        """Says goodbye at the next pause: at once when idle, after the mail in progress otherwise."""
        self.leaving = True
        if not self.busy:
            self.hang_up(LEAVING)

    def hang_up(self, sentence: str) -> None:
        """Ends the connection with a 421; waits for nobody, and no command that came behind is heard any more."""
        if self.transport is not None:
            self._writer.write(f"{sentence}\r\n".encode())
            self.transport.close()
            self.loop.call_later(GOODBYE_SECONDS, self.transport.abort)  # for a caller who reads nothing
            self._handler_coroutine.cancel()

    def _timeout_cb(self) -> None:
        self.hang_up(SILENT)

    async def auth_PLAIN(self, server: object, args: list[str]) -> AuthResult:  # noqa: N802 - aiosmtpd's name
        """RFC 4616, checked against the directory."""
        return await self._check(await super().auth_PLAIN(server, args))

    async def auth_LOGIN(self, server: object, args: list[str]) -> AuthResult:  # noqa: N802 - aiosmtpd's name
        """The older form that Outlook speaks."""
        return await self._check(await super().auth_LOGIN(server, args))

    async def _check(self, offered: AuthResult) -> AuthResult:
        if not offered.success or not isinstance(offered.auth_data, LoginPassword):
            return offered
        login, password = (part.decode("utf-8", "replace") for part in offered.auth_data)
        try:
            person = await asyncio.to_thread(self._threshold.directory.authenticate, login, password)
        except DirectoryUnavailable:
            return AuthResult(success=False, handled=False, message="454 4.7.0 Falha temporaria nossa; tente novamente em alguns minutos")
        if person is not None:
            self._login = person.id
            return AuthResult(success=True)
        self._tries -= 1
        if self._tries <= 0:
            self.hang_up(TOO_MANY_TRIES)
            return AuthResult(success=False, handled=True)
        return AuthResult(success=False, handled=False, message="535 5.7.8 CPF ou senha LDAP incorretos")

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd's name
        """RFC 1870: a declared size that is too big is refused before it is sent. RFC 4954, 5: AUTH= is taken and means nothing."""
        path, bracket, parameters = (arg or "").partition(">")
        declared = re.search(r"\bSIZE=(\d{1,20})\b", parameters, re.IGNORECASE)
        if declared and int(declared[1]) > self._threshold.size:
            await self.push(self._too_big())
            return
        await super().smtp_MAIL(path + bracket + re.sub(r"\sAUTH=\S+", "", parameters, flags=re.IGNORECASE) or None)

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd's name
        """Reads the mail in bulk, files it, and only then says 250."""
        if await self.check_helo_needed():
            return
        if not self.envelope.rcpt_tos:
            await self.push("503 5.5.1 RCPT primeiro")
            return
        if arg:
            await self.push("501 5.5.4 DATA sem argumentos")
            return
        self.busy = True
        try:
            answer = await self._take_mail()
            if answer.startswith("421"):
                self.hang_up(answer)
                await asyncio.sleep(0)  # where the handler ends: what is left of the mail must not be heard as commands
            for _ in self.envelope.rcpt_tos if isinstance(self, LMTP) else "1":  # RFC 2033, 4.2: one reply for each recipient
                await self.push(answer)
        finally:
            self.busy = False
        self._set_post_data_state()
        if self.leaving:
            self.leave()

    async def _take_mail(self) -> str:
        intake = Intake(self._threshold.evidence, self._threshold.size)
        read_to_its_end = False
        await self.push("354 Termine com <CR><LF>.<CR><LF>")
        try:
            self._reset_timeout(DATA_SECONDS)
            async with asyncio.timeout(DATA_SECONDS - 5):
                await receive(self._reader, intake)
                read_to_its_end = True
                inbound_id = await self._threshold.door.submit(self._arrival(await intake.finish()))
        except TooBig:
            return self._too_big()
        except TimeoutError:
            return TOO_SLOW
        except Exception:
            log.exception("Mail not stored")
            return OUR_FAULT if read_to_its_end else HALFWAY
        finally:
            intake.drop()
            self._reset_timeout()
        return f"250 2.0.0 registrado {inbound_id}"

    def _arrival(self, content: Content) -> Arrival:
        recipients = tuple(self.envelope.rcpt_tos)
        secure = self.transport.get_extra_info("ssl_object") if self.transport else None
        return Arrival(
            received_at=self._threshold.clock(),
            door="lmtp" if isinstance(self, LMTP) else "smtp",
            rcpt_to=recipients,
            mail_from="" if self.envelope.mail_from == "<>" else self.envelope.mail_from,
            size=content.size,
            conversation=conversation(content.head, recipients, self._threshold.address),
            raw=content.raw,
            sha256=content.sha256,
            peer=self._host,
            helo=str(self.session.host_name or ""),
            tls=f"{secure.version()} {secure.cipher()[0]}" if secure else "",
            login=self._login,
        )

    def _too_big(self) -> str:
        return f"552 5.3.4 Mensagem maior que {self._threshold.size // 1_000_000} MB; envie os anexos em mensagens separadas"


class LmtpListener(Listener, LMTP):  # type: ignore[misc]  # the same
    """The same over LMTP (RFC 2033)."""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host == "unix"

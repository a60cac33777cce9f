"""How does mail come in by SMTP and LMTP? accept -> durable -> 250; any fault of ours is a 451 without detail."""

import asyncio
import logging
import re
import ssl

from aiosmtpd.lmtp import LMTP

from gateway.doors.data import Content, Intake, TooBig, receive
from gateway.doors.login.connection import WithLogin
from gateway.doors.replies import CROWDED, HALFWAY, LEAVING, OUR_FAULT
from gateway.doors.threshold import Handler, Threshold
from gateway.loopback import is_loopback
from parsers.letterhead.thread import conversation
from storage.mail.inbox import Arrival

log = logging.getLogger(__name__)

IDLE_SECONDS = 300  # RFC 5321, 4.5.3.2.7
DATA_SECONDS = 900
GOODBYE_SECONDS = 10


class Listener(WithLogin):
    """One connection. What it adds to aiosmtpd: bulk DATA, caps, and AUTH on loopback or TLS only."""

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
            loop=asyncio.get_running_loop(),
        )
        self._logins = threshold.logins
        self._threshold = threshold
        self._alive = alive
        self._host = ""
        self._welcome = True
        self._login = ""
        self.leaving = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Counts the caller and decides whether AUTH may be offered in clear."""
        if not self._host:
            self._host = str((transport.get_extra_info("peername") or ("unix",))[0])
            self._welcome = self._threshold.crowd.enter(self._host)
            self._auth_require_tls = transport.get_extra_info("ssl_object") is None and not (
                self._host == "unix" or is_loopback(self._host)
            )
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

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd's name
        """RFC 1870: a declared size that is too big is refused before it is sent. RFC 4954, 5: AUTH= is taken and means nothing."""
        path, bracket, parameters = (arg or "").partition(">")
        declared = re.search(r"\bSIZE=(\d{1,20})\b", parameters, re.IGNORECASE)
        if declared and int(declared[1]) > self._threshold.size:
            await self.push(self._too_big(int(declared[1])))
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
        intake = Intake(self._threshold.evidence, self._threshold.size, self._threshold.room)
        read_to_its_end = False
        await self.push("354 Termine com <CR><LF>.<CR><LF>")
        try:
            self._reset_timeout(DATA_SECONDS)
            await receive(self._reader, intake)
            read_to_its_end = True
            inbound_id = await self._threshold.door.submit(self._arrival(await intake.finish()))
        except TooBig as too_big:
            return self._too_big(too_big.size)
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
            hop=self._threshold.border.hop(self._host),
        )

    def _too_big(self, size: int) -> str:
        log.warning("Refused: %d bytes, beyond the limit of %d (CARTEIRO_SIZE)", size, self._threshold.size)
        return f"552 5.3.4 Mensagem maior que {self._threshold.size // 1_000_000} MB; envie os anexos em mensagens separadas"


class LmtpListener(Listener, LMTP):  # type: ignore[misc]  # the same
    """The same over LMTP (RFC 2033)."""

"""Who has logged in? SMTP AUTH (RFC 4954), a few tries for each connection."""

import asyncio
from base64 import b64encode
from collections import defaultdict
from typing import Any

from aiosmtpd.smtp import SMTP

from gateway.doors.dialogue import Dialogue
from gateway.doors.login.attempts import NotNow
from gateway.doors.login.checking import Logins
from gateway.doors.login.sasl import LONGEST_LINE, MECHANISMS, NotOffered
from gateway.doors.replies import (
    IN_ALREADY,
    IN_MID_MAIL,
    LINE_TOO_LONG,
    LOGGED_IN,
    NO_SUCH_MECHANISM,
    NOT_ENCRYPTED,
    SAY_EHLO,
    TOO_MANY_TRIES,
    WRONG_PASSWORD,
)

LOGIN_TRIES = 3


class WithLogin(Dialogue):
    """A connection that may be logged in: `_login` is the person's id, '' before."""

    _logins: Logins
    _host: str  # the peer's address
    _login = ""
    _tries = LOGIN_TRIES

    def __init__(self, *given: Any, **settings: Any) -> None:
        super().__init__(*given, **settings)
        # For every connection its own, which aiosmtpd shares among all; it lengthens that of MAIL with every EHLO.
        self.command_size_limits = defaultdict(lambda: SMTP.command_size_limit, AUTH=LONGEST_LINE)

    async def smtp_AUTH(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd's name
        """RFC 4954, 4. The login lasts until the connection ends or is encrypted (RFC 3207, 4.2)."""
        mechanism, _, initial = (arg or "").partition(" ")
        refusal = self._no_login(mechanism.upper())
        await self.push(refusal or await self._log_in(mechanism.upper(), initial.strip()))

    def _no_login(self, mechanism: str) -> str:
        """Why nobody may log in here and now; '' when they may."""
        if not self.session.host_name or not self.session.extended_smtp:
            return SAY_EHLO
        if self._auth_require_tls and not self._tls_protocol:
            return NOT_ENCRYPTED
        if self._login:
            return IN_ALREADY
        if self.envelope.mail_from is not None:
            return IN_MID_MAIL
        return "" if mechanism in MECHANISMS else NO_SUCH_MECHANISM

    async def _log_in(self, mechanism: str, initial: str) -> str:
        try:
            person = await self._logins.check(await MECHANISMS[mechanism](initial, self._ask), self._host)
        except (NotOffered, NotNow) as refused:
            return str(refused)
        if person is not None:
            self._login = person.id
            return LOGGED_IN
        self._tries -= 1
        if self._tries <= 0:
            self.hang_up(TOO_MANY_TRIES)
            await asyncio.sleep(0)  # where the handler ends
        return WRONG_PASSWORD

    async def _ask(self, question: str) -> bytes:
        """The line that answers a question. Raises NotOffered when it is too long; it is read to its end all the same."""
        await self.push(b"334 " + b64encode(question.encode()))
        line = b""
        too_long = False
        while not line.endswith(b"\n"):
            try:
                line = await self._reader.readuntil()
            except asyncio.LimitOverrunError as more:
                too_long = True
                await self._reader.readexactly(more.consumed)
        if too_long or len(line) > LONGEST_LINE:
            raise NotOffered(LINE_TOO_LONG)
        return line.rstrip(b"\r\n")

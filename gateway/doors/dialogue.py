"""What do the words of a caller cost? aiosmtpd's dialogue, in fewer steps.

One timer a connection, one write for answers that go together (RFC 2920), and plain addresses read at a glance.
"""

import asyncio
import re
from collections.abc import Callable

from aiosmtpd.smtp import SMTP

from gateway.doors.replies import SILENT, TOO_SLOW

_ATOM = r"[\w!#$%&'*+/=?^`{|}~-]+"
_PLAIN = re.compile(rf"<({_ATOM}(?:\.{_ATOM})*@[\w-]+(?:\.[\w-]+)*)>(?: +([^\s(].*))?\Z", re.ASCII)


class Dialogue(SMTP):  # type: ignore[misc]  # aiosmtpd is Any to mypy (pyproject.toml)
    """One connection. busy: a mail is on its way."""

    hang_up: Callable[[str], None]  # ends the connection with a 421 (smtp.py)
    busy = False
    _ends = 0.0  # when our patience does, by the clock of the event loop
    _unsaid = b""  # answers that wait for the next one
    _may_wait = False  # whether the next answer may

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd's name
        """See push."""
        self._may_wait = True
        await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd's name
        """See push."""
        self._may_wait = True
        await super().smtp_RCPT(arg)

    async def push(self, status: str | bytes) -> None:
        """Answers. To MAIL and RCPT together with what follows, when the next command is here already (RFC 2920, 3.2)."""
        self._unsaid += (status.encode() if isinstance(status, str) else status) + b"\r\n"
        waits = self._may_wait and b"\n" in self._reader._buffer  # noqa: SLF001 - the only way to see it
        self._may_wait = False
        if not waits:
            answers, self._unsaid = self._unsaid, b""
            self._writer.write(answers)
            await self._writer.drain()

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """The address at the beginning of an argument, and what follows. What is no plain `<local@domain>` is aiosmtpd's to read."""
        plain = _PLAIN.match(arg)
        if plain:
            return plain[1], plain[2] or ""
        other: tuple[str | None, str | None] = super()._getaddr(arg)
        return other

    def _reset_timeout(self, duration: float | None = None) -> None:
        """Seconds from now, for every command anew: the timer is left as it is, and looks when it goes off."""
        self._ends = self.loop.time() + (duration or self._timeout_duration)
        if self._timeout_handle is None or self._timeout_handle.when() > self._ends:
            self._set_timer()

    def _set_timer(self) -> None:
        if self._timeout_handle is not None:
            self._timeout_handle.cancel()
        self._timeout_handle: asyncio.TimerHandle | None = self.loop.call_at(self._ends, self._timeout_cb)

    def _timeout_cb(self) -> None:
        if self.loop.time() < self._ends:
            self._set_timer()
        else:
            self.hang_up(TOO_SLOW if self.busy else SILENT)

"""Who has logged in? SMTP AUTH against the directory, a few tries for each connection."""

import asyncio
from collections.abc import Callable

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from gateway.doors.replies import DIRECTORY_AWAY, TOO_MANY_TRIES, WRONG_PASSWORD
from gateway.people.directory import Directory, DirectoryUnavailable

LOGIN_TRIES = 3


def take_as_offered(_server: object, _session: object, _envelope: object, _mechanism: str, data: LoginPassword) -> AuthResult:
    """Aiosmtpd asks for a verdict at once; ours comes from the directory, off the event loop (WithLogin)."""
    return AuthResult(success=True, auth_data=data)


class WithLogin(SMTP):  # type: ignore[misc]  # aiosmtpd is Any to mypy (pyproject.toml)
    """A connection that may be logged in: `_login` is the person's id, '' before."""

    _directory: Directory
    hang_up: Callable[[str], None]  # ends the connection with a 421 (smtp.py)
    _login = ""
    _tries = LOGIN_TRIES

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
            person = await asyncio.to_thread(self._directory.authenticate, login, password)
        except DirectoryUnavailable:
            return AuthResult(success=False, handled=False, message=DIRECTORY_AWAY)
        if person is not None:
            self._login = person.id
            return AuthResult(success=True)
        self._tries -= 1
        if self._tries <= 0:
            self.hang_up(TOO_MANY_TRIES)
            return AuthResult(success=False, handled=True)
        return AuthResult(success=False, handled=False, message=WRONG_PASSWORD)

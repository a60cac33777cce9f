"""How is a mailbox entered? Connected, encrypted, logged in."""

import binascii
import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from imap_tools import BaseMailBox, ImapToolsError

from gateway.accesstoken import xoauth2
from gateway.doors.imap import access, trouble
from gateway.doors.imap.client import Client
from gateway.doors.imap.trouble import LOGIN, TLS, TOKEN, Trouble
from gateway.doors.imap.url import Box
from gateway.doors.imap.wire import Clock, Patience

LONGEST_STATUS = 40  # characters


class Mailbox(BaseMailBox):
    """imap-tools' mailbox over our own connection. Its move, delete, flag and expunge are never called: they end in a plain EXPUNGE."""

    client: Client

    def __init__(self, box: Box, patience: Patience, clock: Clock) -> None:
        """Connects; logged in it is not yet. Raises Trouble."""
        self._box, self._patience, self._clock = box, patience, clock
        super().__init__()

    def _get_mailbox_client(self) -> Client:
        box = self._box
        try:
            context = box.context()
        except ValueError as error:
            raise Trouble(TLS, str(error)) from None
        client = Client(box.host, box.port, context if box.tls == "implicit" else None, self._patience, self._clock)
        if box.tls == "starttls" and context is not None:
            with _hanging_up(client):
                client.start_tls(context)
        return client


def enter(box: Box, patience: Patience, clock: Clock) -> Mailbox:
    """A mailbox that has let us in; no folder is selected. Raises Trouble."""
    mailbox = Mailbox(box, patience, clock)
    with _hanging_up(mailbox.client):
        if box.token_command:
            if "AUTH=XOAUTH2" not in mailbox.client.capabilities:
                raise Trouble(TOKEN, "the server offers no XOAUTH2, which is how an access token is shown")
            _show_token(mailbox.client, box.user, access.token(box.token_command))
        else:
            _log_in(mailbox, box.user, access.password(box.password_file))
        mailbox.client.learn()
    return mailbox


def _log_in(mailbox: Mailbox, user: str, password: str) -> None:
    """PLAIN where it is offered or LOGIN could not say it (RFC 2595, 6: UTF-8), else LOGIN."""
    client = mailbox.client
    client.begin()
    quoted = password.replace("\\", "\\\\").replace('"', '\\"')
    client.secrets = (password, quoted, b64encode(f"\0{user}\0{password}".encode()).decode())
    plain = "AUTH=PLAIN" in client.capabilities or not all(text.isascii() and text.isprintable() for text in (user, password))
    with client.talking():
        try:
            (mailbox.login_utf8 if plain else mailbox.login)(user, password, None)
        except (Client.error, ImapToolsError):
            if not client.result:
                raise
            raise Trouble(trouble.put_off(client.said, LOGIN), f"the login is refused ({client.said})") from None


def _show_token(client: Client, user: str, token: str) -> None:
    """XOAUTH2, as Google and Microsoft have it: a refusal comes as a challenge, to be answered with nothing; then the server says NO."""
    heard: list[bytes] = []

    def answer(challenge: bytes) -> bytes:
        heard.append(challenge)
        return xoauth2(user, token).encode() if len(heard) == 1 else b""

    client.secrets = (token, b64encode(xoauth2(user, token).encode()).decode())
    client.begin()
    with client.talking():
        try:
            client.authenticate("XOAUTH2", answer)
        except (Client.error, binascii.Error):
            if not client.result and len(heard) < 2:  # noqa: PLR2004 - the first asks for the token, the second refuses it
                raise
            words = f"status {status}" if (status := _status(heard[-1])) else client.said
            raise Trouble(trouble.put_off(client.said, TOKEN), f"the access token is refused ({words})") from None


def _status(challenge: bytes) -> str:
    """What a refusal gives as its status, `401` or a word; '' when nothing."""
    with suppress(ValueError, RecursionError):
        said = json.loads(challenge)
        if isinstance(said, dict) and isinstance(said.get("status"), str | int):
            return trouble.one_line(str(said["status"]))[:LONGEST_STATUS]
    return ""


@contextmanager
def _hanging_up(client: Client) -> Iterator[None]:
    """Around what comes before the client is anybody's: whatever happens, its socket does not stay open."""
    try:
        yield
    except BaseException:
        client.shutdown()
        raise

"""How does a letter go out by SMTP? A connection a thread, kept for a while; every failure is Permanent or Temporary."""

import smtplib
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from gateway import accesstoken
from gateway.accesstoken import NoToken, xoauth2
from gateway.post.addresses import AddressError, on_the_wire
from gateway.post.failures import IMPOSSIBLE_ADDRESS, Permanent, Temporary, Uncertain, Unfit
from gateway.post.server import Server
from gateway.post.transaction import TIMEOUT, Patient
from gateway.post.verdict import needs_mending, said, verdict

MAILS_A_CONNECTION = 100
SECONDS_A_CONNECTION = 60.0
IDLE_SECONDS = 1.0  # after which a connection is asked whether it is still there


@dataclass(slots=True)
class _Line:
    """A connection of one thread: when it was opened, and used last (seconds, monotonic); how many letters it carried."""

    client: Patient
    opened: float
    used: float
    carried: int = 0  # letters begun, refused ones included


class _Smtps(Patient, smtplib.SMTP_SSL):
    """With TLS from the first byte."""


class SmtpRelay:
    """A relay to one SMTP server. Connections belong to threads and are used for at most 100 letters or 60 seconds."""

    patience = timedelta(minutes=25)  # connecting, a few commands, and DATA twice DOT_TIMEOUT

    def __init__(self, server: Server, monotonic: Callable[[], float], name: str, tls: ssl.SSLContext | None = None) -> None:
        self._server, self._monotonic, self._name = server, monotonic, name
        self._tls = tls or (None if server.tls == "none" else ssl.create_default_context())
        self._mine = threading.local()
        self._all: set[Patient] = set()
        self._lock = threading.Lock()

    def send(self, envelope_from: str, recipient: str, mail: bytes) -> None:
        """One letter, one recipient, one transaction.

        Raises Permanent (5xx, impossible address, never touching the wire) or Temporary; ValueError when envelope_from is no address.
        """
        sender = on_the_wire(envelope_from) if envelope_from else ""
        try:
            target = on_the_wire(recipient)
        except AddressError as error:
            raise Permanent(IMPOSSIBLE_ADDRESS, str(error)) from error
        line = self._line()
        kept = line.carried > 0
        line.carried, line.used = line.carried + 1, self._monotonic()
        try:
            line.client.hand_over(sender, target, mail)
        except (smtplib.SMTPException, OSError) as error:
            doubt = line.client.handed_over
            if not isinstance(error, (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)):
                self._drop()
                soon = self._monotonic() - line.used < TIMEOUT
                if kept and soon and not doubt and isinstance(error, (smtplib.SMTPServerDisconnected, ConnectionError)):
                    # A server may hang up on a kept connection whenever it likes: nothing of this letter was taken.
                    self.send(envelope_from, recipient, mail)
                    return
            raise Uncertain(said(error)) if doubt else verdict(error) from error

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            clients, self._all = self._all, set()
        for client in clients:
            client.close()

    def _line(self) -> _Line:
        line: _Line | None = getattr(self._mine, "line", None)
        if line is not None and not self._still_good(line):
            self._drop()
            line = None
        if line is None:
            try:
                line = _Line(self._connect(), self._monotonic(), self._monotonic())
            except (smtplib.SMTPException, OSError, NoToken) as error:
                # Whatever the server answers here is not about this letter.
                raise (Unfit if needs_mending(error) else Temporary)(said(error)) from error
            self._mine.line = line
        return line

    def _still_good(self, line: _Line) -> bool:
        if line.carried >= MAILS_A_CONNECTION or self._monotonic() - line.opened >= SECONDS_A_CONNECTION:
            return False
        if self._monotonic() - line.used < IDLE_SECONDS:
            return True
        # A server may hang up on an idle client: better learnt here than in the middle of a letter, where it leaves doubt.
        with suppress(smtplib.SMTPException, OSError):
            return line.client.noop()[0] == 250  # noqa: PLR2004 -- RFC 5321: requested action okay
        return False

    def _connect(self) -> Patient:
        host, port = self._server.host, self._server.port
        client = (
            _Smtps(host, port, self._name, timeout=TIMEOUT, context=self._tls)
            if self._server.tls == "implicit"
            else Patient(host, port, self._name, TIMEOUT)
        )
        try:
            if self._server.tls == "starttls":
                client.starttls(context=self._tls)  # refused: an exception, never clear text
            log_in(client, self._server)
        except BaseException:
            client.close()
            raise
        with self._lock:
            self._all.add(client)
        return client

    def _drop(self) -> None:
        line: _Line | None = getattr(self._mine, "line", None)
        if line is None:
            return
        self._mine.line = None
        with self._lock:
            self._all.discard(line.client)
        with suppress(smtplib.SMTPException, OSError):
            line.client.quit()
        line.client.close()


def log_in(client: smtplib.SMTP, server: Server) -> None:
    """As the URL says: not at all, with a password, or with an access token. Raises smtplib.SMTPException, NoToken."""
    if server.token_command:
        word = xoauth2(server.user, accesstoken.fetch(server.token_command))
        client.ehlo_or_helo_if_needed()
        # A refusal comes as a challenge that says why; an empty answer ends it.
        client.auth("XOAUTH2", lambda challenge=None: word if challenge is None else "")
    elif server.user:
        client.login(server.user, server.password)

"""Who sends while everything is killed? Senders that try again until they are answered 250, and keep their own ledger."""

import hashlib
import smtplib
import threading
from contextlib import suppress

from tests.wire.premises import registered, until
from tests.wire.process import PASSWORD, Running
from tests.world import ADDRESS, CONCEICAO, JOAO, MARIA, RITA

WRITERS = (MARIA, JOAO, CONCEICAO, RITA)
OK, PERMANENT = 250, 500
BETWEEN_MAILS = 0.05  # seconds
BIG_EVERY = 15  # mails, of which one is too big to ride in the database


class Sender(threading.Thread):
    """Sends mail after mail, each again and again until it is answered 250; the answers are its own ledger.

    answered: the inbox id in each 250 -> SHA-256 of the mail; gone: it gives up.
    """

    def __init__(self, running: Running, writer: str, enough: threading.Event, pause: float = BETWEEN_MAILS) -> None:
        """pause: seconds between two mails."""
        super().__init__()
        self.acked: list[str] = []
        self.refused: list[str] = []
        self.answered: dict[int, str] = {}
        self.heard: set[int] = set()
        self.gone = False
        self._running, self._writer, self._enough, self._pause = running, writer, enough, pause
        self._client: smtplib.SMTP | None = None

    def run(self) -> None:
        while not self._enough.wait(self._pause):
            title = f"Queda {self._writer[:4]}-{len(self.acked)}"
            mail = self._write(title)
            until(lambda mail=mail: self.gone or self._try(mail), 120)  # type: ignore[misc] # a lambda with its mail bound
            if self.gone:
                break
            self.acked.append(title)
        self._hang_up()

    def _write(self, title: str) -> bytes:
        header = f"From: {self._writer}\r\nSubject: [11] {title}\r\nMessage-ID: <{title.replace(' ', '-')}@cliente.example>\r\n\r\n"
        big = len(self.acked) % BIG_EVERY == BIG_EVERY - 1
        return header.encode() + f"Texto de {title}.\r\n".encode() + (b"a" * 900 + b"\r\n") * (1300 if big else 0)

    def _try(self, mail: bytes) -> bool:
        try:
            if self._client is None:
                self._client = smtplib.SMTP(*self._running.address, timeout=20)
                self._client.login(self._writer, PASSWORD)
            answer = dialogue(self._client, self._writer, mail)
            self.answered[registered(answer)] = hashlib.sha256(mail).hexdigest()
        except (OSError, smtplib.SMTPException) as error:
            if isinstance(error, smtplib.SMTPResponseException):
                self.heard.add(error.smtp_code)
                if error.smtp_code >= PERMANENT:
                    self.refused.append(str(error))
            self._hang_up()
            return False
        return True

    def _hang_up(self) -> None:
        if self._client is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._client.close()
        self._client = None


def dialogue(client: smtplib.SMTP, writer: str, mail: bytes) -> str:
    """One mail from MAIL to the answer to its end. Raises SMTPResponseException when the answer is no 250."""
    for code, said in (client.mail(writer), client.rcpt(ADDRESS), client.data(mail)):
        if code != OK:
            raise smtplib.SMTPResponseException(code, said)
    return f"{code} {said.decode()}"

"""How is one IMAP command said, and what came with its answer?

imaplib finds the end of an answer and sorts what came with it; here stands who asked, what the server said to it, and which new mail it
told of meanwhile.
"""

import imaplib
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from imap_tools import ImapToolsError

from gateway.doors.imap import trouble
from gateway.doors.imap.answers import Part
from gateway.doors.imap.trouble import ANSWER, READ_ONLY, TLS, UNREACHABLE, Trouble
from gateway.doors.imap.wire import Wire

SLICE = 1.0  # seconds that may pass before somebody who wants us to stop is heard


class Client(Wire):
    """One conversation. news: whether the server told of new mail since `hush`; exists: mails in the folder, as it tells.

    result and said: OK, NO or BAD and the words with it, as the present command was answered; '' before that. secrets: whatever repeats
    one of these is not passed on.
    """

    # Before __init__, which reads the greeting.
    result = ""
    said = ""
    news = False
    exists = 0
    secrets: tuple[str, ...] = ()
    _recent = 0

    def ask(self, name: str, *arguments: str | bytes) -> str:
        """Says one command; returns OK, NO or BAD. Its words stand in `said`, what else came is to be had by `told`. Raises Trouble."""
        self.begin()
        with self.talking():
            return str(self._get_tagged_response(self._command(name, *arguments))[0])

    def told(self, kind: str) -> list[Part]:
        """What came of this kind with the last command: untagged answers, or a response code."""
        return list(self.untagged_responses.pop(kind, []))

    def hush(self) -> None:
        """What the server told of new mail so far is known."""
        self.news = False

    @contextmanager
    def talking(self) -> Iterator[None]:
        """Around anything said with imaplib or imap-tools. What they raise over an answer is Trouble with this connection."""
        try:
            yield
        except self.readonly:
            raise Trouble(READ_ONLY, "the server allows to read only") from None
        except (imaplib.IMAP4.error, ImapToolsError, ValueError, TypeError, LookupError):
            # Both stumble over odd answers in many ways. Their texts quote what came, which may be a mail.
            raise Trouble(ANSWER, f"the server answered what is not understood{f' ({self.said})' if self.said else ''}") from None

    def start_tls(self, context: ssl.SSLContext) -> None:
        """Encrypts the connection (RFC 3501, 6.2.1); nothing heard before counts. Raises Trouble."""
        if "STARTTLS" not in self.capabilities or self.state != "NONAUTH":
            raise Trouble(TLS, "the server offers no STARTTLS")
        if self.ask("STARTTLS") != "OK":
            raise Trouble(TLS, f"the server refuses STARTTLS ({self.said})")
        self.encrypt(context)
        self.untagged_responses.clear()
        self.learn()

    def learn(self) -> None:
        """Asks what the server can do: other things before TLS, before login and after it. Raises Trouble."""
        self.begin()
        with self.talking():
            self._get_capabilities()

    def idle(self, seconds: float, stop: threading.Event) -> bool:
        """IDLE (RFC 2177) until there is news, time is up or stop is set. Whether it went as it should; False: the server ended it.

        Lines may come before the `+`, and the tagged answer at any time. Raises Trouble.
        """
        self.begin()
        end = self._clock() + seconds
        with self.talking():
            tag = self._command("IDLE")
            while not self._ended(tag) and self._get_response() is not None:
                self._check_bye()
            while not (ended := self._ended(tag)) and not self.news and not stop.is_set() and self._clock() < end:
                if self.arrives(min(SLICE, max(0.0, end - self._clock()))):
                    self._begun = self._clock()
                    self._get_response()
                    self._check_bye()
            if not ended:
                self.fresh()
                self.send(b"DONE\r\n")
            result, _ = self._get_tagged_response(tag)
        return not ended and result == "OK"

    def leave(self, seconds: float) -> None:
        """LOGOUT, and so long at most until the server has hung up. Never raises."""
        try:
            self.sock.settimeout(seconds)
            self._command("LOGOUT")
        except (imaplib.IMAP4.error, OSError, Trouble):
            self.shutdown()
        else:
            self.part(seconds)

    def begin(self) -> None:
        """Before each command: forgets what came with earlier ones. Raises Trouble when they ended the conversation."""
        self._check_bye()
        with self.talking():
            if "READ-ONLY" in self.untagged_responses and self.state == "SELECTED":
                raise self.readonly
        self.untagged_responses.clear()
        self.result, self.said = "", ""
        self.fresh()

    def words(self, said: Part) -> str:
        """What the server said, in one line; some servers repeat a command that they do not understand."""
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else ""
        return "its words hold a secret" if any(secret in text for secret in self.secrets) else trouble.one_line(text)

    def _ended(self, tag: bytes) -> bool:
        return self.tagged_commands[tag] is not None

    def _connect(self) -> None:
        """The greeting (RFC 3501, 7.1). A BYE in its place says why."""
        try:
            with self.talking():
                super()._connect()  # type: ignore[misc] # typeshed leaves out what begins with _
        except Trouble:
            self._check_bye()
            raise

    def _check_bye(self) -> None:
        bye = self.untagged_responses.get("BYE")
        if bye:
            words = self.words(bye[-1])
            raise Trouble(trouble.put_off(words, UNREACHABLE), f"the server ended the connection ({words})")

    def _get_tagged_response(self, tag: bytes, expect_bye: bool = False) -> tuple[str, list[bytes]]:
        kind, data = super()._get_tagged_response(tag, expect_bye)  # type: ignore[misc] # the same
        self.result = kind
        self.said = self.words(data[-1] if data else b"")
        return kind, data

    def _append_untagged(self, kind: str, data: Part) -> None:
        """Listens for new mail, in whatever answer it is told."""
        if kind == "EXPUNGE":
            self.exists -= 1
        elif kind in {"EXISTS", "RECENT"} and isinstance(data, bytes) and data.isdigit():
            number = int(data[:10])
            if kind == "EXISTS":
                self.news, self.exists = self.news or number > self.exists, number
            else:
                self.news, self._recent = self.news or number > self._recent, number
        super()._append_untagged(kind, data)  # type: ignore[misc] # the same

    def _log(self, line: object) -> None:
        """Keeps nothing: else imaplib has at hand what was said last, passwords too."""

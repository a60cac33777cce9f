"""How do tests get an IMAP server of their own? A private Dovecot with one mailbox, on free ports of 127.0.0.1.

Its mail is a Maildir on disk (tests/maildir.py), which can be looked into whatever the server does just now.
"""

import imaplib
import os
import pwd
import shutil
import socket
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self
from urllib.parse import quote

from tests import dovecot_conf, tokens
from tests.certificate import certify
from tests.dovecot_conf import APART, Wanted
from tests.maildir import INBOX, Maildir
from tests.ports import free_port
from tests.process_group import ProcessGroup
from tests.wire.premises import until

USER = "suporte@carteiro.example"
PASSWORD = "carteiro"
NAMES = "DNS:localhost,IP:127.0.0.1"
TRIES = 6


class Dovecot(Maildir):
    """One server: IMAP with STARTTLS on `port`, IMAPS on `tls_port`, the same ones after every start. Ends with its `with` block.

    ca: the authority of its certificate; password_file: what a client reads the right password from; what it inherits is USER's mailbox.
    """

    def __init__(self, *, users: Sequence[str] = (USER,), names: str = NAMES, expired: bool = False, **wanted: object) -> None:
        """users: each with PASSWORD; names: what the certificate is for; expired: its time is over; wanted: see dovecot_conf.Wanted."""
        self.home = Path(tempfile.mkdtemp(prefix="carteiro-dovecot-"))
        self.home.chmod(0o755)
        self.port, self.tls_port = free_port(), free_port()
        self.ca = self.home / "ca.pem"
        self.password_file = self.home / "password"
        self.password_file.write_text(PASSWORD + "\n")
        self._wanted = Wanted(**wanted)  # type: ignore[arg-type]
        self._users = tuple(users)
        self._changes = 0
        account = pwd.getpwnam(dovecot_conf.server()[0])
        self._ids = (account.pw_uid, account.pw_gid) if os.getuid() == 0 else (os.getuid(), os.getgid())
        for name in ("mail", "said"):
            (self.home / name).mkdir()
            os.chown(self.home / name, *self._ids)
        apart = APART if self._wanted.quota else ""
        self.mailboxes = {user: Maildir(self.home / "mail" / user, self._ids, apart) for user in self._users}
        super().__init__(self.home / "mail" / self._users[0], self._ids, apart)
        certify(self.home, names, expired=expired)
        self._group: ProcessGroup | None = None
        self._fresh = True
        self.set_password(PASSWORD)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        shutil.rmtree(self.home)

    def url(
        self, *flags: str, scheme: str = "imaps", host: str = "127.0.0.1", port: int = 0, folder: str = INBOX, **options: object
    ) -> str:
        """What CARTEIRO_MAILBOXES says for USER's mailbox. flags: options without a value ("starttls"); port: that of a proxy in front.

        password_file and ca are put in, unless a token_command is given, or the scheme is a bare imap.
        """
        said: dict[str, object] = {} if "token_command" in options else {"password_file": self.password_file}
        if scheme == "imaps" or "starttls" in flags:
            said["ca"] = self.ca
        written = [*flags, *(f"{name}={quote(str(value), safe='/:,+-')}" for name, value in (said | options).items())]
        port = port or (self.tls_port if scheme == "imaps" else self.port)
        return f"{scheme}://{quote(self._users[0], safe='')}@{host}:{port}/{quote(folder)}?{'&'.join(written)}"

    def set_password(self, password: str) -> None:
        """The server wants this password from now on (a running one is asked until it does); the client's file stays as it is."""
        written = self.home / "users.new"
        written.write_text("".join(f"{user}:{{PLAIN}}{password}:::::\n" for user in self._users))
        # Dovecot looks once a second whether its date has changed, in whole seconds.
        self._changes += 1
        os.utime(written, (self._changes, self._changes))
        written.rename(self.home / "users")
        if not self._ended:
            until(lambda: self._takes(password))

    def token(self, seconds: float, user: str = "") -> str:
        """An access token (JWT, HS256) of this user, good for so many seconds; below 0 it is over."""
        return tokens.token(user or self._users[0], seconds)

    def client(self) -> imaplib.IMAP4:
        """A second client, logged in, in plain text; use it in a `with` block."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        client.login(self._users[0], PASSWORD)
        return client

    def flag(self, folder: str, uids: Sequence[int], flags: str) -> None:
        r"""Another client sets flags: `flag("INBOX", [3], r"\Seen \Deleted")`."""
        name = folder if folder == INBOX else self._wanted.prefix + folder.replace("/", self._wanted.separator)
        with self.client() as client:
            assert client.select(f'"{name}"')[0] == "OK"
            assert client.uid("STORE", ",".join(map(str, uids)), "+FLAGS", f"({flags})")[0] == "OK"

    def change(self, **wanted: object) -> None:
        """Other settings (see dovecot_conf.Wanted) from now on. The server is started anew for it; connections break."""
        self.stop()
        self._wanted = replace(self._wanted, **wanted)  # type: ignore[arg-type]
        self.start()

    def renumber(self, folder: str = INBOX) -> None:
        """Another UIDVALIDITY, UIDs from 1 on again. The server is started anew for it; connections break."""
        self.stop()
        for file in (*self.path(folder).glob("dovecot-uidlist*"), *self.path(folder).glob("dovecot.index*")):
            file.unlink()
        self.start()

    @property
    def log(self) -> str:
        return (self.home / "log").read_text(errors="replace")

    @property
    def asked(self) -> list[str]:
        """Every line that clients sent after their login, without its tag; first those of the connection that is silent longest."""
        files = sorted((self.home / "said").glob("*.in"), key=lambda file: file.stat().st_mtime)
        return [line.split(" ", 2)[-1] for file in files for line in file.read_text(errors="replace").splitlines()]

    def start(self) -> None:
        """Starts it; returns when it answers."""
        for _ in range(TRIES):
            self._spawn()
            until(lambda: self._ended or self._answers())
            if not self._ended:
                return
            # Someone else took a port meanwhile. A server that was there before comes back to its own.
            if self._fresh:
                self.port, self.tls_port = free_port(), free_port()
            time.sleep(0.5)
        raise AssertionError((self.home / "errors").read_text() + self.log)

    def stop(self) -> None:
        """Ends it, and tells clients (`* BYE Server shutting down.`)."""
        # A Dovecot whose master alone is told leaves connections that idle as they are.
        if self._group:
            self._group.terminate()

    def kill(self) -> None:
        """Ends all of it at once, frozen or not."""
        if self._group:
            self._group.kill()

    def freeze(self) -> None:
        """It keeps its ports and connections and says nothing (SIGSTOP to every process of it)."""
        assert self._group
        self._group.freeze()

    def thaw(self) -> None:
        assert self._group
        self._group.thaw()

    def processes(self) -> list[int]:
        """The number of every process of it that lives."""
        return list(self._group.states()) if self._group else []

    def _spawn(self) -> None:
        dovecot_conf.write(self.home, self.port, self.tls_port, self._wanted)
        self._group = ProcessGroup(["/usr/sbin/dovecot", "-F", "-c", str(self.home / "dovecot.conf")], self.home / "errors")

    def _takes(self, password: str) -> bool:
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        try:
            client.login(self._users[0], password)
        except imaplib.IMAP4.error as no:
            # Anything else is said to one whose password is right.
            return "AUTHENTICATIONFAILED" not in str(no)
        else:
            return True
        finally:
            client.shutdown()

    @property
    def _ended(self) -> bool:
        return self._group is None or self._group.ended

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 5) as one:
                there = one.recv(1024).startswith(b"* OK")
        except OSError:
            return False
        self._fresh = self._fresh and not there
        return there

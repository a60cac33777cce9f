"""What does an installation stand among? A mailbox, a directory and a relay: each a real server that wants a password and TLS."""

import signal
import subprocess
import sys
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Self

from tests.dovecot import Dovecot
from tests.sink import Listener, Sink, server_tls
from tests.slapd import BASE, READER, Slapd
from tests.slapd import PASSWORD as LDAP_PASSWORD
from tests.wire.premises import until

ROOT = Path(__file__).parents[2]
ADDRESS = "suporte@orgao.example"
RELAY_PASSWORD = "segredo"
BOX_PASSWORD = "carteiro"
MODULE = (sys.executable, "-m", "gateway")


class Surroundings:
    """Servers, and an empty folder where an operator stands. Ends with its `with` block."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "etc"
        self.folder.mkdir()
        self.mailbox, self.directory, self.sink = Dovecot(users=(ADDRESS,)), Slapd(), Sink()
        for name, file in (("cert.pem", "server.pem"), ("key.pem", "server.key")):
            (folder / name).write_bytes((self.mailbox.home / file).read_bytes())
        self.relay = Listener(
            self.sink,
            hostname="127.0.0.1",
            port=0,
            tls_context=server_tls(folder),
            require_starttls=True,
            authenticator=self.sink.authenticate,
            auth_required=True,
        )
        # The relay's authority is one that this machine believes.
        self._environment = ("env", f"PYTHONPATH={ROOT}", f"SSL_CERT_FILE={self.mailbox.ca}", "TERM=dumb")

    def __enter__(self) -> Self:
        self.mailbox.start()
        self.directory.start()
        self.relay.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.relay.stop()
        self.directory.__exit__()
        self.mailbox.__exit__()

    def command(self, *words: str, **more: str) -> list[str]:
        """How a `carteiro` command is called in the folder. more: of its environment."""
        return [*self._environment, *(f"{name}={value}" for name, value in more.items()), *MODULE, *words]

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """A `carteiro` command in the folder, with nobody at a terminal."""
        whole, nobody = self.command(*words, **more), subprocess.DEVNULL
        return subprocess.run(whole, cwd=self.folder, stdin=nobody, check=False, capture_output=True, text=True, timeout=110)

    def answers(self) -> dict[str, object]:
        """What an operator would answer here, all of it right."""
        return {
            "address": ADDRESS,
            "operator": "plantao@orgao.example",
            "relay": {"host": "127.0.0.1", "port": self.relay.port, "tls": "starttls", "user": "carteiro", "password": RELAY_PASSWORD},
            "directory": {
                "host": "127.0.0.1",
                "port": self.directory.tls_port,
                "ca": str(self.directory.ca),
                "bind": READER,
                "password": LDAP_PASSWORD,
                "base": BASE,
            },
            "mailboxes": [
                {
                    "host": "127.0.0.1",
                    "port": self.mailbox.tls_port,
                    "ca": str(self.mailbox.ca),
                    "password": BOX_PASSWORD,
                    "topmost": True,
                }
            ],
        }

    def letters(self, to: str) -> list[EmailMessage]:
        """What the relay took for somebody."""
        found = [e.content for e in self.sink.taken if to in e.rcpt_tos and isinstance(e.content, bytes)]
        return [mail for mail in (message_from_bytes(raw, policy=default) for raw in found) if isinstance(mail, EmailMessage)]


class Up:
    """`carteiro up` in the folder of these surroundings. Ends with its `with` block."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._log = around.folder / "log"

    @property
    def log(self) -> str:
        return self._log.read_text(errors="replace")

    def __enter__(self) -> Self:
        with self._log.open("wb") as log:
            # The page wants a port that a gateway of somebody else may have just now.
            command = self._around.command("up", CARTEIRO_PAGE="off")
            self._process = subprocess.Popen(command, cwd=self._around.folder, stdout=log, stderr=log)
        until(self._looked, 60)
        return self

    def _looked(self) -> bool:
        assert self._process.poll() is None, self.log
        return "first look" in self.log

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGTERM)
        assert self._process.wait(30) == 0, self.log

"""What if an IMAP server says what Dovecot cannot be made to say? One that answers by a script."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from gateway.doors.imap.url import Box

ORDINARY = {
    "CAPABILITY": b"* CAPABILITY IMAP4rev1 IDLE MOVE UIDPLUS\r\nTAG OK done\r\n",
    "LOGIN": b"TAG OK done\r\n",
    "LIST": b'* LIST (\\Noselect) "/" ""\r\nTAG OK done\r\n',
    "SELECT": b"* 3 EXISTS\r\n* OK [UIDVALIDITY 9] .\r\n* OK [UIDNEXT 4] .\r\nTAG OK [READ-WRITE] done\r\n",
    "NOOP": b"TAG OK done\r\n",
    "DONE": b"TAG OK done\r\n",
    "LOGOUT": b"* BYE done\r\nTAG OK done\r\nEND",
}


class Scripted:
    """Listens on `port`, for one connection after another, in clear text until STARTTLS. Ends with its `with` block.

    script: how a command, or a line within one, begins -> its answer, or the answers to it in turn of which the last one stays; TAG stands
    for its tag, after END the connection is closed. What the script does not name is answered as ORDINARY. asked: commands without tags.
    """

    def __init__(self, script: Mapping[str, bytes | list[bytes]], greeting: bytes = b"* OK ready\r\n", tls: Path | None = None) -> None:
        """tls: the folder of a server.pem and server.key."""
        self.asked: list[str] = []
        self._script = {begins: answer if isinstance(answer, list) else [answer] for begins, answer in (script | ORDINARY | script).items()}
        self._greeting, self._tls = greeting, tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._open: socket.socket | None = None
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        there = self._open
        if there is not None:
            with contextlib.suppress(OSError):  # it just leaves
                socket.socket.shutdown(there, socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()

    def box(self, password_file: Path, **options: str) -> Box:
        """The mailbox of this server."""
        said = {"name": "x", "host": "127.0.0.1", "tls": "none", "user": "ana", "folder": "INBOX", "password_file": str(password_file)}
        return Box(port=self.port, **(said | options))  # type: ignore[arg-type]

    def _serve(self) -> None:
        while True:
            try:
                one, _ = self._listener.accept()
            except OSError:
                return
            try:
                self._talk(one)
            except OSError:
                pass  # hung up amid a word
            finally:
                (self._open or one).close()
                self._open = None

    def _talk(self, one: socket.socket) -> None:
        self._open = one
        greeting, end, _ = self._greeting.partition(b"END")
        one.sendall(greeting)
        if end:
            return
        tag = ""
        while line := self._line():
            said = line.rstrip("\r\n")
            if " " in said:
                tag, _, said = said.partition(" ")
            self.asked.append(said)
            known = (answers for begins, answers in self._script.items() if said == begins or (begins and said.startswith(begins)))
            answers = next(known, [b"TAG BAD unknown\r\n"])
            answer, end, _ = (answers.pop(0) if len(answers) > 1 else answers[0]).partition(b"END")
            self._open.sendall(answer.replace(b"TAG", tag.encode()))
            if end:
                return
            if said == "STARTTLS" and b"TAG OK" in answer and self._tls:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(self._tls / "server.pem", self._tls / "server.key")
                self._open = context.wrap_socket(self._open, server_side=True)

    def _line(self) -> str:
        """The next line; '' when the other side has hung up."""
        assert self._open is not None
        got = b""
        while not got.endswith(b"\n"):
            octet = self._open.recv(1)
            if not octet:
                return ""
            got += octet
        return got.decode()

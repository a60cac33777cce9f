"""How does a test speak IMAP word by word? A raw connection, so that no client decides what is asked (RFC 3501)."""

import socket
from typing import Self

from tests.dovecot import PASSWORD, USER, Dovecot

LOGIN = f'LOGIN "{USER}" {PASSWORD}'


class Talk:
    """One raw connection, for a `with` block. `say` sends a command and returns every line of the answer, the last without its tag."""

    def __init__(self, port: int, *commands: str) -> None:
        self.socket: socket.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self._lines = self.socket.makefile("rb")
        self.greeting = self.line()
        for command in commands:
            assert self.say(command)[-1].startswith("OK"), command

    def line(self) -> str:
        """The next line; '' when the server has hung up."""
        return self._lines.readline().decode().rstrip("\r\n")

    def send(self, line: str) -> None:
        self.socket.sendall(line.encode() + b"\r\n")

    def say(self, command: str) -> list[str]:
        self.send(f"a {command}")
        lines = [self.line()]
        while lines[-1] and lines[-1][:2] not in {"a ", "+ "}:
            lines.append(self.line())
        return [*lines[:-1], lines[-1].removeprefix("a ")]

    def last(self, command: str) -> str:
        return self.say(command)[-1]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.close()
        self.socket.close()


def talk(server: Dovecot, *commands: str) -> Talk:
    return Talk(server.port, LOGIN, *commands)

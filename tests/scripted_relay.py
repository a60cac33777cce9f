"""What if a relay says what no real one can be made to say? An SMTP server that answers by a script, and hears many commands at once."""

import socket
import threading
from typing import Self

GREETING = b"220 x.example\r\n"
HELLO = b"250-x.example\r\n250-SIZE 1000000\r\n250 PIPELINING\r\n"
END = b"END"


class Script:
    """Greets, and answers each write of its caller by the next word of its part: one part a connection. heard: the writes of each.

    A word that ends in END is said, and the connection ended; after the last word nothing more is said.
    """

    def __init__(self, *parts: list[bytes]) -> None:
        self.heard: list[list[bytes]] = []
        self._parts = parts
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join()
        self._listener.close()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._listener.getsockname()[1]}"

    def _serve(self) -> None:
        for part in self._parts:
            one, _ = self._listener.accept()
            with one:
                one.sendall(GREETING)
                self.heard.append([])
                words = iter([HELLO, *part])
                while heard := one.recv(1 << 16):
                    self.heard[-1].append(heard)
                    word = next(words, None)
                    if word is not None:
                        one.sendall(word.removesuffix(END))
                    if word is not None and word.endswith(END):
                        break

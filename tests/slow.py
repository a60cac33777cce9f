"""How does a test make a server slow? A proxy in front of it, which answers late, or drips."""

import socket
import threading
import time
from typing import Self


class SlowProxy:
    """Hands bytes on to a server of this machine. Ends with its `with` block.

    delay: seconds by which each piece of an answer is late; drip: seconds between its bytes. 0: at once.
    """

    def __init__(self, port: int) -> None:
        """port: that of the server behind."""
        self.delay = 0.0
        self.drip = 0.0
        self.connections = 0
        self._behind = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._open: list[socket.socket] = []

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        for one in self._open:
            one.close()

    def _accept(self) -> None:
        while True:
            try:
                near = self._listener.accept()[0]
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._behind))
            except OSError:
                near.close()
                continue
            self.connections += 1
            self._open += [near, far]
            threading.Thread(target=self._hand_on, args=(near, far), daemon=True).start()
            threading.Thread(target=self._hand_on, args=(far, near), kwargs={"slowly": True}, daemon=True).start()

    def _hand_on(self, source: socket.socket, target: socket.socket, *, slowly: bool = False) -> None:
        try:
            while data := source.recv(65536):
                time.sleep(self.delay if slowly else 0)
                pieces = [data[place : place + 1] for place in range(len(data))] if slowly and self.drip else [data]
                for piece in pieces:
                    time.sleep(self.drip if slowly else 0)
                    target.sendall(piece)
        except OSError:
            pass
        for one in (source, target):
            one.close()

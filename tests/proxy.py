"""How does a test trouble a connection? A proxy before a server of this machine: it cuts, swallows, delays or refuses what it is told to.

What it carries is opaque to it (TLS is not opened): a test that counts bytes speaks plain text.
"""

import contextlib
import select
import socket
import struct
import threading
from typing import Self

RESET = struct.pack("ii", 1, 0)
BEAT = 0.02
"""Seconds until a connection on which nothing happens notices what was told meanwhile."""


class Proxy:
    """Hands bytes on to a server of this machine. Ends with its `with` block; no thread and no socket is left. All may be set at any time.

    cut_after: this many bytes of a connection's answers pass, then both sides are closed (None: all pass; 0: at once);
    reset: by RST rather than FIN;
    delay: seconds by which each piece of an answer is late; drip: seconds between its bytes.
    connections: how many were handed on; refused, cuts: how many were; down: bytes of answers handed on, for each connection.
    """

    def __init__(self, port: int) -> None:
        """port: that of the server behind."""
        self.cut_after: int | None = None
        self.reset = True
        self.delay = self.drip = 0.0
        self.refused = self.cuts = 0
        self.down: list[int] = []
        self._behind = port
        self._hole, self._pattern, self._heard, self._refusing = False, b"", False, False
        self._cut_below = 0
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._name = f"proxy {self.port}"
        self._sockets: set[socket.socket] = set()
        self._threads = [threading.Thread(target=self._accept, name=self._name)]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._threads[0].join()
        self._listener.close()
        for one in tuple(self._sockets):
            # A thread may wait until its peer reads.
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    @property
    def connections(self) -> int:
        return len(self.down)

    @property
    def bytes_down(self) -> int:
        """Bytes of answers handed on, of all connections."""
        return sum(self.down)

    def cut(self) -> None:
        """Closes the connections that are open now."""
        self._cut_below = len(self.down)

    def refuse(self) -> None:
        """New connections are reset at once; open ones stay."""
        self._refusing = True

    def black_hole(self) -> None:
        """From now on nothing passes in either direction, not even the end of a connection. New ones open, and are dumb."""
        self._hole = True

    def black_hole_when(self, pattern: bytes, *, heard: bool = False) -> None:
        """A black hole from the moment that a client sends `pattern`. heard: the server still gets what the client sent with it."""
        self._heard, self._pattern = heard, pattern

    def heal(self) -> None:
        """All passes from now on. A connection that lost bytes meanwhile stays dumb until one of its ends closes it."""
        self._hole, self._pattern, self._refusing = False, b"", False
        self.cut_after, self.delay, self.drip = None, 0.0, 0.0

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                near = self._listener.accept()[0]
            except OSError:
                return
            far = None
            if not self._refusing:
                with contextlib.suppress(OSError):
                    far = socket.create_connection(("127.0.0.1", self._behind))
            if far is None:
                self.refused += 1
                near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                near.close()
                continue
            self.down.append(0)
            self._sockets |= {near, far}
            self._threads.append(threading.Thread(target=self._serve, args=(near, far, len(self.down) - 1), name=self._name))
            self._threads[-1].start()

    def _serve(self, near: socket.socket, far: socket.socket, number: int) -> None:
        for one in (near, far):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        cut = False
        with contextlib.suppress(OSError):
            cut = self._carry(near, far, number)
        for one in (near, far):
            if cut and self.reset:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self._sockets.discard(one)
            one.close()
        self.cuts += cut

    def _carry(self, near: socket.socket, far: socket.socket, number: int) -> bool:
        """Carries one connection until an end closes it (False) or it is to be cut (True)."""
        watched, said, lost = [near, far], b"", False
        while not self._over.is_set() and not (lost and not self._hole and len(watched) < 2):
            if number < self._cut_below or (self.cut_after is not None and self.down[number] >= self.cut_after):
                return True
            for source in select.select(watched, [], [], BEAT)[0]:
                data = source.recv(65536)
                last = False
                if source is near and self._pattern:
                    said = (said + data)[-len(data) - len(self._pattern) :]
                    last = self._pattern in said
                    self._hole = self._hole or last
                lost = lost or (self._hole and not (last and self._heard))
                if lost and not data:
                    watched.remove(source)
                elif not data:
                    return False
                elif not lost and source is near:
                    far.sendall(data)
                elif not lost:
                    self._answer(near, data, number)
        return False

    def _answer(self, near: socket.socket, data: bytes, number: int) -> None:
        if self.cut_after is not None:
            data = data[: max(0, self.cut_after - self.down[number])]
        self._over.wait(self.delay)
        for piece in [data[place : place + 1] for place in range(len(data))] if self.drip else [data]:
            self._over.wait(self.drip)
            self.down[number] += len(piece)
            near.sendall(piece)

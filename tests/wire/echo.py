"""What stands behind a proxy that is tested? A server that says again whatever it hears."""

import contextlib
import socket
import threading


class Echo:
    """A server that says every byte again, and remembers what it heard, and how many connections are open."""

    def __init__(self) -> None:
        self.heard = b""
        self.open = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                one = self._listener.accept()[0]
                self.open += 1
                self._threads.append(threading.Thread(target=self._answer, args=(one,)))
                self._threads[-1].start()

    def _answer(self, one: socket.socket) -> None:
        with one, contextlib.suppress(OSError):
            while data := one.recv(65536):
                self.heard += data
                one.sendall(data)
        self.open -= 1

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

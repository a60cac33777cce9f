"""How is a door loaded? A process of its own: some sessions on kept connections, each sending mail after mail.

Prints when it began and when the last mail had its 250, in seconds of the machine's monotonic clock.
"""

import argparse
import secrets
import socket
import threading
import time
from collections.abc import Iterable

from bench import mails

END = b".\r\n"
LARGE = 1_000_000  # bytes of a mail that is not copied to send it at once
RUN = secrets.token_hex(8)  # no two mails of one Message-ID, however many runs a database has seen


def session(address: tuple[str, int], numbers: Iterable[int], body: bytes, writers: int) -> None:
    """Sends the mails of these numbers, step by step as RFC 5321 has it (no pipelining)."""
    with socket.create_connection(address, timeout=120) as line, line.makefile("rb") as answers:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        def expect(code: bytes) -> None:
            while (answer := answers.readline())[3:4] == b"-":
                pass
            if not answer.startswith(code):
                raise SystemExit(f"expected {code!r}, got {answer!r}")

        expect(b"220")
        line.sendall(b"EHLO cliente.example\r\n")
        expect(b"250")
        for n in numbers:
            sender = mails.writer(n % writers + 1)
            line.sendall(f"MAIL FROM:<{sender}>\r\n".encode())
            expect(b"250")
            line.sendall(b"RCPT TO:<suporte@carteiro.example>\r\n")
            expect(b"250")
            line.sendall(b"DATA\r\n")
            expect(b"354")
            head = mails.head(f"{RUN}.{n}", mails.CODES[n % len(mails.CODES)], sender)
            for part in (head, body, END) if len(body) > LARGE else (head + body + END,):
                line.sendall(part)
            expect(b"250")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("--sessions", type=int, required=True)
    parser.add_argument("--mails", type=int, required=True)
    parser.add_argument("--size", type=int, default=mails.TYPICAL)
    parser.add_argument("--writers", type=int, default=100)
    chosen = parser.parse_args()
    body = mails.body(chosen.size)
    numbers = [range(first, chosen.mails, chosen.sessions) for first in range(chosen.sessions)]
    threads = [threading.Thread(target=session, args=((chosen.host, chosen.port), each, body, chosen.writers)) for each in numbers]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(start, time.monotonic())


if __name__ == "__main__":
    main()

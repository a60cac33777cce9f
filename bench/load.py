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

RECIPIENT = b"RCPT TO:<suporte@carteiro.example>\r\n"
CODES = (b"250", b"250", b"354")  # of the envelope
END = b".\r\n"
LARGE = 1_000_000  # bytes of a mail that is not copied to send it at once
RUN = secrets.token_hex(8)  # no two mails of one Message-ID, however many runs a database has seen


def session(address: tuple[str, int], numbers: Iterable[int], body: bytes, writers: int) -> None:
    """Sends the mails of these numbers; MAIL, RCPT and DATA at once where it is offered (RFC 2920), as mail servers do."""
    with socket.create_connection(address, timeout=120) as line, line.makefile("rb") as answers:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        def expect(*codes: bytes) -> bool:
            """One answer for each code; whether PIPELINING is offered in any."""
            offered = False
            for code in codes:
                while (answer := answers.readline())[3:4] == b"-":
                    offered |= b"PIPELINING" in answer
                if not answer.startswith(code):
                    raise SystemExit(f"expected {code!r}, got {answer!r}")
            return offered

        expect(b"220")
        line.sendall(b"EHLO cliente.example\r\n")
        together = expect(b"250")
        for n in numbers:
            sender = mails.writer(n % writers + 1)
            envelope = (f"MAIL FROM:<{sender}>\r\n".encode(), RECIPIENT, b"DATA\r\n")
            if together:
                line.sendall(b"".join(envelope))
                expect(*CODES)
            else:
                for command, code in zip(envelope, CODES, strict=True):
                    line.sendall(command)
                    expect(code)
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

"""How is a door loaded? A process of its own: some sessions on kept connections, each sending mail after mail; prints the seconds."""

import base64
import random
import socket
import sys
import threading
import time

SIZE = 45_000  # bytes of the whole mail: a screenshot and a few lines


def mail() -> bytes:
    """One mail with one attachment, as the wire carries it from its Subject on."""
    picture = base64.encodebytes(random.Random(0).randbytes(int(SIZE / 1.37))).replace(b"\n", b"\r\n")
    return (
        b"Subject: [11] Portal indisponivel\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nErro ao acessar desde as 8h.\r\n\r\n"
        b"--b\r\nContent-Type: image/png; name=tela.png\r\nContent-Disposition: attachment; filename=tela.png\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + picture + b"--b--\r\n.\r\n"
    )


def session(address: tuple[str, int], first: int, times: int, body: bytes) -> None:
    """Sends `times` mails, step by step as RFC 5321 has it (no pipelining)."""
    with socket.create_connection(address, timeout=60) as line, line.makefile("rb") as answers:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        def expect(code: bytes) -> None:
            while (answer := answers.readline())[3:4] == b"-":
                pass
            if not answer.startswith(code):
                raise SystemExit(f"expected {code!r}, got {answer!r}")

        expect(b"220")
        line.sendall(b"EHLO cliente.example\r\n")
        expect(b"250")
        for n in range(first, first + times):
            line.sendall(b"MAIL FROM:<maria@str-valesereno.example>\r\n")
            expect(b"250")
            line.sendall(b"RCPT TO:<suporte@carteiro.example>\r\n")
            expect(b"250")
            line.sendall(b"DATA\r\n")
            expect(b"354")
            line.sendall(b"From: maria@str-valesereno.example\r\nMessage-ID: <%d.%d@cliente.example>\r\n" % (first, n) + body)
            expect(b"250")


def main(host: str, port: str, sessions: str, mails: str) -> None:
    body, each = mail(), int(mails) // int(sessions)
    threads = [threading.Thread(target=session, args=((host, int(port)), n * each, each, body)) for n in range(int(sessions))]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main(*sys.argv[1:])

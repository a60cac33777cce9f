"""What does a typical mail look like? A few lines and a screenshot from somebody known, handed over by a border host that vouches."""

import base64
import random

TYPICAL = 45_000  # bytes of the whole mail
SMALL = 4_000
AUTHSERV = "mx.carteiro.example"  # who vouches: CARTEIRO_TRUSTED_AUTHSERV
TECHNICIAN = "tecnico@carteiro.example"  # the group of one, in the systems beside ours
CODES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15, 17, 18, 19)  # items that ask for no evidence
WORDS = (
    "Bom dia,\r\n\r\nDesde ontem o Portal mostra uma tela em branco depois da senha, em dois computadores. O que devemos fazer?\r\n"
    "Segue a tela.\r\n\r\nObrigada,\r\nMaria Aparecida\r\nSindicato dos Trabalhadores Rurais\r\n"
)
BOUNDARY = "----=_limite_8f3a"


def writer(n: int) -> str:
    """The address of the n-th person known, from 1 (bench/cast.py)."""
    return f"p{n}@entidade{n}.example"


def whole(name: str, code: int, sender: str, body: bytes) -> bytes:
    """The mail as it lies in a mailbox."""
    return head(name, code, sender) + body


def head(name: str, code: int, sender: str) -> bytes:
    """Its header, but for the MIME lines. name: of this mail alone."""
    return (
        f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from={sender.partition('@')[2]}\r\nFrom: {sender}\r\n"
        f"To: suporte@carteiro.example\r\nMessage-ID: <{name}@cliente.example>\r\nDate: Tue, 24 Nov 2026 09:12:44 -0300\r\n"
        f"Subject: [{code}] Tela em branco depois da senha\r\n"
    ).encode()


def body(size: int) -> bytes:
    """From the MIME lines on, so that the whole is about `size` bytes."""
    text = f"--{BOUNDARY}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{WORDS}\r\n"
    picture = random.Random(0).randbytes(max(100, int((size - 1200) / 1.37)))
    lines = base64.encodebytes(b"\x89PNG\r\n\x1a\n" + picture).replace(b"\n", b"\r\n")
    top = f'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="{BOUNDARY}"\r\n\r\n'
    file = (
        f'--{BOUNDARY}\r\nContent-Type: image/png; name="tela.png"\r\nContent-Disposition: attachment; filename="tela.png"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n"
    )
    return (top + text + file).encode() + lines + f"--{BOUNDARY}--\r\n".encode()

"""How do tests get signed mails and a DNS? Keys made here, mails signed by dkimpy, and zones in memory that count their questions."""

import base64
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache

import dkim

from gateway.people.aligned.resolver import Kind, Unanswered
from gateway.people.aligned.verdict import Connection

SENDER = "maria@prefeitura.example"
SIGNED = ("from", "from", "subject", "subject", "date", "date", "message-id", "message-id", "to", "to", "cc", "cc", "in-reply-to")
SIGNED += ("references", "reply-to", "mime-version", "mime-version", "content-type", "content-type", "content-transfer-encoding")
ONCE = ("from", "subject", "date", "message-id", "to", "mime-version", "content-type")
MAIL = (
    b"From: Maria Souza <maria@prefeitura.example>\r\n"
    b"To: suporte@carteiro.example\r\n"
    b"Subject: 12 Cadastro de entidade\r\n"
    b"Date: Mon, 23 Nov 2026 10:00:00 -0300\r\n"
    b"Message-ID: <1@prefeitura.example>\r\n"
    b"MIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n"
    b"\r\n"
    b"Bom dia,\r\n\r\nSegue o pedido.  \r\n\r\nMaria\r\n"
)
DIRECT = Connection("192.0.2.7", "mail.outro.example", "bounce@outro.example", "")
BORDER = Connection("127.0.0.1", "localhost", SENDER, "border")
TOPMOST = Connection("", "", "", "topmost")


class Key:
    """An RSA key as a signer has it, and the record that its domain publishes."""

    def __init__(self, bits: int) -> None:
        made = subprocess.run(("openssl", "genrsa", str(bits)), check=True, capture_output=True).stdout
        self.private = made.replace(b"\r\n", b"\n")
        public = ("openssl", "rsa", "-pubout", "-outform", "DER")
        self.public = base64.b64encode(subprocess.run(public, input=made, check=True, capture_output=True).stdout).decode()

    def record(self, more: str = "") -> str:
        """The TXT record. more: other tags, such as `t=y;`."""
        return f"v=DKIM1; k=rsa; {more}p={self.public}"


@cache
def key(bits: int = 2048, name: str = "") -> Key:
    """The key of this size and name; made once in a run."""
    assert name is not None
    return Key(bits)


def signed(
    mail: bytes = MAIL,
    domain: str = "prefeitura.example",
    selector: str = "k1",
    *,
    by: Key | None = None,
    names: Sequence[str] = SIGNED,
    length: bool = False,
    algorithm: bytes = b"rsa-sha256",
    forms: tuple[bytes, bytes] = (b"relaxed", b"relaxed"),
    more: Sequence[tuple[bytes, bytes]] = (),
) -> bytes:
    """The mail with a signature on top. more: tags that dkimpy does not write, such as (b'x', b'1')."""
    signer = _Signer(mail, signature_algorithm=algorithm)
    signer.more = tuple(more)
    include = [name.encode() for name in names]
    return bytes(
        signer.sign(selector.encode(), domain.encode(), (by or key()).private, canonicalize=forms, include_headers=include, length=length)
        + mail
    )


class _Signer(dkim.DKIM):
    more: tuple[tuple[bytes, bytes], ...] = ()

    def gen_header(self, fields: list[tuple[bytes, bytes]], include: object, *others: object) -> bytes:
        return bytes(super().gen_header([*fields[:-1], *self.more, fields[-1]], include, *others))


class Zones:
    """A Resolver (gateway/people/aligned/resolver.py) in memory. What has no entry does not exist; 'trouble' is no answer."""

    def __init__(self, entries: Mapping[tuple[str, Kind], Sequence[str] | str]) -> None:
        self.entries = {(name.lower(), kind): value for (name, kind), value in entries.items()}
        self.asked: list[tuple[str, Kind]] = []

    def ask(self, name: str, kind: Kind, patience: float) -> tuple[str, ...]:
        assert patience > 0
        self.asked.append((name, kind))
        value = self.entries.get((name.lower(), kind), ())
        if value == "trouble":
            raise Unanswered("trouble")
        return (value,) if isinstance(value, str) else tuple(value)


def zones(*, dmarc: Sequence[str] | str = "v=DMARC1; p=none", key_record: Sequence[str] | str | None = None, spf: str = "") -> Zones:
    """The zone of prefeitura.example, with the common key."""
    entries: dict[tuple[str, Kind], Sequence[str] | str] = {
        ("_dmarc.prefeitura.example", "TXT"): dmarc,
        ("k1._domainkey.prefeitura.example", "TXT"): key().record() if key_record is None else key_record,
    }
    return Zones(entries | ({("prefeitura.example", "TXT"): spf} if spf else {}))

"""How does a letter become bytes? Written line by line, then looked through: exactly our headers, one each.

The email package of Python 3.11 encodes long ids into uselessness, loses recipients when it folds, and takes longer than
all the rest of a letter; what we send is narrow enough to be written here: ASCII headers, encoded words where
needed (RFC 2047), HTML in ASCII, quoted-printable texts, base64 files, CRLF throughout, no line over 998 octets (RFC 5322
section 2.1.1).
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Literal

from gateway.post import encoding
from gateway.post.encoding import LINE_LIMIT
from gateway.post.headers import HeaderError, filename, ids, mailbox, words
from gateway.post.letters import Content

__all__ = ["File", "HeaderError", "Outgoing", "build"]

REFERENCES_LIMIT = 20  # ids: the first of the thread and the newest
_TYPE = re.compile(r"(application|audio|font|image|model|text|video)/[A-Za-z0-9][A-Za-z0-9.+-]{0,80}\Z")
_OF_OURS = {"text/calendar": "; method=PUBLISH"}  # what its METHOD says (RFC 5545 section 8.1)
_REGISTRO = re.compile(r"[!-~]+( [!-~]+)*\Z")
_LINE = re.compile(rb"[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff][\t\x20-\x7e\x80-\xff]*\Z")  # none is blank, none breaks anywhere else


@dataclass(frozen=True, slots=True)
class File:
    """An attachment: name for display, claimed media type, content byte for byte; charset: of a text of ours."""

    name: str
    type: str
    content: bytes
    charset: Literal["", "utf-8"] = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A letter ready to be built. Ids are `<…@…>`; references oldest first; date is timezone-aware; addresses are plain.

    automatic is the Auto-Submitted word (RFC 3834); registro is the head of the evidence chain for X-Registro, '' for none.
    in_reply_to and references may be ids that a stranger wrote: those that are no plain ids are left out.
    """

    from_name: str
    from_address: str
    to_name: str
    to_address: str
    reply_to: str
    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    date: datetime
    content: Content
    attachments: tuple[File, ...]
    automatic: Literal["auto-replied", "auto-generated"]
    registro: str = ""


def build(letter: Outgoing) -> bytes:
    """The letter as it goes on the wire, CRLF lines. The same letter gives the same bytes.

    Raises HeaderError when one of our own values is unfit, or the result does not read back as it was meant.
    """
    boundary = hashlib.sha256(letter.message_id.encode()).hexdigest()[:32]
    body = _alternative(letter.content, f"=_a{boundary}")
    if letter.attachments:
        body = _multipart("mixed", f"=_m{boundary}", [body, *(_file(each) for each in letter.attachments)])
    headers = _headers(letter)
    mail = b"".join([_written(headers), *body])
    # The last header is that of the body: the check reads what a stranger will read.
    _check(mail[: mail.index(b"\r\n\r\n")], [*(name for name, _ in headers), "Content-Type"])
    return mail


def _headers(letter: Outgoing) -> list[tuple[str, str]]:
    if not ids((letter.message_id,)):
        raise HeaderError("Message-ID is not an id")
    if letter.date.tzinfo is None:
        raise HeaderError("Date has no zone")
    if letter.automatic not in {"auto-replied", "auto-generated"}:
        raise HeaderError("Auto-Submitted is neither auto-replied nor auto-generated")
    headers = [
        ("From", mailbox("From", letter.from_name, letter.from_address)),
        ("To", mailbox("To", letter.to_name, letter.to_address)),
        ("Reply-To", mailbox("Reply-To", "", letter.reply_to)),
        ("Subject", words("Subject", letter.content.subject)),
        ("Date", format_datetime(letter.date)),
        ("Message-ID", letter.message_id),
    ]
    parents = ids((letter.in_reply_to,))
    chain = ids(letter.references)
    if parents:
        headers.append(("In-Reply-To", parents[0]))
    if chain:
        kept = chain if len(chain) <= REFERENCES_LIMIT else [chain[0], *chain[1 - REFERENCES_LIMIT :]]
        headers.append(("References", "\r\n ".join(kept)))
    headers += [("Auto-Submitted", letter.automatic), ("X-Auto-Response-Suppress", "All")]
    if letter.registro:
        if not _REGISTRO.match(letter.registro):
            raise HeaderError("X-Registro is not printable ASCII in one line")
        headers.append(("X-Registro", letter.registro))
    return [*headers, ("MIME-Version", "1.0")]


def _alternative(content: Content, boundary: str) -> list[bytes]:
    return _multipart("alternative", boundary, [_text("plain", encoding.text(content.text)), _text("html", encoding.page(content.html))])


def _multipart(kind: str, boundary: str, parts: list[list[bytes]]) -> list[bytes]:
    """In pieces, that are joined once: a letter with big files is in memory once too often already."""
    # The CRLF before a boundary belongs to it (RFC 2046 section 5.1.1). No content can hold the boundary (encoding.py).
    mark = f"--{boundary}".encode("ascii")
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode("ascii")
    pieces = [piece for part in parts for piece in (mark, b"\r\n", *part, b"\r\n")]
    return [head, *pieces, mark, b"--\r\n"]


def _text(kind: str, encoded: tuple[str, bytes]) -> list[bytes]:
    name, content = encoded
    return [_block([("Content-Type", f'text/{kind}; charset="utf-8"'), ("Content-Transfer-Encoding", name)]), content]


def _file(file: File) -> list[bytes]:
    kind = file.type if _TYPE.match(file.type) else "application/octet-stream"  # message/* may not be base64 (RFC 2046 section 5.2.1)
    if file.charset:
        kind += f'; charset="{file.charset}"{_OF_OURS.get(kind, "")}'
    encoded, content = encoding.file(file.content)
    disposition = f"attachment;\r\n {filename(file.name)}"
    headers = [("Content-Type", kind), ("Content-Transfer-Encoding", encoded), ("Content-Disposition", disposition)]
    return [_block(headers), *content]


def _block(headers: list[tuple[str, str]]) -> bytes:
    written = _written(headers)
    _check(written, [name for name, _ in headers])
    return written + b"\r\n"


def _written(headers: list[tuple[str, str]]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in headers).encode()


def _check(head: bytes, names: list[str]) -> None:
    """HeaderError unless these headers stand there in this order, and nothing else, on lines of lawful length (RFC 5322 section 2.2)."""
    lines = head.removesuffix(b"\r\n").split(b"\r\n")
    begun = [line.partition(b":")[0].decode("latin-1") for line in lines if not line.startswith((b" ", b"\t"))]
    if any(len(line) > LINE_LIMIT for line in lines):
        raise HeaderError("a header line is too long")
    if begun != names or lines[0].startswith((b" ", b"\t")) or not all(map(_LINE.match, lines)):
        raise HeaderError("the headers do not read back as they were written")

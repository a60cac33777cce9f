"""What is a made mail, and how does it reach the disk with what is expected of it?"""

import base64
import binascii
import quopri
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.header import Header
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

MAILS = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Made:
    """One mail of the corpus: `tests/mails/<folder>/<name>.eml`, and its entry in that folder's `expected.yml`.

    One module makes a folder, and makes all of it. `raw` are the exact bytes; see `wire` for line ends.
    """

    folder: str
    name: str
    raw: bytes
    expected: Mapping[str, Any]


def write(mails: Iterable[Made]) -> int:
    """Writes the mails and one expected.yml a folder; what an earlier run left in these folders goes. Returns how many."""
    folders: dict[str, dict[str, Made]] = {}
    for mail in mails:
        if mail.name in folders.setdefault(mail.folder, {}):
            raise ValueError(f"{mail.folder}/{mail.name} is made twice")
        folders[mail.folder][mail.name] = mail
    for folder, made in folders.items():
        place = MAILS / folder
        place.mkdir(parents=True, exist_ok=True)
        for old in place.glob("*.eml"):
            if old.stem not in made:
                old.unlink()
        for name, mail in made.items():
            (place / f"{name}.eml").write_bytes(mail.raw)
        (place / "expected.yml").write_text(_yaml({name: dict(mail.expected) for name, mail in sorted(made.items())}), encoding="utf-8")
    return sum(map(len, folders.values()))


def _yaml(value: dict[str, Any]) -> str:
    yaml = YAML()
    yaml.width = 4096
    yaml.allow_unicode = True
    out = StringIO()
    yaml.dump(_blocks(value), out)
    if YAML(typ="safe").load(out.getvalue()) != value:
        raise ValueError("what is expected does not survive YAML")
    return out.getvalue()


def _blocks(value: Any) -> Any:
    """Texts of several lines as literal blocks, which people can read; only where YAML gives them back as they are."""
    if isinstance(value, dict):
        return {key: _blocks(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_blocks(item) for item in value]
    if isinstance(value, str) and "\n" in value and value[0] not in " \n\t":
        lines = value.split("\n")
        if all(line == line.rstrip() and line.isprintable() for line in lines):
            return LiteralScalarString(value)
    return value


def wire(text: str, charset: str = "utf-8") -> bytes:
    """Text with the line ends of the wire (CRLF)."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode(charset)


def word(text: str, charset: str = "utf-8", *, quoted: bool = False) -> str:
    """Header text as encoded words (RFC 2047), folded by a space; plain ASCII stays."""
    if text.isascii():
        return text
    if not quoted:
        return Header(text, charset, maxlinelen=68, header_name="Subject").encode(linesep="\n")
    body = "".join("_" if c == " " else c if c.isascii() and c.isalnum() else "".join(f"={b:02X}" for b in c.encode(charset)) for c in text)
    return f"=?{charset}?Q?{body}?="


def packed(text: str, encoding: str, charset: str = "utf-8") -> str:
    """The body of a text part under its transfer encoding, line ends `LF` (`wire` makes them CRLF); 7bit and 8bit stay as they are."""
    if encoding == "base64":
        return base64_lines(text.replace("\n", "\r\n").encode(charset))
    if encoding == "quoted-printable":
        return quopri.encodestring(text.encode(charset)).decode("ascii")
    return text


def base64_lines(content: bytes) -> str:
    """Content as base64 in lines of 76."""
    return base64.encodebytes(content).decode("ascii")


def part(content_type: str, body: str, encoding: str = "", *more: str) -> str:
    """One MIME part as text: its fields, an empty line, its body (already packed)."""
    fields = [f"Content-Type: {content_type}", *([f"Content-Transfer-Encoding: {encoding}"] if encoding else []), *more]
    return "\n".join(fields) + "\n\n" + body


def multipart(boundary: str, parts: Sequence[str]) -> str:
    """The body of a multipart: its parts between boundaries."""
    return "".join(f"--{boundary}\n{each.rstrip(chr(10))}\n\n" for each in parts) + f"--{boundary}--\n"


def picture(width: int, height: int, seed: int = 1) -> bytes:
    """A black-and-white PNG that is the same on every machine: nothing in it is compressed."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + kind + content + binascii.crc32(kind + content).to_bytes(4, "big")

    rows = b"".join(b"\0" + bytes((seed * 37 + row * 11 + column * 7) % 251 for column in range((width + 7) // 8)) for row in range(height))
    blocks = [rows[at : at + 65535] for at in range(0, len(rows), 65535)]
    stored = b"\x78\x01"
    for number, block in enumerate(blocks, start=1):
        size = len(block)
        stored += bytes([number == len(blocks)]) + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + block
    stored += zlib.adler32(rows).to_bytes(4, "big")
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([1, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", stored) + chunk(b"IEND", b"")

"""How is a mail broken in ways that sending, filtering and forwarding programs break it? From one chance, so that it can be done again."""

import random
import re
from collections.abc import Callable, Sequence

Mutation = Callable[[random.Random, bytes, Sequence[bytes]], bytes]

CHARSETS = (b"utf-8", b"iso-8859-1", b"windows-1252", b"utf-16", b"utf-7", b"iso-2022-jp", b"gb18030", b"x-unknown", b"us-ascii", b"\xff")
ENCODINGS = (b"base64", b"quoted-printable", b"7bit", b"8bit", b"binary", b"x-uuencode", b"x-yenc", b"")
TYPES = (
    b"text/plain", b"text/html", b"multipart/mixed; boundary=x", b"multipart/alternative", b"message/rfc822", b"multipart/report",
    b"application/ms-tnef", b"application/pkcs7-mime", b"text/calendar; method=REPLY", b"message/delivery-status", b"image/png", b"/", b"",
)  # fmt: skip
BITS = (
    b"\r\n\r\n", b"\n\n", b"\r", b"\0", b"=", b"=?utf-8?Q?", b"?=", b"--", b'"', b"(", b"<", b">", b";", b"\xff\xfe", b"\xc3",
    b"\xe2\x80\x8b",
    b"APROVAR\r\n", b"RECUSAR: ", b"> ", b"De: ", b"Em 05/06/2026 10:00, A <a@x.example> escreveu:\r\n", b"-- \r\n", b"begin 644 a\r\n",
    b"<div style='display:none'>", b"<blockquote type=cite>", b"&#65;", b"-----BEGIN PGP SIGNED MESSAGE-----\r\n", b"From ",
)  # fmt: skip


def _flip(chance: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    broken = bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        if broken:
            broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


def _insert(chance: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    at = chance.randint(0, len(raw))
    return raw[:at] + chance.choice(BITS) * chance.choice((1, 1, 1, 2, 50)) + raw[at:]


def _cut(chance: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    start = chance.randint(0, len(raw))
    return raw[:start] + raw[start + chance.randint(0, 200) :]


def _end_early(chance: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    return raw[: chance.randint(0, len(raw))]


def _double_line(chance: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    lines = raw.split(b"\n")
    at = chance.randrange(len(lines))
    return b"\n".join([*lines[:at], *[lines[at]] * chance.choice((2, 2, 40)), *lines[at + 1 :]])


def _swap_lines(chance: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    lines = raw.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _splice(chance: random.Random, raw: bytes, corpus: Sequence[bytes]) -> bytes:
    other = chance.choice(corpus)
    return raw[: chance.randint(0, len(raw))] + other[chance.randint(0, len(other)) :]


def _relabel(pattern: bytes, values: Sequence[bytes]) -> Mutation:
    field = re.compile(pattern, re.IGNORECASE)

    def relabelled(chance: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
        found = list(field.finditer(raw))
        if not found:
            return _insert(chance, raw, ())
        at = chance.choice(found)
        return raw[: at.start(1)] + chance.choice(values) + raw[at.end(1) :]

    return relabelled


def _bare_line_ends(_: random.Random, raw: bytes, __: Sequence[bytes]) -> bytes:
    return raw.replace(b"\r\n", b"\n") if b"\r\n" in raw else raw.replace(b"\n", b"\r\n")


MUTATIONS: tuple[Mutation, ...] = (
    _flip, _flip, _insert, _insert, _cut, _end_early, _double_line, _swap_lines, _splice, _bare_line_ends,
    _relabel(rb"charset=\"?([^\s\";]+)", CHARSETS),
    _relabel(rb"\nContent-Transfer-Encoding:[ \t]*([^\r\n]*)", ENCODINGS),
    _relabel(rb"\nContent-Type:[ \t]*([^\r\n;]*)", TYPES),
    _relabel(rb"boundary=\"?([^\s\";]+)", (b"x", b"", b"=", b"a" * 200)),
)  # fmt: skip


def mutated(chance: random.Random, raw: bytes, corpus: Sequence[bytes], *, most: int) -> bytes:
    """The mail after one to four mutations, at most `most` bytes of it."""
    for _ in range(chance.randint(1, 4)):
        raw = chance.choice(MUTATIONS)(chance, raw, corpus)
    return raw[:most]

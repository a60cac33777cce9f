"""Which blanks of a body count? None but where they part words, as for a relaxed signature (RFC 6376, section 3.4.4)."""

from collections.abc import Iterator

_PIECE = 1 << 20  # bytes


def relaxed(body: bytes) -> bytes:
    """Runs of blanks are one, lines have no trailing ones, the end no empty lines. body: its lines end in LF. Time linear in its length."""
    return _spaced(body).rstrip(b"\n")


def relaxed_pieces(raw: bytes, start: int) -> Iterator[bytes]:
    """The same of what follows `start`, without its CRs and without blanks at its end, a few lines at a time: no big copy is made."""
    ends = b""
    while start < len(raw):
        line_end = raw.find(b"\n", start + _PIECE)
        end = line_end + 1 if line_end >= 0 else len(raw)
        piece = _spaced(raw[start:end].replace(b"\r", b""))
        if words := piece.rstrip(b" \n"):
            yield ends + words
            ends = b""
        ends += piece[len(words) :]
        start = end


def _spaced(body: bytes) -> bytes:
    body = body.replace(b"\t", b" ")
    end = body.rfind(b" ") + 2  # a picture stands below the last blank, and most of a mail is pictures
    words = body[:end]
    while b"  " in words:  # each turn halves the longest run
        words = words.replace(b"  ", b" ")
    return words.replace(b" \n", b"\n") + body[end:]

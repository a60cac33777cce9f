"""Which blanks of a body count? None but where they part words, as for a relaxed signature (RFC 6376, section 3.4.4)."""

_TABS = bytes.maketrans(b"\t", b" ")


def relaxed(body: bytes) -> bytes:
    """Runs of blanks are one, lines have no trailing ones, the end no empty lines. body: its lines end in LF. Time linear in its length."""
    body = body.translate(_TABS)
    while b"  " in body:  # each turn halves the longest run
        body = body.replace(b"  ", b" ")
    return body.replace(b" \n", b"\n").rstrip(b"\n")

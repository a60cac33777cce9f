"""Which mail might cost more than a mail should? Counted in the bytes, before anything is parsed."""

_WHOLE = 8 * 1024 * 1024  # bytes
_HEADER = 64 * 1024  # bytes
_DELIMITERS = 200
_TAGS = 20_000
_FOLDED_FIELDS = 2_000
# A mail within the mail, and the one format that is unpacked (the RTF of a TNEF), by a library not written for a sender who means harm.
# With what stands before the name: Exchange writes X-MS-TNEF-Correlator into every mail.
_FOREIGN = (b"/ms-tnef", b".ms-tnef", b"/MS-TNEF", b"pkcs7-mime", b"PKCS7-MIME", b"winmail.dat", b"WINMAIL.DAT", b"smime.p7m")
_TNEF = b"eJ8+I"  # its first bytes in base64
_BLOCK = 4096  # bytes of base64 that are worth leaving out
_MOST_BLOCKS = 50
_NOT_IN_BASE64 = (b".", b"<", b" ", b"\t")


def looks_costly(raw: bytes) -> bool:
    """Whether the mail goes to a process of its own: very large, very many parts, tags or header bytes, or a format within the format."""
    if len(raw) > _WHOLE or _header_length(raw) > _HEADER or _TNEF in raw:
        return True
    shown = _without_files(raw)
    return (
        shown.count(b"\n--") > _DELIMITERS
        or shown.count(b"\n\t", 0, _HEADER) + shown.count(b"\n ", 0, _HEADER) > _FOLDED_FIELDS
        or shown.count(b"<") > _TAGS
        or any(name in shown for name in _FOREIGN)
    )


def _without_files(raw: bytes) -> bytes:
    """The mail without its first blocks of base64. Nothing that is looked for can stand in one; to look for one byte costs next to nothing.

    A block reaches from an empty line below the word to the next `-`, so that each byte is passed over once.
    """
    kept: list[bytes] = []
    start = at = 0
    for _ in range(_MOST_BLOCKS):
        named = raw.find(b"base64", at)
        begin = raw.find(b"\n\r\n", named) if named >= 0 else -1
        if begin < 0:
            break
        at = raw.find(b"-", begin)
        at = len(raw) if at < 0 else at
        if at - begin > _BLOCK and all(raw.find(sign, begin, at) < 0 for sign in _NOT_IN_BASE64):
            kept.append(raw[start:begin])
            start = at - 1  # the line end before a delimiter is a part of it
    return b"".join([*kept, raw[start:]])


def _header_length(raw: bytes) -> int:
    """Bytes up to the first empty line, whatever its line ends."""
    end = raw.find(b"\r\n\r\n", 0, _HEADER + 4)
    other = raw.find(b"\n\n", 0, _HEADER + 2 if end < 0 else end)
    return other if other >= 0 else end if end >= 0 else len(raw)

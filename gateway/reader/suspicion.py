"""Which mail might cost more than a mail should? Counted in the bytes, before anything is parsed."""

_WHOLE = 8 * 1024 * 1024  # bytes
_HEADER = 64 * 1024  # bytes
_DELIMITERS = 200
_TAGS = 20_000
_FOLDED_FIELDS = 2_000
# A mail within the mail, and the one format that is unpacked (the RTF of a TNEF), by a library not written for a sender who means harm.
# With what stands before the name: Exchange writes X-MS-TNEF-Correlator into every mail.
_FOREIGN = (b"/ms-tnef", b".ms-tnef", b"/MS-TNEF", b"pkcs7-mime", b"PKCS7-MIME", b"winmail.dat", b"WINMAIL.DAT", b"smime.p7m", b"eJ8+I")


def looks_costly(raw: bytes) -> bool:
    """Whether the mail goes to a process of its own: very large, very many parts, tags or header bytes, or a format within the format."""
    return (
        len(raw) > _WHOLE
        or _header_length(raw) > _HEADER
        or raw.count(b"\n--") > _DELIMITERS
        or raw.count(b"\n\t", 0, _HEADER) + raw.count(b"\n ", 0, _HEADER) > _FOLDED_FIELDS
        or raw.count(b"<") > _TAGS
        or any(name in raw for name in _FOREIGN)
    )


def _header_length(raw: bytes) -> int:
    ends = [at for at in (raw.find(b"\r\n\r\n", 0, _HEADER + 4), raw.find(b"\n\n", 0, _HEADER + 2)) if at >= 0]
    return min(ends, default=len(raw))

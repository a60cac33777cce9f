"""Which words stand in this armour (RFC 9580, section 7)? Clear-signed text without frame and dashes; what is encrypted is said."""

import re

MARK = b"-----BEGIN PGP "
_SIGNED = re.compile(
    rb"^-----BEGIN PGP SIGNED MESSAGE-----[ \t]*+\r?\n(?:[A-Za-z-]{1,40}+: [^\n]*+\n)*+[ \t]*+\r?\n", re.MULTILINE
)  # armour headers, then an empty line
_SIGNATURE = re.compile(rb"^-----BEGIN PGP SIGNATURE-----[ \t]*+\r?$", re.MULTILINE)
_END = re.compile(rb"^-----END PGP SIGNATURE-----[ \t]*+\r?(?:\n|\Z)", re.MULTILINE)
_DASHED = re.compile(rb"^- ", re.MULTILINE)
_ENCRYPTED = re.compile(rb"^-----BEGIN PGP MESSAGE(?:, PART [0-9/]{1,9})?-----", re.MULTILINE)


def shown(content: bytes) -> tuple[bytes, str]:
    """(text without the armour of clear signatures, `encrypted` when part of it needs a key else '')."""
    pieces: list[bytes] = []
    at = 0
    while (begin := _SIGNED.search(content, at)) and (signature := _SIGNATURE.search(content, begin.end())):
        end = _END.search(content, signature.end())
        pieces += [content[at : begin.start()], _DASHED.sub(b"", content[begin.end() : signature.start()])]
        at = end.end() if end else len(content)
    text = b"".join([*pieces, content[at:]])
    return text, "encrypted" if _ENCRYPTED.search(text) else ""

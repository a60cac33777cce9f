"""Was this text encoded twice (`Ã§Ã£o` for `ção`)? Undone only where nothing else can be meant."""

import re

from parsers.mime.charset import windows

_BYTE_OF = {windows(bytes([byte])): byte for byte in range(0x80, 0x100)} | {chr(byte): byte for byte in range(0x80, 0xA0)}
_BYTES = {ord(letter): chr(byte) for letter, byte in _BYTE_OF.items()}
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
# A lead byte and what follows it, as Windows-1252 shows them, at least twice: `Ã§`, `Â°`, `â€“`.
_TWICE = re.compile(r"[ÃÂâÅÄ][^\x00-\x7f].*?[ÃÂâÅÄ][^\x00-\x7f]", re.DOTALL)
_MEANT = re.compile("[\u00a0-\u024f\u2010-\u203a\u20ac\u2122]+")


def repair(text: str) -> str:
    """The text as it was before its UTF-8 was taken for Windows-1252; as it is unless all that is not ASCII undoes cleanly.

    One right accent anywhere, as in a mail that speaks about such a text, and nothing is touched.
    """
    if not ("Ã" in text or "Â" in text or "â" in text) or not _TWICE.search(text):
        return text
    for run in _FOREIGN.finditer(text):
        raw = run[0].translate(_BYTES)
        try:
            if not _MEANT.fullmatch(raw.encode("latin-1").decode("utf-8")):
                return text
        except UnicodeError:
            return text
    return _FOREIGN.sub(lambda run: run[0].translate(_BYTES).encode("latin-1").decode("utf-8"), text)

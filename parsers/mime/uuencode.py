"""Which files stand uuencoded in these bytes, and what text is around them? (POSIX uuencode; `begin` to `end`)"""

import binascii
import re

from parsers.mime import sixtyfour

_BLOCK = re.compile(
    rb"(?:\A|(?<=\n))begin [0-7]{3,4} +([^\r\n]{1,255}+)\r?\n"
    rb"([!-M][ -`]{1,90}+\r?+(?:\n|\Z)(?:[!-`][ -`]*+\r?+(?:\n|\Z))*+"
    rb"|(?=(?:[ `]\r?\n)?end\b))(?:[ `]?+\r?+\n)?+(?:end[ \t]*+\r?+(?:\n|\Z))?+"
)
_BASE64 = re.compile(
    rb"(?:\A|(?<=\n))begin-base64 [0-7]{3,4} +([^\r\n]{1,255}+)\r?\n((?:[A-Za-z0-9+/]++={0,2}\r?\n)++)====[ \t]*+\r?(?:\n|\Z)"
)
_MOST = 100  # files in one text


def split(content: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """(the text without them, [(name, bytes), …]). A block without `end` reaches as far as its lines are uuencoded."""
    if b"begin" not in content:
        return content, []
    found: list[tuple[bytes, bytes]] = []
    kept: list[bytes] = []
    at = 0
    for pattern in (_BLOCK, _BASE64):
        for block in pattern.finditer(content) if not found else ():
            decoded, length = _lines(block[2]) if pattern is _BLOCK else (sixtyfour.decode(block[2], is_text=False)[0], len(block[2]))
            if (block[2] and not length) or len(found) == _MOST:
                continue
            kept.append(content[at : block.start()])
            found.append((block[1].strip(), decoded))
            at = block.end() if length == len(block[2]) else block.start(2) + length
    return b"".join((*kept, content[at:])), found


def decode(content: bytes) -> tuple[bytes, bytes] | None:
    """(name, bytes) of a part that is uuencoded as a whole, None when it is not."""
    found = split(content)[1]
    return found[0] if found else None


def _lines(block: bytes) -> tuple[bytes, int]:
    """(the bytes, how much of the block they stood in): up to a line that is not as long as it says; that one is words."""
    decoded: list[bytes] = []
    at = 0
    for line in block.splitlines(keepends=True):
        length = (line[0] - 32) & 63
        letters = (length * 8 + 5) // 6
        # Blanks at the end may be lost on the way; some programs add a check character.
        if not letters - 8 <= len(line.rstrip(b"\r\n")) - 1 <= letters + 3:
            break
        try:
            decoded.append(binascii.a2b_uu(line.rstrip(b"\r\n")[: 1 + -(-length // 3) * 4]))
        except binascii.Error:
            break
        at += len(line)
    return b"".join(decoded), at

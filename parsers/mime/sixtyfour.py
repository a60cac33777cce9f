"""Which bytes stand behind this base64 (RFC 2045, 6.8)? As much as is there, and the words that others wrote around it."""

import binascii
import re

import pybase64

from parsers.mime import quoted

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BLANKS = b" \t\r\n"
_FOREIGN = bytes(set(range(256)) - set(_ALPHABET))
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
# The first line of a text in base64 is long, unless it is the only one; words below or above it are another's.
_FIRST_LINE = re.compile(rb"(?:\A|(?<=\n))[ \t]*+([A-Za-z0-9+/]{24,1000}+)={0,2}[ \t]*+\r?+(?:\n|\Z)")
_LONG_LINE = re.compile(rb"\s*+[A-Za-z0-9+/]{56}")
_INNER_BLANK = re.compile(rb"[A-Za-z0-9+/][ \t]++[A-Za-z0-9+/]")
_RULE = re.compile(rb"(?:\A|\n)[-_]{2}[-_\s]")
_ONE_WORD = re.compile(rb"[A-Za-z]?(?:[a-z]*|[A-Z]*)")
_NO_TEXT = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_SHORT = 24  # letters that may be a word as well
_FEW = 10  # one byte in ten outside the alphabet: not base64 at all
_MAGIC = (b"iVBORw0KGgo", b"/9j/4", b"JVBERi0", b"R0lGODlh", b"UEsDBBQ", b"0M8R4KGx")


def decode(content: bytes, *, is_text: bool) -> tuple[bytes, str]:
    """The decoded bytes, and a defect word. Text that only claims to be base64 is left: its words are worth more than noise."""
    try:
        decoded = pybase64.b64decode(content)
    except binascii.Error:
        decoded = b""
    # Every letter gave its six bits: nothing in it was foreign, and no padding ended it too early.
    letters = _letters(content)
    whole = bool(decoded) and -(-len(decoded) // 3) * 4 == letters
    if not whole and decoded and not content.translate(None, _ALPHABET + _BLANKS).strip(b"="):
        whole = b"=" not in content.rstrip(_BLANKS + b"=")
    if whole and not (is_text and _are_words(content, decoded, letters)):
        return decoded, ""
    if not content.strip():
        return b"", ""
    return (_text if is_text else _file)(content), "base64"


def is_file(content: bytes) -> bool:
    """Whether this can only be a well-known kind of file in base64."""
    begin = content[:80].lstrip()
    return begin.startswith(_MAGIC) and not content.translate(None, _ALPHABET + _BLANKS + b"=") and not _INNER_BLANK.search(content)


def is_text(content: bytes) -> bool:
    """Whether a text can only be base64, though nothing says so: long lines of letters that decode to words."""
    if not _LONG_LINE.match(content) or content.translate(None, _ALPHABET + b"=\r\n"):
        return False
    decoded = _pieces(content)
    return b" " in decoded and _is_utf8(decoded) and not _NO_TEXT.search(decoded)


def _letters(content: bytes) -> int:
    """How many letters stand in lines that are all as long as the first; to count line ends takes as long as to decode."""
    length = content.find(b"\n") + 1
    written = len(content.rstrip(_BLANKS))
    line_end = 2 if content.startswith(b"\r", length - 2) else 1
    return written - written // length * line_end if length > 1 else written


def _are_words(content: bytes, decoded: bytes, letters: int) -> bool:
    """Whether a text that could be base64 is none: words with blanks between them, or one word that would decode to noise."""
    if not _INNER_BLANK.search(content) and (letters > _SHORT or not _ONE_WORD.fullmatch(content.strip(_BLANKS))):
        return False
    return _NO_TEXT.search(decoded) is not None or not _is_utf8(decoded)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _text(content: bytes) -> bytes:
    if not content.translate(None, _ALPHABET + _BLANKS + b"="):
        decoded = _pieces(content)
        if not _are_words(content, decoded, len(content.strip())):
            return decoded
    found = _block(content)
    if found is None:
        return quoted.decode(content) if quoted.is_encoded(content) else content
    start, end = found
    pieces = (content[:start].strip(b"\r\n"), _pieces(content[start:end]).strip(b"\r\n"), content[end:].strip(b"\r\n"))
    return b"\n\n".join(filter(None, pieces))


def _block(content: bytes) -> tuple[int, int] | None:
    """Where the first lines of base64 begin and end, all as long as the first but the last; what stands around them are words."""
    first = _FIRST_LINE.search(content)
    if first is None:
        return None
    length = len(first[1])
    block = re.compile(
        rb"(?:[ \t]*+[A-Za-z0-9+/]{%d}[ \t]*+\r?\n)*+(?:[A-Za-z0-9+/]{0,%d}+={0,2}(?=[ \t]*+\r?(?:\n|\Z)))?" % (length, length)
    )
    found = block.match(content, first.start())
    return first.start(), found.end() if found and found.end() > first.start() else first.end()


def _file(content: bytes) -> bytes:
    foreign = content.translate(None, _ALPHABET + _BLANKS + b"=")
    if foreign and not foreign.strip(b"-_") and not _RULE.search(content):
        content = content.translate(_URL_SAFE)
    elif len(foreign) * _FEW > len(content) and not content.isascii():
        return content
    elif foreign and (found := _block(content)) and len(content) - found[1] + found[0] < found[1]:
        content = content[slice(*found)]  # the words of a list or a scanner around it are not the file's
    return _pieces(content)


def _pieces(content: bytes) -> bytes:
    """RFC 2045, 6.8: characters outside the alphabet are ignored; each piece that ends in padding was encoded by itself."""
    return b"".join(map(_piece, content.translate(None, bytes(set(_FOREIGN) - {ord("=")})).split(b"=")))


def _piece(letters: bytes) -> bytes:
    """A cut last group keeps the bytes it holds."""
    whole = len(letters) - (1 if len(letters) % 4 == 1 else 0)
    return binascii.a2b_base64(letters[:whole] + b"=" * (-whole % 4)) if whole else b""

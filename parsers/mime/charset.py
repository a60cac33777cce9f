"""How do these bytes read as text? A rule, not a detector: UTF-8 that is UTF-8, the declared charset, else Windows-1252."""

import codecs
import re
from itertools import islice

from parsers.mime import labels, utf7

# Windows-1252 with its five gaps filled, as every client reads it (WHATWG Encoding Standard, windows-1252).
_WINDOWS = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))
_SEQUENCE = rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
_SOME_UTF8 = re.compile(_SEQUENCE)
_SURE = 4  # characters that are valid UTF-8: by chance two or three may be
_SURROGATES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
_META = re.compile(
    rb"""<(?:meta[^>]{0,300}?|\?xml[^>]{0,60}?en)(?:charset|coding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""", re.IGNORECASE
)
_META_WITHIN = 4096
_WIDE = frozenset({"utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be"})
_MULTIBYTE = frozenset({"big5hkscs", "cp932", "cp949", "cp950", "euc_jp", "euc_kr", "gb18030", "johab", "shift_jis"})
_STATEFUL = frozenset({"hz", "iso2022_kr", "iso2022_jp_2", "iso2022_jp_ext", "iso2022_jp", "iso2022_jp_1", "iso2022_jp_3"})


def decode(raw: bytes, declared: str) -> tuple[str, bool]:
    """The text, and whether it is what was declared, with nothing guessed or replaced. Never raises."""
    codec = labels.codec(declared) if declared else ""
    if raw.isascii():
        return _ascii(raw, codec)
    if codec in _WIDE or raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _wide(raw, codec)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(raw, codec)
    if codec in _MULTIBYTE and len(list(islice(_SOME_UTF8.finditer(raw), _SURE))) < _SURE:
        # Two or three characters may be valid in both: then the declaration counts.
        try:
            return raw.decode(codec), True
        except UnicodeError:
            return text, False
    return text, not declared or codec == "utf_8"


def of_page(raw: bytes, declared: str) -> str:
    """The charset of an HTML part: the declared one, else what the page itself says of it ('' for neither)."""
    if labels.codec(declared) and labels.codec(declared) != "utf_7":
        return declared
    found = _META.search(raw, 0, _META_WITHIN)
    inner = found[1].decode("ascii", "replace") if found else ""
    # A page that says UTF-16 in ASCII letters is none (WHATWG HTML, prescan, step 2).
    return "utf-8" if labels.codec(inner) in _WIDE else inner if labels.codec(inner) not in {"", "utf_7"} else declared


def windows(raw: bytes) -> str:
    """The bytes as Windows-1252; every byte is a character."""
    return codecs.charmap_decode(raw, "strict", _WINDOWS)[0]


def _ascii(raw: bytes, codec: str) -> tuple[str, bool]:
    text = raw.decode("ascii")
    if codec == "utf_7" and "+" in text:
        return utf7.decode(text)
    if codec in _STATEFUL or (not codec and "\x1b$" in text):
        return _stateful(raw, codec or "iso2022_jp_ext"), bool(codec)
    if "\0" in text and (codec in _WIDE or not codec):
        return _without_mark(raw, codec)
    return text, True


def _stateful(raw: bytes, codec: str) -> str:
    """Escapes switch the alphabet: what one codec of the family does not know another may."""
    for name in dict.fromkeys((codec, "iso2022_jp_3" if "jp" in codec else codec)):
        try:
            return raw.decode(name)
        except UnicodeError:
            pass
    return raw.decode(codec, "replace")


def _without_mark(raw: bytes, codec: str) -> tuple[str, bool]:
    """ASCII letters with a NUL beside each are UTF-16, whether it says so or not; a NUL here and there is noise."""
    for name, zeros in (("utf_16_le", raw[1::2]), ("utf_16_be", raw[0::2])):
        if zeros.count(0) * 10 > len(zeros) * 9 and raw.count(0) * 10 < len(raw) * 6:
            return raw.decode(name, "replace"), bool(codec)
    return raw.decode("ascii"), True


def _wide(raw: bytes, codec: str) -> tuple[str, bool]:
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if codec in _WIDE and not marked and b"\0" not in raw and _mostly_ascii(raw):
        return _mixed(raw), False
    name = codec if codec in _WIDE else "utf_16"
    if name == "utf_16" and not marked:
        name = "utf_16_be" if raw[0::2].count(0) > raw[1::2].count(0) else "utf_16_le"  # RFC 2781, 4.3, and what Windows writes
    width = 4 if name.startswith("utf_32") else 2
    return raw[: len(raw) // width * width].decode(name, "replace"), codec in _WIDE


def _mostly_ascii(raw: bytes) -> bool:
    return len(raw.translate(None, bytes(range(0x80)))) * 4 < len(raw)


def _not_utf8(raw: bytes, codec: str) -> tuple[str, bool]:
    if codec in {"", "utf_8", "utf_8_sig", "utf_7", "ascii"} or codec in _STATEFUL:
        return _mixed(raw), False
    if codec == "cp1252":
        text = windows(raw)
        shown = _by_line(raw) if _SOME_UTF8.search(raw) else text
        return shown, shown == text
    try:
        return raw.decode(codec), True
    except (UnicodeError, LookupError):
        pass
    if codec in _MULTIBYTE:
        text = raw.decode(codec, "replace")
        if text.count("\ufffd") * 10 < len(text) - len(text.encode("ascii", "ignore")):
            return text, False
        return _mixed(raw), False
    return raw.decode(codec, "replace") if codec.startswith(("cp", "iso", "koi", "mac")) else _mixed(raw), False


def _mixed(raw: bytes) -> str:
    """UTF-8 where it is, Windows-1252 for the bytes between: one bad byte spoils nothing but itself."""
    if not _SOME_UTF8.search(raw):
        return windows(raw)
    if b"\xed" in raw:
        raw = _SURROGATES.sub(_one_letter, raw)
    return raw.decode("utf-8", _FILL)


def _one_letter(pair: re.Match[bytes]) -> bytes:
    """Two halves of a letter beyond U+FFFF, each in three bytes, as old databases write it (CESU-8)."""
    halves = pair[0].decode("utf-8", "surrogatepass").encode("utf-16-be", "surrogatepass")
    return halves.decode("utf-16-be").encode()


def _by_line(raw: bytes) -> str:
    """Declared as Latin-1, and so it reads; but lines that another program added (a list's footer) may be UTF-8."""
    return "".join(_line(line) for line in raw.splitlines(keepends=True))


def _line(line: bytes) -> str:
    if not line.isascii():
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return windows(line)


def _windows_for(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    raw, start, end = error.object, error.start, error.end
    if raw[end : end + 1] == b" " and not raw[start - 1 : start].isupper():
        # Programs that take every A0 for a blank leave the first half of a no-break space, or of an `à`.
        if raw[start:end] == b"\xc2":
            return "", end
        if raw[start:end] == b"\xc3":
            return "à", end + 1
    return windows(raw[start:end]), end


_FILL = "carteiro-windows"
codecs.register_error(_FILL, _windows_for)

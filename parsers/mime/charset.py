"""How do these bytes read as text? A rule, not a detector: the declared charset, else UTF-8, else Windows-1252."""

import codecs
from encodings import aliases, normalize_encoding

# Python codecs that are not charsets of mail, or cost quadratic time, or hide text from a reader of the raw mail.
_NOT_CHARSETS = frozenset({"idna", "mbcs", "oem", "punycode", "raw_unicode_escape", "undefined", "unicode_escape", "utf_7"})
# Names looked up in a closed list: `codecs.lookup` imports and remembers every unknown name, a leak a sender could feed.
_CHARSETS = (frozenset(aliases.aliases) | frozenset(aliases.aliases.values()) | {"utf_8_sig"}) - _NOT_CHARSETS
_LONGEST_NAME = 40


def decode(raw: bytes, declared: str) -> tuple[str, bool]:
    """The text, and whether it is what was declared, with nothing guessed or replaced. Never raises."""
    codec = _codec(declared) if declared else ""
    if codec:
        try:
            return raw.decode(codec), True
        except (UnicodeError, LookupError):
            pass  # a false declaration: the bytes decide
    try:
        return raw.decode("utf-8"), raw.isascii() or not declared
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace"), False


def _codec(declared: str) -> str:
    """The Python codec for a declared charset, '' when there is none that reads text."""
    name = normalize_encoding(declared.strip()).lower() if declared.isascii() and len(declared) <= _LONGEST_NAME else ""
    if name not in _CHARSETS:
        return ""
    try:
        found = codecs.lookup(name).name.replace("-", "_")
    except LookupError:
        return ""
    if found in _NOT_CHARSETS:
        return ""
    # What mail calls Latin-1 is Windows-1252 in practice (WHATWG Encoding Standard, names and labels).
    return "cp1252" if found == "iso8859_1" else found

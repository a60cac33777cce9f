"""What is this file called? A name safe to show and to write, from whatever the mail said."""

import re

from parsers.mime.endings import ending

# Bidi marks and zero-width characters disguise an ending (`exe.fdp`), the others are reserved by a file system.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_RESERVED = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)", re.IGNORECASE)
_LONGEST = 120
_LONGEST_ENDING = 12


def clean(original: str, part: int, media_type: str) -> str:
    """The last path component without controls, disguises or reserved characters, at most 120 characters; never empty."""
    name = _INVISIBLE.sub("", original.replace("\\", "/").rpartition("/")[2])
    if not name.isprintable():
        name = "".join(letter if letter.isprintable() else " " for letter in name)
    name = " ".join(_RESERVED.sub("_", name).split()).strip(". ")
    if not name:
        return f"anexo-{part}{ending(media_type)}"
    if _DEVICES.match(name):
        name = f"_{name}"
    if len(name) <= _LONGEST:
        return name
    stem, dot, last = name.rpartition(".")
    if not dot or len(last) > _LONGEST_ENDING:
        return name[:_LONGEST]
    return f"{stem[: _LONGEST - len(last) - 1]}.{last}"

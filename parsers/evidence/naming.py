"""What is a file called that has no name, and what are files called that share one?"""

from collections.abc import Iterable

from parsers.mime import fields, filename, header
from parsers.mime.endings import UNTYPED
from parsers.mime.leaves import Part

_MESSAGES = frozenset({"message/rfc822", "message/global"})
_LONGEST_SUBJECT = 80
_LONGEST = 255  # bytes, in every file system of today
_HEADER = 64 * 1024


def name(part: Part, sniffed: str) -> str:
    """The name that the mail gives, cleaned; a forwarded mail's subject (`Assunto.eml`); else `anexo-2.png`, from what it is."""
    if part.filename:
        return part.filename
    if part.type in _MESSAGES:
        subject = header.decode(fields.of(part.content[:_HEADER]).get("subject", (b"",))[0]).strip()
        if subject:
            return filename.clean(f"{subject[:_LONGEST_SUBJECT].replace('/', '_').replace(chr(92), '_')}.eml", part.index, part.type)
    return filename.clean("", part.index, sniffed if part.type == UNTYPED and sniffed else part.type)


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """The same names in order, each safe beside the others: `a.pdf`, `a (2).pdf`; compared without case, at most 255 bytes.

    For files written side by side; names that are no plain file name are cleaned first, so that none leaves its folder.
    """
    taken: set[str] = set()
    count: dict[str, int] = {}
    found: list[str] = []
    for number, given in enumerate(names):
        safe = filename.clean(given, number, UNTYPED)
        stem, dot, last = safe.rpartition(".")
        stem, last = (stem, dot + last) if stem else (safe, "")
        chosen = _fitted(stem, last)
        key = chosen.casefold()
        while chosen.casefold() in taken:
            count[key] = count.get(key, 1) + 1
            chosen = _fitted(stem, f" ({count[key]}){last}")
        taken.add(chosen.casefold())
        found.append(chosen)
    return tuple(found)


def _fitted(stem: str, rest: str) -> str:
    room = _LONGEST - len(rest.encode("utf-8", "replace"))
    return stem.encode("utf-8", "replace")[:room].decode("utf-8", "ignore").rstrip(". ") + rest

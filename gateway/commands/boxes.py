"""Which mails stand in these files, folders and mbox files?"""

import re
from collections.abc import Iterator
from pathlib import Path

# An mbox separator: `From <sender> <date>`, and a header field below. Prose that begins a line with 'From' is none.
_SEPARATOR = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*?(?:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|\d{1,2}:\d{2})[^\n]*\n(?=[>!-9;-~]+[ \t]*:|>From )"
)
_NOT_MAIL = frozenset({".json", ".md", ".py", ".yaml", ".yml"})


def files(paths: list[Path]) -> list[Path]:
    """The files named, and all files in the folders named, those that are plainly no mail and hidden ones left out."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else None
        found += [path] if inside is None else [p for p in inside if not p.name.startswith(".") and p.suffix not in _NOT_MAIL]
    return found


def mails(path: Path, raw: bytes) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each mail in a file's content; those of an mbox with several are named `file:0`, `file:1`, ..."""
    starts = [at.start() for at in _SEPARATOR.finditer(raw)] if raw.startswith(b"From ") and path.suffix != ".eml" else []
    if len(starts) <= 1:
        yield str(path), raw
        return
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(raw)], strict=True)):
        yield f"{path}:{number}", raw[raw.index(b"\n", start) + 1 : end]

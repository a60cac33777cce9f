"""Which mails stand in these files, folders and mbox files?"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

# An mbox separator: `From <sender> <date>`, and a header field below. Prose that begins a line with 'From' is none.
_SEPARATOR = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*?(?:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|\d{1,2}:\d{2})[^\n]*\n(?=[>!-9;-~]+[ \t]*:|>From )"
)
_NOT_MAIL = frozenset({".json", ".md", ".py", ".yaml", ".yml"})


class Pile:
    """Mail files to be read, one after the other.

    size and taken: bytes in all and so far; unreadable: a sentence for each file that could not be opened.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._files = list(_files(paths))
        self.size = sum(path.stat().st_size for path in self._files if path.is_file())
        self.taken = 0
        self.unreadable: list[str] = []

    def mails(self) -> Iterator[tuple[str, bytes]]:
        """(name, bytes) of each mail; those of an mbox with several are named `file:0`, `file:1`, ..."""
        for path in self._files:
            try:
                raw = path.read_bytes()
            except OSError as error:
                self.unreadable.append(f"{path} cannot be read ({error.strerror}); name a mail file, a folder of them, or an mbox file.")
                continue
            yield from _mails(path, raw)
            self.taken += len(raw)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files named, and all files in the folders named, those that are plainly no mail and hidden ones left out."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(found for found in path.rglob("*") if found.is_file())
        yield from (found for found in inside if not found.name.startswith(".") and found.suffix not in _NOT_MAIL)


def _mails(path: Path, raw: bytes) -> Iterator[tuple[str, bytes]]:
    starts = [at.start() for at in _SEPARATOR.finditer(raw)] if raw.startswith(b"From ") and path.suffix != ".eml" else []
    if len(starts) <= 1:
        yield str(path), raw
        return
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(raw)], strict=True)):
        yield f"{path}:{number}", raw[raw.index(b"\n", start) + 1 : end]

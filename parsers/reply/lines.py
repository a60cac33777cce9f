"""What do a mail's lines say, each folded (plain, single spaces) only when somebody asks, and only once?"""

import re

from parsers.language.plain import compose, plain

LONGEST = 400  # characters of a line that a mail program writes by itself; longer ones are prose and never looked at

_LINE_END = re.compile(r"\r\n?")
# Marks of direction and of width zero that programs put around names and dates.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def split(text: str) -> list[str]:
    """The lines of a text, whatever their ends."""
    return (_LINE_END.sub("\n", text) if "\r" in text else text).split("\n")


def folded(line: str) -> str:
    """The line in lower case, without accents, quotes, bold marks and invisible characters, its spaces single."""
    if not line.isascii():
        line = compose(_UNSEEN.sub("", line))
    return " ".join(plain(line).split())


class Lines:
    """The lines of a mail. What is asked about one is kept, so that a megabyte of header lines stays linear."""

    def __init__(self, lines: list[str]) -> None:
        self.raw = lines
        self._folded: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.raw)

    def said(self, at: int) -> str:
        """The folded line; empty for one that is too long to be a mail program's."""
        found = self._folded.get(at)
        if found is None:
            line = self.raw[at]
            found = self._folded[at] = folded(line) if len(line) <= LONGEST else ""
        return found

    def blank(self, at: int) -> bool:
        """Whether nothing stands in the line."""
        return not self.raw[at].strip()

    def written(self, at: int, most: int) -> int | None:
        """The first line from `at` on in which something stands, if it is among the next `most`."""
        return next((number for number in range(at, min(at + most, len(self.raw))) if self.raw[number].strip()), None)

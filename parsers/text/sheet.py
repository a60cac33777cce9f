"""Which lines does a page of HTML make? Lines, gaps, list items and cells, each line knowing how deep it is quoted."""

import re
from dataclasses import dataclass, field

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_DEEPEST_QUOTE = 5


@dataclass(slots=True)
class Sheet:
    """The lines written so far as (quote depth, text), and the words of the line under the pen."""

    quotes: int = 0
    _lines: list[tuple[int, str]] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _gap: bool = False
    _rows: list[int] = field(default_factory=list)
    _numbers: list[int] = field(default_factory=list)
    _held: bool = False  # what was just written waits for its text: a block inside a new cell or item begins no new line

    def write(self, text: str, *, verbatim: bool = False) -> None:
        """Add text to the line; blanks run together unless it is preformatted."""
        if verbatim:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self._add(first)
            for line in others:
                self.end_line()
                self._add(line)
            return
        text = _BLANKS.sub(" ", text)
        if not self._words or self._words[-1].endswith(" "):
            text = text.lstrip(" ")
        self._add(text)

    def _add(self, text: str) -> None:
        if not text:
            return
        if self._gap and not self._words and self._lines and self._lines[-1][1]:
            self._lines.append((min(self.quotes, self._lines[-1][0]), ""))
        self._gap = self._held = False
        self._words.append(text)

    def line(self, *, gap: bool = False) -> None:
        """Go to the beginning of a line if something stands on this one; with a gap, leave one blank line between."""
        if self._held:
            return
        if self._words:
            self.end_line()
        self._gap = self._gap or gap

    def end_line(self) -> None:
        """End this line, even an empty one."""
        self._lines.append((self.quotes, "".join(self._words).replace("\xa0", " ").rstrip()))
        self._words.clear()
        self._held = False

    def begin_list(self, first: int) -> None:
        """Begin a list numbered from `first`; 0 for one without numbers."""
        self._numbers.append(first)

    def item(self) -> None:
        """Begin an item of the innermost list."""
        number = self._numbers[-1] if self._numbers else 0
        if number:
            self._numbers[-1] += 1
        self._add(f"{number}. " if number else "- ")
        self._held = True

    def end_list(self) -> None:
        """End the innermost list."""
        if self._numbers:
            self._numbers.pop()

    def begin_row(self) -> None:
        """Begin a table row."""
        self._rows.append(len(self._lines))

    def cell(self) -> None:
        """Begin a cell: on the line of the cells before it while each of them took one line."""
        self._held = False
        self.line()
        self._gap = False
        if self._rows and len(self._lines) == self._rows[-1] + 1 and self._lines[-1][0] == self.quotes:
            self._words = [self._lines.pop()[1], " | "]
            self._held = True

    def end_row(self) -> None:
        """End the innermost row."""
        self._held = False
        self.line()
        if self._rows:
            self._rows.pop()

    def text(self) -> str:
        """The lines, quoted ones with `> ` before them, without blank ones at either end."""
        self._held = False
        self.line()
        return "\n".join((("> " * min(depth, _DEEPEST_QUOTE)) + line).rstrip() for depth, line in self._lines).strip("\n")

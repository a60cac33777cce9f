"""Which lines does a page of HTML make? Lines, gaps, list items and cells, each line knowing how deep it is quoted."""

import re

HARD = 1  # one level of quotation
SOFT = 64  # one level that counts only if the mail turns out to answer another
_DEEPEST = 20
_SHOWN = 5
_PARTED = " | "  # between cells
_PREFIX = ["> " * min(depth, _SHOWN) for depth in range(2 * SOFT)]
_BLANKS = re.compile(r"[ \t\r\n\f]+")


class Sheet:
    """The lines written so far, how deep each is quoted (HARD and SOFT levels added up), and the words of the line under the pen."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.depths: list[int] = []
        self.words: list[str] = []
        self.quotes = 0
        self.held = False  # what was just written waits for its text: a block inside a new cell or item begins no new line
        self.gap = False
        self._rows: list[int] = []
        self._numbers: list[int] = []

    def write(self, text: str) -> None:
        """Add text to the line; blanks run together."""
        text = _BLANKS.sub(" ", text)
        if not self.words or self.words[-1].endswith(" "):
            text = text.lstrip(" ")
        if text:
            self.add(text)

    def write_verbatim(self, text: str) -> None:
        """Add text whose blanks and line ends count."""
        first, *others = text.replace("\r\n", "\n").split("\n")
        if first:
            self.add(first)
        for line in others:
            self.end_line()
            if line:
                self.add(line)

    def add(self, text: str) -> None:
        """Add text as it is, after the gap that was asked for."""
        if self.gap and not self.words:
            self._leave_gap()
        self.gap = self.held = False
        self.words.append(text)

    def _leave_gap(self) -> None:
        self.gap = False
        if self.lines and self.lines[-1]:
            self.lines.append("")
            self.depths.append(min(self.quotes, self.depths[-1]))

    def line(self) -> None:
        """Go to the beginning of a line if something stands on this one."""
        if self.words and not self.held:
            self.end_line()

    def apart(self) -> None:
        """Go to the beginning of a line, and leave a blank one between."""
        if not self.held:
            if self.words:
                self.end_line()
            self.gap = True

    def end_line(self) -> None:
        """End this line, even an empty one."""
        self.lines.append("".join(self.words).rstrip())
        self.depths.append(self.quotes)
        self.words.clear()
        self.held = False

    def deeper(self, level: int) -> int:
        """Begin a quotation on a line of its own; gives what `shallower` takes back."""
        self.line()
        if self.quotes % SOFT >= _DEEPEST or self.quotes // SOFT >= _DEEPEST:
            return 0
        self.quotes += level
        return level

    def shallower(self, level: int) -> None:
        """End a quotation."""
        self.line()
        self.quotes -= level

    def begin_list(self, first: int) -> None:
        """Begin a list numbered from `first`; 0 for one without numbers."""
        self._numbers.append(first)

    def item(self) -> None:
        """Begin an item of the innermost list."""
        number = self._numbers[-1] if self._numbers else 0
        if number:
            self._numbers[-1] += 1
        self.held = False
        self.line()
        self.add(f"{number}. " if number else "- ")
        self.held = True

    def end_list(self) -> None:
        """End the innermost list."""
        self.held = False
        self.line()
        if self._numbers:
            self._numbers.pop()

    def begin_row(self) -> None:
        """Begin a table row."""
        if self.gap and not self.words:
            self._leave_gap()
        self._rows.append(len(self.lines))

    def cell(self) -> None:
        """Begin a cell: on the line of the cells before it while each of them took one line."""
        words, lines = self.words, self.lines
        if self.held and words and words[-1] != _PARTED:
            return  # the table stands in an item
        if self._rows and words and len(lines) == self._rows[-1]:
            if len(words) == 1 and words[0].isspace():
                words.clear()
            else:
                words.append(_PARTED)
            self.gap = False
        else:
            self.held = False
            self.line()
            if self._rows and len(lines) == self._rows[-1] + 1 and self.depths[-1] == self.quotes:
                self.depths.pop()
                before = lines.pop()
                words[:] = [before, _PARTED] if before else []
                self.gap = False
        self.held = True

    def end_row(self) -> None:
        """End the innermost row, without the marks of empty cells at its end."""
        self._unpart()
        self.held = self.gap = False
        if self.words:
            self.end_line()
        if self._rows:
            self._rows.pop()

    def begin_table(self) -> None:
        """Begin a table; in a cell, its lines are its own."""
        if self.words and self.words[-1] == _PARTED:
            self._unpart()
            self.held = False
        self.line()

    def _unpart(self) -> None:
        if self._rows and self.words and (self.held or self.words[-1] == "\xa0"):
            self.words[:] = ["".join(self.words).rstrip(" |\xa0")]

    def says_something(self) -> bool:
        """Whether a letter or a digit stands in an unquoted line."""
        return any(not depth and any(map(str.isalnum, line)) for depth, line in zip(self.depths, self.lines, strict=True))

    def raise_from(self, start: int, end: int | None = None) -> None:
        """Make the unquoted lines from `start` on quoted ones, blank ones at the beginning aside."""
        end = len(self.lines) if end is None else end
        while start < end and not self.lines[start]:
            start += 1
        for at in range(start, end):
            if self.depths[at] % SOFT == 0:
                self.depths[at] += HARD

    def is_quoted(self, *, answers: bool) -> bool:
        """Whether a line belongs to another mail."""
        return any(self.depths) if answers else any(depth % SOFT for depth in self.depths)

    def text(self, *, answers: bool) -> str:
        """The lines, quoted ones with `> ` before them, without blank ones at either end. answers: SOFT levels count."""
        if not any(self.depths):
            return "\n".join(self.lines).replace("\xa0", " ").strip("\n")
        shown = []
        for depth, line in zip(self.depths, self.lines, strict=True):
            level = depth % SOFT + (depth // SOFT if answers else 0)
            shown.append((_PREFIX[level] + line if line else _PREFIX[level].rstrip()) if level else line)
        return "\n".join(shown).replace("\xa0", " ").strip("\n")
